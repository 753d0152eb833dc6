// The messages of the chosen person: what is drawn, what is kept, and where the reader is.

import { chat, currentTalk, inOrder, isOwn, post, whenChanged } from "./chat.js";
import { bubble, restyle } from "./bubble.js";
import { gently, icon, make, portrait } from "./element.js";
import { dayKey, dayOf } from "./moments.js";
import { say } from "./words.js";

const scroller = document.getElementById("log");
const list = document.getElementById("messages");
const down = document.getElementById("down");
const typing = make("div", { class: "message theirs tail typing-bubble", "aria-hidden": "true" },
  make("div", { class: "bubble" }, make("i"), make("i"), make("i")));

const NEAR = 60;
const RUN_LASTS = 600;
// The unread divider stays where it was when the chat was opened, so it does not jump while one reads.
let dividerBefore = null;
let drawnPerson = null;
let readingUpTo = 0;
let missed = 0;

/** Messages with those of one album together. */
function bundles(messages) {
  const found = [];
  for (const message of messages) {
    const last = found.at(-1);
    if (message.media_group_id && last?.[0].media_group_id === message.media_group_id) last.push(message);
    else found.push([message]);
  }
  return found;
}

const written = new WeakMap();

function signature(message) {
  if (!written.has(message)) written.set(message, JSON.stringify(message));
  return written.get(message);
}

/** What should stand in the log, in order: {key, signature, draw}, and for messages their ids and surroundings. */
function entries(talk) {
  const all = bundles(inOrder(talk));
  const lastOfBot = Math.max(0, ...[...talk.messages.values()].filter((message) => !isOwn(message)).map((message) => message.message_id));
  const found = [];
  all.forEach((bundle, index) => {
    const [message] = bundle;
    const [before] = all[index - 1] ?? [];
    const [after] = all[index + 1] ?? [];
    if (!before || dayKey(before.date) !== dayKey(message.date)) {
      const words = dayOf(message.date);
      found.push({ key: `day ${dayKey(message.date)}`, signature: words, draw: () => make("p", { class: "day" }, make("span", {}, words)) });
    }
    if (message.message_id === dividerBefore) {
      found.push({ key: "unread", signature: say.unreadMessages, draw: () => make("p", { class: "unread-divider" }, make("span", {}, say.unreadMessages)) });
    }
    const looks = [joins(before, message) ? "joined" : "first", !joins(message, after) && "tail"].filter(Boolean);
    const seen = isOwn(message) && message.message_id < lastOfBot;
    const reaction = talk.reactions[message.message_id];
    found.push({ key: `message ${message.message_id}`, ids: bundle.map((one) => one.message_id),
      signature: [...bundle.map(signature), reaction, say.locale].join("\n"), surroundings: `${looks} ${seen}`,
      draw: () => bubble(bundle, looks, seen, reaction), restyle: (element) => restyle(element, looks, seen) });
  });
  return found;
}

const joins = (one, other) => Boolean(one && other) && isOwn(one) === isOwn(other) && other.date - one.date < RUN_LASTS
  && dayKey(one.date) === dayKey(other.date) && !one.reply_markup?.inline_keyboard;

let drawn = new Map();
const places = new Map();

/** Bring the log in line with what is known, keeping every element that did not change. */
function draw(animate) {
  const wanted = entries(currentTalk());
  const next = new Map();
  const keys = new Set(wanted.map(({ key }) => key));
  for (const [key, { element }] of drawn) if (!keys.has(key)) element.remove();
  places.clear();
  let at = list.firstChild;
  for (const { key, signature: marks, surroundings, draw: drawAnew, restyle: restyleIt, ids = [] } of wanted) {
    const old = drawn.get(key);
    const element = old?.marks === marks ? old.element : drawAnew();
    if (old?.element === element && old.surroundings !== surroundings) restyleIt(element);
    for (const id of ids) places.set(id, element);
    if (!old && animate) element.classList.add("arriving");
    if (old && old.element !== element) replace(old.element, element);
    if (at === old?.element) at = element;
    if (element !== at) list.insertBefore(element, at);
    else at = at.nextSibling;
    next.set(key, { marks, surroundings, element });
  }
  drawn = next;
  list.append(typing);
  typing.hidden = !currentTalk().typing;
}

