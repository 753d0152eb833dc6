// What the page knows: the bot, the people, the clock and every chat that was opened; and how events change it.

import { ask, listen } from "./wire.js";
import { speak } from "./words.js";

export const chat = {
  bot: { name: "", username: "", description: "", short_description: "", commands: [] },
  people: [],
  clock: { now: Date.now() / 1000, offset: 0, next: null },
  clockReadAt: performance.now(),
  person: null,
  talks: new Map(),
  connected: true,
};

const listeners = new Map();

/** Call `listener` whenever one of these things changed. */
export function whenChanged(topics, listener) {
  for (const topic of topics.split(" ")) {
    if (!listeners.has(topic)) listeners.set(topic, []);
    listeners.get(topic).push(listener);
  }
}

export function tell(topic, detail) {
  for (const listener of listeners.get(topic) ?? []) listener(detail);
}

export const currentPerson = () => chat.people.find((person) => person.id === chat.person) ?? null;

const NO_TALK = { messages: new Map(), reactions: {}, keyboard: null, read: 0, typing: null, loaded: false };
export const currentTalk = () => chat.talks.get(chat.person) ?? NO_TALK;

/** The simulated moment, in seconds. */
export const simulatedNow = () => chat.clock.now + (performance.now() - chat.clockReadAt) / 1000;

export const isOwn = (message) => !message.from?.is_bot;

export const inOrder = (talk) => [...talk.messages.values()].sort((a, b) => a.message_id - b.message_id);

// Loads and events pass one by one, so an event that comes during a load is applied after it and none is lost.
let line = Promise.resolve();
const inLine = (work) => (line = line.then(work).catch((error) => tell("failure", error)));

// In whose language the bot was asked to describe itself.
let describedFor = null;
const languageHere = () => currentPerson()?.language_code ?? "nl";

async function loadState() {
  const code = languageHere();
  describedFor = code;
  const state = await ask(`/state?language_code=${encodeURIComponent(code)}`);
  chat.bot = state.bot;
  chat.people = state.people;
  setClock(state.clock);
}

async function loadTalk(person) {
  const found = await ask(`/${person}/messages`);
  chat.talks.set(person, {
    messages: new Map(found.messages.map((message) => [message.message_id, message])),
    reactions: found.reactions ?? {}, keyboard: found.keyboard, read: found.read ?? 0, typing: null, loaded: true,
  });
}

function setClock(clock) {
  chat.clock = clock;
  chat.clockReadAt = performance.now();
  tell("clock");
}

async function loadAll() {
  chat.talks.clear();
  await loadState();
  await show(personInHash() ?? currentPerson()?.id ?? chat.people[0]?.id ?? null);
}

/** The person named in the address (#1000001), if there is one. */
function personInHash() {
  const id = Number(location.hash.slice(1));
  return chat.people.some((person) => person.id === id) ? id : null;
}

async function show(id) {
  chat.person = id;
  if (id !== null && location.hash !== `#${id}`) history.replaceState(null, "", `#${id}`);
  const reworded = speak(currentPerson()?.language_code);
  if (languageHere() !== describedFor) await loadState();
  if (reworded) tell("language");
  if (id !== null && !chat.talks.has(id)) await loadTalk(id);
  tell("bot");
  tell("people");
  tell("person");
}

/** Turn to another person's chat. */
export const choose = (id) => inLine(() => (id === chat.person ? null : show(id)));

/** Post something in the chat of the chosen person; failures become a notice and answer null. */
export async function post(what, body) {
  try {
    return await ask(`/${chat.person}/${what}`, body);
  } catch (error) {
    tell("failure", error);
    return null;
  }
}

/** A new person, chosen at once. */
export async function meet(person) {
  const made = await ask("/people", person);
  await inLine(async () => {
    await loadState();
    await show(made.id);
  });
}

/** Ask what the next moment is: it changes without a word, whenever the bot plans something. */
export const readClock = () => inLine(async () => setClock(await ask("/clock")));

export const moveClock = (to) => ask("/clock", to).then((clock) => inLine(() => setClock(clock)), (error) => tell("failure", error));

const TYPING_LASTS = 5000;

function setTyping(id, action) {
  const talk = chat.talks.get(id);
  if (!talk) return;
  clearTimeout(talk.typingEnds);
  talk.typing = action;
  if (action) talk.typingEnds = setTimeout(() => setTyping(id, null), TYPING_LASTS);
  if (id === chat.person) tell("typing");
}

const happen = {
  message({ person, message }) {
    chat.talks.get(person)?.messages.set(message.message_id, message);
    if (!isOwn(message)) setTyping(person, null);
    if (person === chat.person) tell("messages", { arrived: message });
  },
  edit({ person, message }) {
    chat.talks.get(person)?.messages.set(message.message_id, message);
    if (person === chat.person) tell("messages", {});
  },
  delete({ person, message_id: id }) {
    chat.talks.get(person)?.messages.delete(id);
    if (person === chat.person) tell("messages", {});
  },
  reaction({ person, message_id: id, emoji }) {
    const talk = chat.talks.get(person);
    if (!talk) return;
    if (emoji) talk.reactions[id] = emoji;
    else delete talk.reactions[id];
    if (person === chat.person) tell("messages", {});
  },
  keyboard({ person, keyboard }) {
    const talk = chat.talks.get(person);
    if (talk) talk.keyboard = keyboard;
    if (person === chat.person) tell("keyboard", { fresh: true });
  },
  typing: ({ person, action }) => setTyping(person, action),
  answer: (answer) => tell("answer", answer),
  people(people) {
    chat.people = people;
    tell("people");
  },
  clock: setClock,
  async bot() {
    await loadState();
    tell("bot");
  },
  reset: loadAll,
};

/** Load everything, then keep up with the server. */
export function begin() {
  speak(navigator.language);
  tell("language");
  window.addEventListener("hashchange", () => personInHash() && choose(personInHash()));
  listen({
    onEvent: (kind, detail) => inLine(() => happen[kind](detail)),
    onOpen: () => inLine(async () => {
      await loadAll();
      chat.connected = true;
      tell("connection");
    }),
    onLost: () => {
      chat.connected = false;
      tell("connection");
    },
  });
}
