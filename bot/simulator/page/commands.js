// The bot's commands: a list above the field, opened by its button or by typing a slash, walked with the arrow keys.

import { chat, whenChanged } from "./chat.js";
import { sendText } from "./buttons.js";
import { write } from "./composer.js";
import { make } from "./element.js";
import { say } from "./words.js";

const field = document.getElementById("field");
const opener = document.getElementById("commands-button");
const list = document.getElementById("commands");
let chosen = -1;

const matching = (typed) => (chat.bot.commands ?? []).filter(({ command }) => `/${command}`.startsWith(typed.toLowerCase()));

function show(typed) {
  const found = matching(typed);
  list.hidden = found.length === 0;
  chosen = list.hidden ? -1 : 0;
  list.setAttribute("aria-label", say.commandList);
  list.replaceChildren(...found.map(({ command, description }, index) =>
    make("div", { role: "option", id: `command-${index}`, "aria-selected": "false", onmousedown: (event) => event.preventDefault(), onmousemove: () => mark(index),
      onclick: () => send(command) }, make("strong", {}, `/${command}`), make("span", {}, description))));
  opener.setAttribute("aria-expanded", String(!list.hidden));
  mark(chosen);
}

function hide() {
  list.hidden = true;
  list.replaceChildren();
  chosen = -1;
  field.removeAttribute("aria-activedescendant");
  opener.setAttribute("aria-expanded", "false");
}

function mark(index) {
  chosen = index;
  [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
  list.children[index]?.scrollIntoView({ block: "nearest" });
  if (index >= 0) field.setAttribute("aria-activedescendant", `command-${index}`);
}

function send(command) {
  hide();
  write("");
  field.dispatchEvent(new Event("input"));
  sendText(`/${command}`);
}

const chosenCommand = () => list.children[chosen]?.querySelector("strong").textContent.slice(1);

// Before the composer's own listener, so that Enter chooses a command while the list is open.
field.addEventListener("keydown", (event) => {
  if (list.hidden || event.isComposing) return;
  const count = list.children.length;
  if (event.key === "ArrowDown") mark((chosen + 1) % count);
  else if (event.key === "ArrowUp") mark((chosen - 1 + count) % count);
  else if (event.key === "Enter" && !event.shiftKey) send(chosenCommand());
  else if (event.key === "Tab" && !event.shiftKey) write(`/${chosenCommand()} `), hide();
  else if (event.key === "Escape") hide();
  else return;
  event.preventDefault();
}, { capture: true });

field.addEventListener("blur", () => setTimeout(() => [field, opener].includes(document.activeElement) || hide(), 100));
opener.addEventListener("click", () => {
  if (list.hidden) {
    show("/");
    field.focus();
  } else hide();
});
whenChanged("written", (text) => (/^\/\w*$/.test(text) ? show(text) : hide()));
whenChanged("person", hide);
whenChanged("bot language", () => (opener.hidden = !chat.bot.commands?.length));
