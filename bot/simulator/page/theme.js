// Light, dark, or as the system has it; remembered.

import { whenChanged } from "./chat.js";
import { icon } from "./element.js";
import { say } from "./words.js";

const button = document.getElementById("theme");
const ORDER = ["auto", "light", "dark"];
const looks = { auto: ["half", "themeAuto"], light: ["sun", "themeLight"], dark: ["moon", "themeDark"] };
let chosen = ORDER.includes(localStorage.getItem("theme")) ? localStorage.getItem("theme") : "auto";

function draw() {
  const [drawing, words] = looks[chosen];
  document.documentElement.dataset.theme = chosen;
  button.replaceChildren(icon(drawing));
  button.setAttribute("aria-label", say[words]);
  button.title = say[words];
}

button.addEventListener("click", () => {
  chosen = ORDER[(ORDER.indexOf(chosen) + 1) % ORDER.length];
  localStorage.setItem("theme", chosen);
  draw();
});
whenChanged("language", draw);
draw();
