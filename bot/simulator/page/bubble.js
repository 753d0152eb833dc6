// One message, or the messages of one album, as a bubble.

import { chat, choose, currentPerson, currentTalk, inOrder, isOwn, post, tell } from "./chat.js";
import { attachment, inOneLine, kindOf, picture } from "./attachment.js";
import { copy, inlineKeyboard, sendText } from "./buttons.js";
import { fullName, gently, icon, iconButton, make } from "./element.js";
import { written } from "./entities.js";
import { timeOf } from "./moments.js";
import { formDialog, menu } from "./notice.js";
import { ask } from "./wire.js";
import { say } from "./words.js";

const REACTIONS = ["👍", "❤", "🔥", "🎉", "👏", "🙏", "🤔", "😢"];
const BARE = ["sticker"];

const nameOf = (message) => (isOwn(message) ? say.you : fullName(message.from ?? {}) || chat.bot.name);

/** The bubble of messages that belong together (one, unless an album). `looks` are extra class names. */
export function bubble(messages, looks, seen, reaction) {
  const first = messages[0];
  const own = isOwn(first);
  const captioned = messages.find((message) => message.caption) ?? first;
  const words = first.text ?? captioned.caption ?? "";
  const entities = first.text === undefined ? captioned.caption_entities : first.entities;
  const kind = kindOf(first);
  const ending = foot(first, own, seen);
  const body = [
    forwardedFrom(first), quoted(first), messages.length > 1 ? album(messages) : attachment(first),
    words && make("div", { class: "words", dir: "auto" }, written(words, entities, sendText), ending),
    !words && kind === null && make("div", { class: "words" }, make("em", {}, say.somethingElse), ending),
    !words && kind !== null && ending, reaction && reactionChip(first, own, reaction),
  ];
  const classes = ["message", own ? "own" : "theirs", ...looks, kind && `has-${kind}`, BARE.includes(kind) && "bare",
    !words && ["photo", "video"].includes(kind) && "picture-only", messages.length > 1 && "album-message"];
  const article = make("article", { class: classes.filter(Boolean).join(" "), "aria-label": `${nameOf(first)}, ${timeOf(first.date)}`,
    "data-message": first.message_id },
  make("div", { class: "bubble" }, body), inlineKeyboard(messages.at(-1)) ?? inlineKeyboard(first));
  const more = iconButton("dots", say.more, { class: "icon-button more", "aria-haspopup": "menu", onclick: () => openMenu(more, first, reaction) });
  article.querySelector(".bubble").append(more);
  article.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a, input, video") || String(getSelection())) return;
    event.preventDefault();
    openMenu({ x: event.clientX, y: event.clientY }, first, reaction);
  });
  article.addEventListener("dblclick", (event) => event.target.closest("button, a") || tell("reply", first));
  return article;
}

/** Change what the neighbours of a message change about it, without drawing it anew: a voice in it plays on. */
export function restyle(article, looks, seen) {
  for (const look of ["first", "joined", "tail"]) article.classList.toggle(look, looks.includes(look));
  article.querySelector(".ticks")?.replaceWith(ticks(seen));
}

const ticks = (seen) => make("span", { class: "ticks", role: "img", "aria-label": seen ? say.seen : say.sent }, icon(seen ? "checks" : "check"));

// As in Telegram, only people's messages are said to be edited: a bot changes its own all the time.
function foot(message, own, seen) {
  return make("span", { class: "meta" }, own && message.edit_date && make("span", {}, say.edited),
    make("time", { datetime: new Date(message.date * 1000).toISOString() }, timeOf(message.date)),
    own && ticks(seen));
}

function forwardedFrom({ forward_origin: origin }) {
  if (!origin) return null;
  const name = origin.sender_user_name ?? fullName(origin.sender_user ?? {}) ?? "";
  const title = name || origin.chat?.title || origin.sender_chat?.title || "";
  return make("p", { class: "forwarded" }, `${say.forwardedFrom} `, make("strong", {}, title));
}

function quoted({ reply_to_message: answered, quote }) {
  if (!answered) return null;
  const jump = () => {
    const target = document.querySelector(`[data-message="${answered.message_id}"]`);
    target?.scrollIntoView({ block: "center", behavior: gently() });
    target?.classList.add("found");
    setTimeout(() => target?.classList.remove("found"), 1500);
  };
  return make("button", { type: "button", class: "quoted", "aria-label": `${say.replyTo} ${nameOf(answered)}: ${inOneLine(answered)}`, onclick: jump },
    make("strong", {}, nameOf(answered)), make("span", {}, quote?.text ?? inOneLine(answered)));
}

function album(messages) {
  if (messages[0].photo || messages[0].video) {
    return make("div", { class: `album of-${Math.min(messages.length, 10)}`, role: "group", "aria-label": say.album }, messages.map(picture));
  }
  return make("div", { class: "stack", role: "group", "aria-label": say.album }, messages.map(attachment));
}

function reactionChip(message, own, emoji) {
  if (own) {
    return make("span", { class: "reaction", role: "img", "aria-label": say.reactionOf(say.ofBot, emoji) }, emoji);
  }
  return make("button", { type: "button", class: "reaction mine", "aria-label": say.unreact(emoji), onclick: () => react(message, null) }, emoji);
}

const react = (message, emoji) => post("react", { message_id: message.message_id, emoji });

/** Whether the person may still change this message: her own words, not forwarded ones. */
export const isEditable = (message) => isOwn(message) && message.text !== undefined && !message.forward_origin;

/** The person's last message that can be changed, for the arrow up. */
export const lastEditable = () => inOrder(currentTalk()).filter(isEditable).at(-1) ?? null;

/** Pass a message on to the bot, as somebody else or as the same person; the page turns to her chat. */
async function forward(message) {
  const from = chat.person;
  const others = chat.people.filter((person) => !person.blocked && person.id !== from);
  const people = [...others, ...chat.people.filter((person) => person.id === from)];
  const values = await formDialog({ title: say.forward, agree: say.forward, fields: [
    { name: "person", label: say.forwardBy, choices: people.map((person) => [String(person.id), fullName(person)]), value: String(people[0].id) }] });
  if (!values) return;
  const person = Number(values.person);
  try {
    await ask(`/${person}/forward`, { chat: from, message_id: message.message_id });
    await choose(person);
  } catch (error) {
    tell("failure", error);
  }
}

function openMenu(anchor, message, reaction) {
  if (currentPerson()?.blocked) return;
  const words = message.text ?? message.caption;
  const items = [
    { label: say.reply, icon: "reply", act: () => tell("reply", message) },
    isEditable(message) && { label: say.edit, icon: "edit", act: () => tell("rewrite", message) },
    words && { label: say.copy, icon: "copy", act: () => copy(words) },
    { label: say.forward, icon: "forward", act: () => forward(message) },
  ].filter(Boolean);
  const strip = isOwn(message) ? null : make("div", { class: "reaction-strip", role: "group" }, REACTIONS.map((emoji) =>
    make("button", { type: "button", "aria-label": emoji === reaction ? say.unreact(emoji) : say.react(emoji),
      "aria-pressed": String(emoji === reaction), onclick: () => {
        box.hidePopover();
        react(message, emoji === reaction ? null : emoji);
      } }, emoji)));
  const box = menu(anchor, say.more, items, strip);
}
