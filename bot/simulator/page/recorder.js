// Recording a voice message; without a microphone, sending one from a file.

import { sendVoiceFile, upload } from "./attach.js";
import { icon, iconButton, make } from "./element.js";
import { duration } from "./moments.js";
import { say } from "./words.js";

const button = document.getElementById("microphone");
const bar = document.getElementById("recording");
const KINDS = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];

async function record() {
  const sound = await navigator.mediaDevices?.getUserMedia({ audio: true }).catch(() => null);
  if (!sound || !window.MediaRecorder) return sendVoiceFile();
  const type = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
  const recorder = new MediaRecorder(sound, type ? { mimeType: type } : {});
  const parts = [];
  let keep = false;
  recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
  recorder.addEventListener("stop", () => {
    for (const track of sound.getTracks()) track.stop();
    hide();
    const kind = (type ?? "audio/webm").split(";")[0];
    if (keep) upload("voice", new File(parts, `voice.${kind.split("/")[1]}`, { type: kind }));
  });
  recorder.start();
  show((wanted) => {
    keep = wanted;
    recorder.stop();
  });
}

let ticking = null;

function show(stop) {
  const began = performance.now();
  const clock = make("span", { class: "duration" }, duration(0));
  ticking = setInterval(() => (clock.textContent = duration((performance.now() - began) / 1000)), 500);
  const finish = iconButton("send", say.stopRecording, { class: "icon-button primary", onclick: () => stop(true) });
  bar.replaceChildren(iconButton("close", say.cancel, { onclick: () => stop(false) }), make("span", { class: "recording-dot" }),
    make("span", { role: "status" }, say.recording), clock, finish);
  bar.hidden = false;
  finish.focus();
}

function hide() {
  clearInterval(ticking);
  bar.hidden = true;
  bar.replaceChildren();
  button.focus();
}

button.append(icon("mic"));
button.addEventListener("click", record);