/** Put the new drawing of a message in place; whoever stood on one of its buttons keeps standing there. */
function replace(old, element) {
  const focused = old.contains(document.activeElement) ? [...old.querySelectorAll("button, a")].indexOf(document.activeElement) : -1;
  old.replaceWith(element);
  if (focused < 0) return;
  const candidates = [...element.querySelectorAll("button, a")];
  (candidates[focused] ?? candidates.at(-1))?.focus({ preventScroll: true });
}

// Whether the reader wants the newest in sight: until she scrolls up, and again once she is back at the end. Being there
// at this instant says too little, because a smooth scroll takes longer than the next message.
let following = true;
let lastTop = 0;

const isNearEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;

function toEnd(smooth = false) {
  following = true;
  scroller.scrollTo({ top: scroller.scrollHeight, behavior: smooth ? gently() : "instant" });
  lastTop = scroller.scrollTop;
}

function drawPerson() {
  const same = drawnPerson === chat.person;
  const stay = same && !following ? scroller.scrollTop : null;
  const talk = currentTalk();
  if (!same) {
    const unread = inOrder(talk).filter((message) => !isOwn(message) && message.message_id > talk.read);
    dividerBefore = talk.read > 0 && unread.length > 0 ? unread[0].message_id : null;
    missed = 0;
    readingUpTo = talk.read;
  }
  drawnPerson = chat.person;
  scroller.setAttribute("aria-live", "off");
  scroller.setAttribute("aria-busy", "true");
  draw(false);
  drawEmpty();
  if (stay === null) toEnd();
  else scroller.scrollTop = stay;
  if (!same && dividerBefore) list.querySelector(".unread-divider")?.scrollIntoView({ block: "center" });
  following = isNearEnd();
  requestAnimationFrame(() => {
    scroller.removeAttribute("aria-busy");
    scroller.setAttribute("aria-live", "polite");
  });
  noteWhere();
}

function drawEmpty() {
  const place = document.getElementById("introduction");
  const empty = currentTalk().messages.size === 0 && chat.person !== null;
  place.hidden = !empty;
  if (!empty) return;
  const { bot } = chat;
  place.replaceChildren(portrait(bot.name, 4), make("h2", {}, bot.name),
    ...(bot.description ? [make("h3", {}, say.whatCanItDo), make("p", {}, bot.description)] : [make("p", {}, say.empty)]));
}

/** Show the way down, and tell the server how far the person has read. */
function noteWhere() {
  const near = following || isNearEnd();
  if (near) missed = 0;
  down.hidden = near;
  down.setAttribute("aria-label", missed ? `${say.toBottom} (${say.newBelow(missed)})` : say.toBottom);
  down.replaceChildren(icon("down"), ...(missed ? [make("span", { class: "badge" }, String(missed))] : []));
  if (document.visibilityState !== "visible" || chat.person === null) return;
  const lowest = scroller.getBoundingClientRect().bottom;
  const shown = inOrder(currentTalk()).filter((message) => !isOwn(message)).findLast((message) => {
    const element = places.get(message.message_id);
    return element && element.getBoundingClientRect().top < lowest;
  });
  if (!shown || shown.message_id <= readingUpTo) return;
  readingUpTo = shown.message_id;
  currentTalk().read = readingUpTo;
  post("read", { message_id: readingUpTo });
}

whenChanged("person language", drawPerson);
whenChanged("clock", () => draw(false));
whenChanged("bot", drawEmpty);
whenChanged("messages", ({ arrived }) => {
  if (arrived && isOwn(arrived)) dividerBefore = null;
  else if (arrived && !following) missed += 1;
  draw(true);
  drawEmpty();
  if (following || (arrived && isOwn(arrived))) toEnd(true);
  noteWhere();
});
whenChanged("typing", () => {
  typing.hidden = !currentTalk().typing;
  if (following) toEnd(true);
});
scroller.addEventListener("scroll", () => {
  if (isNearEnd()) following = true;
  else if (scroller.scrollTop < lastTop) following = false;
  lastTop = scroller.scrollTop;
  noteWhere();
}, { passive: true });
document.addEventListener("visibilitychange", noteWhere);
down.addEventListener("click", () => toEnd(true));
new ResizeObserver(() => following && toEnd()).observe(scroller);
