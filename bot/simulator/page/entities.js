// Telegram's entities as elements. Offsets count UTF-16 units, which is how JavaScript counts too.

import { make, safeAddress } from "./element.js";
import { say } from "./words.js";

/** The text with its entities as a fragment. `onCommand` is called when a /command in it is pressed. */
export function written(text, entities = [], onCommand = () => {}) {
  const ordered = entities
    .filter((entity) => entity.length > 0 && entity.offset < text.length)
    .map((entity) => ({ ...entity, end: Math.min(entity.offset + entity.length, text.length) }))
    .sort((a, b) => a.offset - b.offset || b.end - a.end);
  const fragment = document.createDocumentFragment();
  fragment.append(...stretch(text, 0, text.length, ordered, onCommand));
  return fragment;
}

/** The nodes between two offsets; an entity that sticks out of the one around it is cut in two. */
function stretch(text, from, until, entities, onCommand) {
  const nodes = [];
  const plainText = (a, b) => nodes.push(isBlock(nodes.at(-1)) ? text.slice(a, b).replace(/^\n/, "") : text.slice(a, b));
  const waiting = [...entities];
  let at = from;
  while (waiting.length > 0) {
    const outer = waiting.shift();
    const start = Math.max(outer.offset, at);
    if (start > at) plainText(at, start);
    const inside = [];
    const after = [];
    for (const other of waiting.splice(0)) {
      if (other.offset >= outer.end) after.push(other);
      else {
        inside.push({ ...other, end: Math.min(other.end, outer.end) });
        if (other.end > outer.end) after.push({ ...other, offset: outer.end });
      }
    }
    waiting.push(...after.sort((a, b) => a.offset - b.offset || b.end - a.end));
    nodes.push(dressed(outer, text.slice(start, outer.end), stretch(text, start, outer.end, inside, onCommand), onCommand));
    at = outer.end;
  }
  if (at < until) plainText(at, until);
  return nodes;
}

// A block ends its line by itself, so the line end behind it would leave a hole.
const isBlock = (node) => node?.tagName === "PRE" || node?.tagName === "BLOCKQUOTE";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", blockquote: "blockquote" };

function dressed(entity, plain, children, onCommand) {
  if (entity.type in TAGS) return make(TAGS[entity.type], {}, ...children);
  switch (entity.type) {
    case "pre":
      return make("pre", { "data-language": entity.language || null, tabindex: "0" }, make("code", {}, ...children));
    case "spoiler":
      return spoiler(children);
    case "expandable_blockquote":
      return expandable(plain, children);
    case "text_link":
      return link(entity.url, children);
    case "url":
      return link(plain, children);
    case "email":
      return link(`mailto:${plain}`, children);
    case "phone_number":
      return link(`tel:${plain.replace(/[^+\d]/g, "")}`, children);
    case "mention":
      return link(`https://t.me/${plain.slice(1)}`, children);
    case "bot_command":
      return command(plain, children, onCommand);
    case "text_mention":
    case "hashtag":
    case "cashtag":
      return make("span", { class: "mention" }, ...children);
    case "date_time":
      return make("time", { datetime: entity.unix_time ? new Date(entity.unix_time * 1000).toISOString() : null }, ...children);
    default:
      return make("span", {}, ...children);
  }
}

// Not a button element: that cannot break over a line or stay with the comma behind it.
function command(plain, children, onCommand) {
  const act = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    onCommand(plain);
  };
  return make("span", { class: "in-text", role: "button", tabindex: "0", onclick: act, onkeydown: act }, ...children);
}

function link(address, children) {
  const safe = safeAddress(address);
  if (!safe) return make("span", {}, ...children);
  return make("a", { href: safe, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

function spoiler(children) {
  const inner = make("span", { class: "spoiler-text", "aria-hidden": "true" }, ...children);
  const cover = make("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": say.hiddenText }, inner);
  const reveal = (event) => {
    if (!cover.hasAttribute("role")) return;
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    cover.classList.add("revealed");
    for (const name of ["role", "tabindex", "aria-label"]) cover.removeAttribute(name);
    inner.removeAttribute("aria-hidden");
  };
  cover.addEventListener("click", reveal);
  cover.addEventListener("keydown", reveal);
  return cover;
}

const SHORT_QUOTE = 150;

function expandable(plain, children) {
  if (plain.length <= SHORT_QUOTE && plain.split("\n").length <= 3) return make("blockquote", {}, ...children);
  const body = make("span", { class: "quote-body" }, ...children);
  const toggle = make("button", { type: "button", class: "in-text quote-toggle", "aria-expanded": "false" }, say.showMore);
  const quote = make("blockquote", { class: "folded" }, body, toggle);
  toggle.addEventListener("click", () => {
    const folded = quote.classList.toggle("folded");
    toggle.setAttribute("aria-expanded", String(!folded));
    toggle.textContent = folded ? say.showMore : say.showLess;
  });
  return quote;
}
