// The page begins here: each part listens for what concerns it, and then the line to the server is opened.

import { begin, tell, whenChanged } from "./chat.js";
import { dress } from "./words.js";
import { icon } from "./element.js";
import "./theme.js";
import "./commands.js";
import "./composer.js";
import "./attach.js";
import "./keyboard.js";
import "./recorder.js";
import "./log.js";
import "./people.js";
import "./profile.js";
import "./clock.js";

for (const holder of document.querySelectorAll("[data-icon]")) holder.prepend(icon(holder.dataset.icon));
whenChanged("language", () => dress());
// The address holds the person, so the way to the field must not change it.
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  tell("compose");
});
begin();
