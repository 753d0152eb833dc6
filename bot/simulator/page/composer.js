// Where the person writes: drafts, answering, correcting, and what the Enter key does.

import { chat, currentPerson, currentTalk, inOrder, isOwn, post, tell, whenChanged } from "./chat.js";
import { inOneLine } from "./attachment.js";
import { lastEditable } from "./bubble.js";
import { sendText } from "./buttons.js";
import { icon, iconButton, make } from "./element.js";
import { say } from "./words.js";

const form = document.getElementById("composer");
const field = document.getElementById("field");
const about = document.getElementById("about");
const send = document.getElementById("send");
const microphone = document.getElementById("microphone");
const instead = document.getElementById("instead");

// What is being answered or corrected: {kind: "reply" | "rewrite", message}, or null.
let concerning = null;
let writer = null;

const draftKey = (person) => `draft ${person}`;

function keepDraft() {
  if (writer === null || concerning?.kind === "rewrite") return;
  if (field.value) localStorage.setItem(draftKey(writer), field.value);
  else localStorage.removeItem(draftKey(writer));
}

/** Fill the field, as when a command is chosen. */
export function write(text) {
  field.value = text;
  grow();
  field.focus();
  field.setSelectionRange(text.length, text.length);
}

function grow() {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
  const filled = field.value.trim() !== "";
  send.hidden = !filled && concerning?.kind !== "rewrite";
  microphone.hidden = !send.hidden;
}

function drawAbout() {
  about.hidden = concerning === null;
  if (concerning === null) return about.replaceChildren();
  const { kind, message } = concerning;
  const title = kind === "reply" ? `${say.replyTo} ${isOwn(message) ? say.you : chat.bot.name}` : say.editing;
  about.replaceChildren(icon(kind === "reply" ? "reply" : "edit"),
    make("div", {}, make("strong", {}, title), make("span", {}, inOneLine(message))),
    iconButton("close", kind === "reply" ? say.cancelReply : say.cancelEdit, { onclick: () => concern(null) }));
}

function concern(next) {
  const wasRewriting = concerning?.kind === "rewrite";
  concerning = next;
  if (next?.kind === "rewrite") field.value = next.message.text;
  else if (wasRewriting) field.value = localStorage.getItem(draftKey(writer)) ?? "";
  drawAbout();
  grow();
  field.focus();
}

async function submit() {
  const text = field.value.trim();
  if (!text) return;
  const subject = concerning;
  const draft = field.value;
  field.value = "";
  keepDraft();
  concern(null);
  const done = subject?.kind === "rewrite"
    ? text === subject.message.text || await post("edit", { message_id: subject.message.message_id, text })
    : await sendText(text, subject ? { reply_to_message_id: subject.message.message_id } : {});
  if (done || field.value) return;
  concerning = subject;
  drawAbout();
  write(draft);
}

/** The reply a bot asks for with ForceReply stands ready; the message that asks comes just before the keyboard. */
function obeyForceReply() {
  const { keyboard } = currentTalk();
  field.placeholder = keyboard?.input_field_placeholder || say.write;
  if (!keyboard?.force_reply) return;
  const asking = inOrder(currentTalk()).at(-1);
  if (asking && !isOwn(asking) && concerning === null) concern({ kind: "reply", message: asking });
}

/** A blocked bot or an unopened chat offers one large button instead of the field. */
function drawInstead() {
  const person = currentPerson();
  const talk = currentTalk();
  const unopened = person && talk.loaded && !person.started && talk.messages.size === 0;
  const offer = person?.blocked ? [say.unblockBar, () => post("block", { blocked: false })]
    : unopened ? [say.start, () => sendText("/start")] : null;
  form.hidden = offer !== null || person === null;
  instead.hidden = offer === null;
  const label = offer?.[0];
  if (offer && instead.firstChild?.textContent !== label) {
    instead.replaceChildren(make("button", { type: "button", class: "large", onclick: offer[1] }, label));
  } else if (!offer) instead.replaceChildren();
}

function drawPerson() {
  drawInstead();
  if (writer === chat.person) return;
  keepDraft();
  writer = chat.person;
  concerning = null;
  field.value = localStorage.getItem(draftKey(writer)) ?? "";
  drawAbout();
  grow();
  obeyForceReply();
  if (matchMedia("(pointer: fine)").matches) field.focus();
}

field.addEventListener("input", () => {
  grow();
  keepDraft();
  tell("written", field.value);
});

field.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    submit();
  } else if (event.key === "ArrowUp" && field.value === "" && concerning === null && lastEditable()) {
    event.preventDefault();
    concern({ kind: "rewrite", message: lastEditable() });
  } else if (event.key === "Escape" && concerning !== null) {
    event.preventDefault();
    concern(null);
  }
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});

whenChanged("person language", drawPerson);
whenChanged("people messages", drawInstead);
whenChanged("language", () => obeyForceReply());
whenChanged("keyboard", obeyForceReply);
whenChanged("reply", (message) => concern({ kind: "reply", message }));
whenChanged("rewrite", (message) => concern({ kind: "rewrite", message }));
whenChanged("compose", () => field.focus());
whenChanged("messages", () => {
  if (concerning && !currentTalk().messages.has(concerning.message.message_id)) concern(null);
});
