// The buttons under a message, and what happens between pressing one and the bot's answer.

import { chat, post, tell, whenChanged } from "./chat.js";
import { ask } from "./wire.js";
import { icon, make, safeAddress } from "./element.js";
import { say } from "./words.js";
import { alarm, toast } from "./notice.js";

const PATIENCE = 30000;
// Which buttons wait for an answer, by person, message and data: a bubble that is drawn anew keeps its progress sign.
const waiting = new Map();
const answeredEarly = new Set();
const keyOf = (person, message, data) => `${person}/${message}/${data}`;

/** The inline keyboard of a message, or null. */
export function inlineKeyboard(message) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return make("div", { class: "inline-keyboard" }, rows.map((row) =>
    make("div", { class: "button-row" }, row.map((button) => inlineButton(message, button)))));
}

function inlineButton(message, button) {
  const look = `inline-button${button.style ? ` ${button.style}` : ""}`;
  const address = button.url && safeAddress(button.url);
  if (address) {
    return make("a", { class: look, href: address, target: "_blank", rel: "noopener noreferrer" }, label(button), icon("link"));
  }
  if (button.copy_text) {
    return make("button", { type: "button", class: look, onclick: () => copy(button.copy_text.text) }, label(button), icon("copy"));
  }
  if (button.callback_data === undefined || button.disabled) {
    return make("button", { type: "button", class: look, "aria-disabled": "true", title: button.disabled ? null : say.cannot,
      onclick: () => button.disabled || toast(say.cannot) }, label(button));
  }
  const busy = waiting.has(keyOf(chat.person, message.message_id, button.callback_data));
  return make("button", { type: "button", class: look, "aria-busy": busy ? "true" : null,
    "data-key": keyOf(chat.person, message.message_id, button.callback_data),
    onclick: (event) => press(event, message, button) }, label(button), make("span", { class: "progress", "aria-hidden": "true" }));
}

const label = (button) => make("span", { class: "label" }, button.text);

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(say.copied);
  } catch {
    alarm(text);
  }
}

async function press(event, message, button) {
  const person = chat.person;
  const key = keyOf(person, message.message_id, button.callback_data);
  if (waiting.has(key)) return;
  waiting.set(key, { query: null, ends: setTimeout(() => settle(key), PATIENCE) });
  markBusy(key, true);
  // A mouse goes on writing; a finger would only get a keyboard in its way, and keys stay where they are.
  if (event.detail > 0 && event.pointerType === "mouse") tell("compose");
  try {
    const { query_id: query } = await ask(`/${person}/press`, { message_id: message.message_id, data: button.callback_data });
    if (answeredEarly.delete(query)) settle(key);
    else if (waiting.has(key)) waiting.get(key).query = query;
  } catch {
    settle(key);
  }
}

function settle(key) {
  clearTimeout(waiting.get(key)?.ends);
  waiting.delete(key);
  markBusy(key, false);
}

function markBusy(key, busy) {
  for (const button of document.querySelectorAll(".inline-button[data-key]")) {
    if (button.dataset.key !== key) continue;
    if (busy) button.setAttribute("aria-busy", "true");
    else button.removeAttribute("aria-busy");
  }
}

whenChanged("answer", ({ person, query_id: query, text, show_alert: loud, url }) => {
  const key = [...waiting].find(([, wait]) => wait.query === query)?.[0];
  if (key) settle(key);
  else answeredEarly.add(query);
  if (person !== chat.person) return;
  if (url && safeAddress(url)) alarm(say.linkFromBot, safeAddress(url));
  else if (text && loud) alarm(text);
  else if (text) toast(text);
});

export const sendText = (text, more = {}) => post("text", { text, ...more });
