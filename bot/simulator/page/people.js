// The people who talk with the bot, side by side; a drawer on a phone.

import { chat, choose, currentPerson, meet, whenChanged } from "./chat.js";
import { fullName, make, portrait } from "./element.js";
import { briefly } from "./moments.js";
import { formDialog } from "./notice.js";
import { say } from "./words.js";

const side = document.getElementById("people");
const main = document.getElementById("chat");
const list = document.getElementById("people-list");
const opener = document.getElementById("people-button");
const shade = document.getElementById("shade");
const narrow = matchMedia("(max-width: 760px)");

function row(person) {
  const here = person.id === chat.person;
  const name = fullName(person);
  const says = person.blocked ? say.blockedBadge : person.last?.text || say.noMessagesYet;
  const words = make("span", { class: "row-words" },
    make("span", { class: "row-top" }, make("strong", {}, name), person.last && make("time", {}, briefly(person.last.date))),
    make("span", { class: "row-bottom" }, make("span", { class: "last" }, says),
      person.unread > 0 && make("span", { class: "badge", role: "img", "aria-label": say.unread(person.unread) }, String(person.unread))));
  return make("li", {}, make("button", { type: "button", class: "person", "aria-current": here ? "true" : null, "data-person": person.id,
    onclick: () => {
      choose(person.id);
      close();
    } }, portrait(name, person.id), words));
}

function draw() {
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.person : null;
  list.replaceChildren(...chat.people.map(row));
  if (focused) list.querySelector(`[data-person="${focused}"]`)?.focus();
  document.getElementById("nobody").hidden = chat.people.length > 0;
  const elsewhere = chat.people.reduce((sum, person) => sum + (person.id === chat.person ? 0 : person.unread), 0);
  const badge = opener.querySelector(".badge");
  badge.hidden = elsewhere === 0;
  badge.textContent = String(elsewhere);
  opener.setAttribute("aria-label", elsewhere ? `${say.showPeople} (${say.unread(elsewhere)})` : say.showPeople);
  const all = chat.people.reduce((sum, person) => sum + person.unread, 0);
  document.title = `${all ? `(${all}) ` : ""}${chat.bot.name || say.bot}`;
  const person = currentPerson();
  document.getElementById("who").textContent = person ? fullName(person) : "";
}

function open() {
  side.classList.add("open");
  shade.hidden = false;
  settle();
  (list.querySelector("[aria-current]") ?? side.querySelector("button"))?.focus();
}

function close() {
  if (!side.classList.contains("open")) return;
  side.classList.remove("open");
  shade.hidden = true;
  settle();
  opener.focus();
}

/** What lies out of sight, or behind the drawer, cannot be reached with the keyboard either. */
function settle() {
  const shown = side.classList.contains("open");
  side.inert = narrow.matches && !shown;
  main.inert = narrow.matches && shown;
  opener.setAttribute("aria-expanded", String(shown));
}

async function introduce() {
  const values = await formDialog({ title: say.newPerson, agree: say.add, fields: [
    { name: "first_name", label: say.firstName, required: true }, { name: "last_name", label: say.lastName },
    { name: "username", label: say.username },
    { name: "language_code", label: say.language, choices: [["nl", say.dutch], ["en", say.english]], value: currentPerson()?.language_code ?? "nl" }] });
  if (!values) return;
  close();
  await meet(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.trim().replace(/^@/, "")]).filter(([, value]) => value)));
}

opener.addEventListener("click", open);
shade.addEventListener("click", close);
document.getElementById("close-people").addEventListener("click", close);
document.getElementById("new-person").addEventListener("click", introduce);
document.addEventListener("keydown", (event) => event.key === "Escape" && !document.querySelector("dialog[open]") && close());
narrow.addEventListener("change", settle);
whenChanged("people person language bot clock", draw);
settle();
