// The bot in the header, whether it writes, and what it says about itself.

import { chat, currentPerson, currentTalk, post, whenChanged } from "./chat.js";
import { sendText } from "./buttons.js";
import { fullName, icon, make, portrait } from "./element.js";
import { panel } from "./notice.js";
import { say } from "./words.js";

const button = document.getElementById("bot-button");
const connection = document.getElementById("connection");

function draw() {
  button.replaceChildren(portrait(chat.bot.name, 4), make("span", { class: "row-words" },
    make("strong", {}, chat.bot.name), make("span", { class: "status", id: "bot-status" })));
  button.title = say.profile;
  drawStatus();
}

const DOING = { upload_photo: "sendingPhoto", upload_document: "sendingFile", record_voice: "sendingVoice", upload_voice: "sendingVoice" };

function drawStatus() {
  const { typing } = currentTalk();
  const person = currentPerson();
  const status = document.getElementById("bot-status");
  if (!status) return;
  const words = !chat.connected ? say.connecting : typing ? say[DOING[typing] ?? "typing"]
    : person ? say.talkingWith(fullName(person)) : say.bot;
  status.textContent = words;
  status.classList.toggle("busy", Boolean(typing));
  connection.hidden = chat.connected;
  connection.textContent = chat.connected ? "" : say.connecting;
}

function open() {
  const { bot } = chat;
  const person = currentPerson();
  const shown = panel("profile", say.profile, portrait(bot.name, 4), make("h2", {}, bot.name),
    make("p", { class: "note" }, `@${bot.username}`),
    bot.short_description && make("section", {}, make("h3", {}, say.about), make("p", {}, bot.short_description)),
    bot.commands?.length > 0 && make("section", {}, make("h3", {}, say.commandList), make("ul", { class: "command-list" }, bot.commands.map(command))),
    person && make("button", { type: "button", class: "wide", onclick: () => {
      shown.close();
      post("block", { blocked: !person.blocked });
    } }, icon("block"), person.blocked ? say.unblock : say.block));

  function command({ command: name, description }) {
    return make("li", {}, make("button", { type: "button", onclick: () => {
      shown.close();
      sendText(`/${name}`);
    } }, make("strong", {}, `/${name}`), make("span", {}, description)));
  }
}

button.addEventListener("click", open);
whenChanged("bot language", draw);
whenChanged("typing person connection messages", drawStatus);
