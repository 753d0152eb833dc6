// The simulated clock in the header, and the buttons that move it.

import { chat, moveClock, readClock, simulatedNow, whenChanged } from "./chat.js";
import { icon, make } from "./element.js";
import { clockFace, dateFace, longFace, span, timeOf } from "./moments.js";
import { place } from "./notice.js";
import { say } from "./words.js";

const button = document.getElementById("clock-button");
const box = document.getElementById("clock");
const NEARLY = 30;

function face() {
  const now = simulatedNow();
  const ahead = Math.abs(chat.clock.offset) > NEARLY;
  button.classList.toggle("ahead", ahead);
  button.querySelector(".date").textContent = dateFace(now);
  button.querySelector(".time").textContent = timeOf(now);
  button.setAttribute("aria-label", `${say.clock}: ${longFace(now)}`);
  if (!box.matches(":popover-open")) return;
  box.querySelector(".moment").textContent = longFace(now);
  box.querySelector(".ahead-words").textContent = ahead ? say.clockAhead(span(chat.clock.offset)) : say.clockReal;
}

function draw() {
  const { next } = chat.clock;
  const mover = (name, words, to, more = {}) =>
    make("button", { type: "button", "data-move": name, onclick: () => moveClock(to), ...more }, words);
  const focused = box.contains(document.activeElement) ? document.activeElement.dataset.move : null;
  box.setAttribute("aria-label", say.clock);
  box.replaceChildren(
    make("strong", { class: "moment" }), make("small", { class: "ahead-words" }),
    make("div", { class: "movers" }, mover("now", say.clockNow, { to: "now" }), mover("hour", say.clockHour, { ahead: 3600 }),
      mover("day", say.clockDay, { ahead: 86400 })),
    mover("next", say.clockNext, { to: "next" }, { class: "next", disabled: next === null, "aria-describedby": "next-words" }),
    make("small", { id: "next-words" }, next === null ? say.clockNoNext : say.clockNextAt(clockFace(next))));
  if (focused) (box.querySelector(`[data-move="${focused}"]:enabled`) ?? box.querySelector("button")).focus();
  face();
}

button.prepend(icon("clock"));
box.addEventListener("toggle", () => {
  button.setAttribute("aria-expanded", String(box.matches(":popover-open")));
  if (!box.matches(":popover-open")) return;
  face();
  place(box, button);
  box.querySelector("button").focus();
  readClock();
});
whenChanged("clock language", draw);
setInterval(face, 1000);
