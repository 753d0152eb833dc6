// Short words in passing (toasts), words to agree to (alerts), and small forms: all that lies over the chat.

import { whenChanged } from "./chat.js";
import { icon, make } from "./element.js";
import { say } from "./words.js";

const LASTS = 4000;

/** A passing notice, said by screen readers too. */
export function toast(text) {
  const notice = make("p", { class: "toast" }, text);
  document.getElementById("toasts").replaceChildren(notice);
  setTimeout(() => notice.remove(), LASTS + 30 * text.length);
}

function open(dialog) {
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.showModal();
  return dialog;
}

/** Words that stay until someone agrees; with an address, a link to open it. */
export function alarm(text, address = null) {
  const done = make("button", { type: "button", class: "plain" }, address ? say.cancel : say.ok);
  const go = address && make("a", { class: "plain strong", href: address, target: "_blank", rel: "noopener noreferrer" }, say.open);
  const words = make("p", { id: "alert-words" }, text, address && make("span", { class: "address" }, address));
  const dialog = make("dialog", { class: "alert", role: "alertdialog", "aria-labelledby": "alert-words" },
    words, make("div", { class: "dialog-actions" }, done, go));
  done.addEventListener("click", () => dialog.close());
  go?.addEventListener("click", () => dialog.close());
  open(dialog);
  done.focus();
}

/**
 * A small form in a dialog. `fields` are {name, label, type?, value?, required?, choices?}; answers the values, or null
 * when it was closed without agreeing.
 */
export function formDialog({ title, note = null, fields = [], agree = say.ok, extra = null }) {
  return new Promise((resolve) => {
    const form = make("form", { method: "dialog" },
      make("h2", { id: "form-title" }, title), note && make("p", { class: "note" }, note), extra,
      fields.map(field), make("div", { class: "dialog-actions" },
        make("button", { type: "button", class: "plain", onclick: () => dialog.close() }, say.cancel),
        make("button", { type: "submit", class: "plain strong" }, agree)));
    const dialog = make("dialog", { class: "form", "aria-labelledby": "form-title" }, form);
    let values = null;
    form.addEventListener("submit", () => (values = Object.fromEntries(new FormData(form))));
    dialog.addEventListener("close", () => resolve(values));
    open(dialog);
  });
}

function field({ name, label, type = "text", value = "", required = false, choices = null }) {
  const shared = { name, required, autocomplete: "off" };
  let control;
  if (choices) {
    control = make("select", shared, choices.map(([code, words]) => make("option", { value: code, selected: code === value }, words)));
  } else if (type === "long") control = make("textarea", { ...shared, rows: "3" }, value);
  else control = make("input", { ...shared, type, value, step: type === "number" ? "any" : null });
  return make("label", { class: "field" }, make("span", {}, label), control);
}

/** A dialog with any content and a button to close it: the bot's profile, a photo shown large. */
export function panel(kind, title, ...content) {
  const close = make("button", { type: "button", class: "icon-button close", "aria-label": say.close, title: say.close }, icon("close"));
  const dialog = make("dialog", { class: `panel ${kind}`, "aria-label": title }, close, ...content);
  close.addEventListener("click", () => dialog.close());
  return open(dialog);
}

/**
 * A menu that opens beside a button or point and closes by itself. `items` are {label, icon?, act}; `head` goes above.
 */
export function menu(anchor, label, items, head = null) {
  document.querySelector(".menu[popover]")?.hidePopover();
  const opener = document.activeElement;
  const list = make("div", { role: "menu", "aria-label": label }, items.map(({ label: words, icon: drawing, act }) =>
    make("button", { type: "button", role: "menuitem", onclick: () => {
      box.hidePopover();
      act();
    } }, drawing && icon(drawing), make("span", {}, words))));
  const box = make("div", { class: "menu", popover: "auto" }, head, list);
  box.addEventListener("keydown", (event) => walk(event, list));
  box.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    if (box.contains(document.activeElement) || document.activeElement === document.body) opener?.focus?.();
    box.remove();
  });
  document.body.append(box);
  box.showPopover();
  place(box, anchor);
  list.querySelector("button")?.focus({ preventScroll: true });
  return box;
}

function walk(event, list) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...list.querySelectorAll("button")];
  const here = items.indexOf(document.activeElement);
  items[(here + step + items.length) % items.length].focus();
}

/** Put a box beside its anchor, wholly inside the window. */
export function place(box, anchor) {
  const at = anchor.getBoundingClientRect?.() ?? { left: anchor.x, right: anchor.x, top: anchor.y, bottom: anchor.y };
  const { width, height } = box.getBoundingClientRect();
  const below = at.bottom + height + 8 < window.innerHeight;
  const top = below ? at.bottom + 6 : Math.max(8, at.top - height - 6);
  box.style.top = `${Math.min(top, Math.max(8, window.innerHeight - height - 8))}px`;
  box.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - width - 8))}px`;
}

whenChanged("failure", (error) => toast(`${say.failed}: ${error.message}`));
