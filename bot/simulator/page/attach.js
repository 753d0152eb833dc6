// What a person can send besides words: files, sound, people, places, polls, someone else's message.

import { chat, currentPerson, post } from "./chat.js";
import { sendText } from "./buttons.js";
import { make } from "./element.js";
import { formDialog, menu, toast } from "./notice.js";
import { say } from "./words.js";

const opener = document.getElementById("attach");
const chooser = document.getElementById("chooser");
const LARGEST = 20 * 1024 * 1024;

/** Let the person choose files of a kind; answers them, or none. */
function chooseFiles(accept, multiple) {
  return new Promise((resolve) => {
    chooser.accept = accept;
    chooser.multiple = multiple;
    chooser.value = "";
    chooser.onchange = () => resolve([...chooser.files]);
    chooser.oncancel = () => resolve([]);
    chooser.click();
  });
}

export async function upload(kind, file, caption = "") {
  const body = new FormData();
  body.append("kind", kind);
  if (caption) body.append("caption", caption);
  body.append("file", file, file.name ?? "file");
  return post("upload", body);
}

async function sendPictures() {
  await sendChosen("image/*,video/*", (file) => (file.type.startsWith("video/") ? "video" : "photo"));
}

async function sendChosen(accept, kindOf) {
  const files = await chooseFiles(accept, true);
  if (files.length === 0) return;
  const previews = await Promise.all(files.map(preview));
  const agreed = await formDialog({ title: say.captionAsk, extra: make("div", { class: "previews" }, previews), agree: say.send,
    fields: [{ name: "caption", label: say.caption, type: "long" }] });
  if (!agreed) return;
  for (const [index, file] of files.entries()) {
    if (file.size > LARGEST) return toast(say.tooBig);
    await upload(kindOf(file), file, index === 0 ? agreed.caption.trim() : "");
  }
}

/** A small drawing of the file, or its name. */
async function preview(file) {
  if (!file.type.startsWith("image/")) return make("span", { class: "file-name" }, file.name);
  try {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, 160 / Math.max(bitmap.width, bitmap.height));
    const canvas = make("canvas", { width: Math.round(bitmap.width * scale), height: Math.round(bitmap.height * scale), role: "img", "aria-label": file.name });
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return canvas;
  } catch {
    return make("span", { class: "file-name" }, file.name);
  }
}

async function sendOne(kind, accept) {
  const [file] = await chooseFiles(accept, false);
  if (file) await upload(kind, file);
}

export const sendVoiceFile = () => sendOne("voice", "audio/*");

export async function askContact() {
  const values = await formDialog({ title: say.shareContact, agree: say.share, fields: [
    { name: "first_name", label: say.firstName, required: true }, { name: "last_name", label: say.lastName },
    { name: "phone_number", label: say.phone, type: "tel", required: true }] });
  return values && post("contact", { ...values, last_name: values.last_name || undefined, own: false });
}

export async function askLocation() {
  const values = await formDialog({ title: say.shareLocation, agree: say.share, fields: [
    { name: "latitude", label: say.latitude, type: "number", value: "52.3702", required: true },
    { name: "longitude", label: say.longitude, type: "number", value: "4.8952", required: true }] });
  return values && post("location", { latitude: Number(values.latitude), longitude: Number(values.longitude) });
}

export async function askPoll() {
  const values = await formDialog({ title: say.poll, agree: say.send, fields: [
    { name: "question", label: say.question, required: true }, { name: "options", label: say.options, type: "long", required: true }] });
  return values && post("poll", { question: values.question, options: values.options.split("\n").map((line) => line.trim()).filter(Boolean) });
}

async function forward() {
  const values = await formDialog({ title: say.forwarded, agree: say.send, fields: [
    { name: "first_name", label: say.whose, required: true }, { name: "text", label: say.text, type: "long", required: true }] });
  return values && sendText(values.text, { forward_from: { first_name: values.first_name } });
}

opener.addEventListener("click", () => menu(opener, say.attach, [
  { label: say.photoOrVideo, icon: "photo", act: sendPictures },
  { label: say.file, icon: "file", act: () => sendChosen("", () => "document") },
  { label: say.contact, icon: "person", act: askContact },
  { label: say.location, icon: "pin", act: askLocation },
  { label: say.voiceFile, icon: "mic", act: sendVoiceFile },
  { label: say.sticker, icon: "sticker", act: () => sendOne("sticker", "image/webp,image/png") },
  { label: say.poll, icon: "poll", act: askPoll },
  { label: say.forwarded, icon: "forward", act: forward },
]));

const log = document.getElementById("log");
log.addEventListener("dragover", (event) => event.preventDefault());
log.addEventListener("drop", async (event) => {
  event.preventDefault();
  if (!chat.person || currentPerson()?.blocked) return;
  for (const file of event.dataTransfer.files) await upload(file.type.startsWith("image/") ? "photo" : "document", file);
});
document.getElementById("field").addEventListener("paste", (event) => {
  const [file] = event.clipboardData.files;
  if (!file?.type.startsWith("image/")) return;
  event.preventDefault();
  upload("photo", file);
});
