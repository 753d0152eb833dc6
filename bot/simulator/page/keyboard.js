// The reply keyboard below the field, and the small dialogs some of its buttons ask for.

import { chat, currentPerson, currentTalk, post, tell, whenChanged } from "./chat.js";
import { askContact, askLocation, askPoll } from "./attach.js";
import { sendText } from "./buttons.js";
import { make } from "./element.js";
import { formDialog, toast } from "./notice.js";
import { say } from "./words.js";

const area = document.getElementById("keyboard");
const toggle = document.getElementById("keyboard-button");
// Whether each person has folded the keyboard away; a new keyboard unfolds it.
const folded = new Map();
// What the keys were made for: made anew for nothing, one would lose the focus, or the tap that is on it.
let made = null;

function draw() {
  const { keyboard } = currentTalk();
  const rows = keyboard?.keyboard ?? [];
  const shut = (folded.get(chat.person) ?? false) && !keyboard?.is_persistent;
  toggle.hidden = rows.length === 0;
  area.hidden = rows.length === 0 || shut || Boolean(currentPerson()?.blocked);
  const name = shut ? say.showKeyboard : say.hideKeyboard;
  toggle.setAttribute("aria-label", name);
  toggle.title = name;
  toggle.setAttribute("aria-expanded", String(!shut));
  area.setAttribute("aria-label", say.keyboard);
  area.classList.toggle("full", !keyboard?.resize_keyboard);
  if (keyboard === made) return;
  made = keyboard;
  area.replaceChildren(...rows.map((row) => make("div", { class: "button-row" }, row.map(key))));
}

function key(button) {
  return make("button", { type: "button", class: `key${button.style ? ` ${button.style}` : ""}`, "aria-disabled": button.disabled ? "true" : null,
    onclick: (event) => button.disabled || press(event, button) }, button.text);
}

async function press(event, button) {
  const once = currentTalk().keyboard?.one_time_keyboard;
  const done = await answer(button);
  if (!done) return;
  if (once) fold(true);
  if (event.pointerType === "mouse" && event.detail > 0) tell("compose");
}

function answer(button) {
  if (button.request_contact) return shareOwn();
  if (button.request_location) return askLocation();
  if (button.request_users) return chooseUsers(button.request_users);
  if (button.request_poll) return askPoll();
  if (button.web_app || button.request_chat) return toast(say.cannot);
  return sendText(button.text);
}

async function shareOwn() {
  const person = currentPerson();
  const agreed = await formDialog({ title: say.shareOwn, note: `${say.shareOwnWhy} ${person.phone_number}`, agree: say.share });
  if (!agreed) return null;
  return post("contact", { phone_number: person.phone_number, first_name: person.first_name, last_name: person.last_name, own: true });
}

/** People to share with the bot: a line for each, up to as many as it asks for. */
async function chooseUsers({ request_id: request, max_quantity: most = 1 }) {
  const lines = make("div", { class: "user-lines" });
  const addLine = () => {
    const input = (name, label) => make("input", { name, placeholder: label, "aria-label": `${label} ${lines.children.length + 1}`,
      autocomplete: "off", required: name === "first_name" && lines.children.length === 0 });
    lines.append(make("div", { class: "user-line" }, input("first_name", say.firstName), input("last_name", say.lastName), input("username", say.username)));
    another.hidden = lines.children.length >= most;
  };
  const another = make("button", { type: "button", class: "plain", onclick: addLine }, say.anotherUser);
  addLine();
  const agreed = await formDialog({ title: say.pickUsers(most), extra: make("div", {}, lines, another), agree: say.share });
  if (!agreed) return null;
  const users = [...lines.children].map((line) => Object.fromEntries(
    [...line.querySelectorAll("input")].map((input) => [input.name, input.value.trim().replace(/^@/, "")]).filter(([, value]) => value)));
  return post("users", { request_id: request, users: users.filter((user) => user.first_name) });
}

function fold(shut) {
  folded.set(chat.person, shut);
  draw();
}

toggle.addEventListener("click", () => fold(!folded.get(chat.person)));
whenChanged("person language people", draw);
whenChanged("keyboard", () => fold(false));
