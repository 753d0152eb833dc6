// What a message carries besides words: pictures, files, sound, people, places, polls.

import { fileAddress, fullName, icon, make, portrait } from "./element.js";
import { duration } from "./moments.js";
import { panel } from "./notice.js";
import { say } from "./words.js";

const kinds = {
  photo: (message) => picture(message),
  sticker: ({ sticker }) => make("img", { class: "sticker", src: fileAddress(sticker.file_id), alt: `${say.sticker} ${sticker.emoji ?? ""}`,
    width: sticker.width || 160, height: sticker.height || 160 }),
  voice: ({ voice }) => player(voice, say.voice),
  audio: ({ audio }) => player(audio, audio.title ?? audio.file_name ?? say.audio),
  video: ({ video }) => film(video),
  animation: ({ animation }) => film(animation),
  document: ({ document: file }) => fileCard(file),
  contact: ({ contact }) => contactCard(contact),
  venue: ({ venue }) => place(venue.location, venue.title, venue.address),
  location: ({ location }) => place(location, say.location, `${location.latitude.toFixed(5)}, ${location.longitude.toFixed(5)}`),
  poll: ({ poll }) => ballot(poll),
  users_shared: ({ users_shared: shared }) => usersCard(shared.users ?? []),
};

// A venue also has a location and an animation also a document, so the order above decides.
const ORDER = ["photo", "sticker", "voice", "audio", "video", "animation", "document", "contact", "venue", "location", "poll", "users_shared"];

export const kindOf = (message) => ORDER.find((kind) => kind in message) ?? null;

/** The attachment of a message as an element, or null when it has none. */
export function attachment(message) {
  const kind = kindOf(message);
  return kind && kinds[kind](message);
}

/** What stands for the message in one line: in the list of people and in replies. */
export function inOneLine(message) {
  const words = message.text ?? message.caption;
  const kind = kindOf(message);
  if (kind === null) return words ?? "";
  return [say[kind] ?? say.document, words ?? fullName(message.contact ?? {})].filter(Boolean).join(", ");
}

/** Photos and films that may lie together in an album. */
export const picture = (message) => {
  if (message.video) return film(message.video);
  const sizes = [...message.photo].sort((a, b) => a.width - b.width);
  const size = sizes.find(({ width }) => width >= 800) ?? sizes.at(-1);
  const words = message.caption ?? say.photo;
  const image = make("img", { src: fileAddress(size.file_id), alt: words, width: size.width || null, height: size.height || null });
  const large = () => panel("lightbox", words, make("img", { src: fileAddress(sizes.at(-1).file_id), alt: words }));
  return make("button", { type: "button", class: "photo", "aria-label": `${say.openPhoto}: ${words}`, onclick: large }, image);
};

const film = (video) => make("video", { class: "film", src: fileAddress(video.file_id), controls: true, preload: "metadata",
  "aria-label": say.video, width: video.width || null, height: video.height || null });

function player(sound, name) {
  const audio = make("audio", { src: fileAddress(sound.file_id), preload: "none" });
  const button = make("button", { type: "button", class: "round", "aria-label": `${say.play}: ${name}` }, icon("play"));
  const total = sound.duration || 0;
  const track = make("input", { type: "range", min: "0", max: String(total || 1), step: "0.1", value: "0", "aria-label": say.position });
  const clock = make("span", { class: "duration" }, duration(total));
  const show = () => {
    button.replaceChildren(icon(audio.paused ? "play" : "pause"));
    button.setAttribute("aria-label", `${audio.paused ? say.play : say.pause}: ${name}`);
  };
  button.addEventListener("click", () => (audio.paused ? audio.play().catch(show) : audio.pause()));
  for (const change of ["play", "pause", "ended"]) audio.addEventListener(change, show);
  audio.addEventListener("timeupdate", () => {
    track.value = String(audio.currentTime);
    clock.textContent = duration(audio.currentTime);
  });
  audio.addEventListener("loadedmetadata", () => Number.isFinite(audio.duration) && (track.max = String(audio.duration)));
  track.addEventListener("input", () => (audio.currentTime = Number(track.value)));
  return make("div", { class: "voice", role: "group", "aria-label": name }, button, make("span", { class: "track" }, track, clock), audio);
}

function fileCard(file) {
  const name = file.file_name ?? say.document;
  return make("a", { class: "card", href: fileAddress(file.file_id), download: name, "aria-label": `${say.download}: ${name}` },
    make("span", { class: "round" }, icon("file")),
    make("span", { class: "card-words" }, make("strong", {}, name), make("small", {}, size(file.file_size))));
}

function size(bytes) {
  if (bytes === undefined) return "";
  if (bytes < 1024) return `${bytes} B`;
  const [amount, unit] = bytes < 1024 ** 2 ? [bytes / 1024, "KB"] : [bytes / 1024 ** 2, "MB"];
  return `${new Intl.NumberFormat(say.locale, { maximumFractionDigits: 1 }).format(amount)} ${unit}`;
}

function contactCard(contact) {
  const name = fullName(contact);
  return make("div", { class: "card", role: "group", "aria-label": `${say.contact}: ${name}` },
    portrait(name, contact.user_id ?? name.length),
    make("span", { class: "card-words" }, make("strong", {}, name), make("small", {}, contact.phone_number)));
}

function usersCard(users) {
  return make("div", { class: "users", role: "group", "aria-label": say.usersShared(users.length) },
    make("small", {}, say.usersShared(users.length)),
    users.map((user) => make("div", { class: "card" }, portrait(fullName(user), user.user_id),
      make("span", { class: "card-words" }, make("strong", {}, fullName(user)), user.username && make("small", {}, `@${user.username}`)))));
}

function place({ latitude, longitude }, title, words) {
  const href = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=15/${latitude}/${longitude}`;
  return make("a", { class: "card", href, target: "_blank", rel: "noopener noreferrer", "aria-label": `${title}: ${words}. ${say.openMap}` },
    make("span", { class: "round" }, icon("pin")),
    make("span", { class: "card-words" }, make("strong", {}, title), make("small", {}, words)));
}

function ballot(poll) {
  const all = poll.total_voter_count || 0;
  return make("div", { class: "poll", role: "group", "aria-label": `${say.poll}: ${poll.question}` },
    make("strong", {}, poll.question), make("small", {}, poll.is_anonymous === false ? say.poll : say.anonymousPoll),
    make("ul", {}, poll.options.map(({ text, voter_count: votes = 0 }) =>
      make("li", {}, make("span", {}, text), make("meter", { min: "0", max: String(all || 1), value: String(votes), "aria-label": text }),
        make("small", {}, all ? `${Math.round((100 * votes) / all)}%` : "")))));
}
