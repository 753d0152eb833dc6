// Every word the page itself says, in Dutch and English. `say` always holds the words of the chosen language.

const nl = {
  locale: "nl-NL",
  toComposer: "Naar het schrijfveld",
  people: "Mensen", newPerson: "Nieuwe persoon", showPeople: "Mensen tonen", closePeople: "Mensen sluiten",
  unread: (n) => (n === 1 ? "1 ongelezen" : `${n} ongelezen`), noMessagesYet: "Nog geen berichten",
  nobody: "Nog niemand. Voeg een persoon toe om te beginnen.",
  log: "Berichten", empty: "Hier is nog niets gezegd.", loading: "Laden…",
  bot: "bot", talkingWith: (name) => `met ${name}`, typing: "is aan het typen…", sendingPhoto: "stuurt een foto…", sendingFile: "stuurt een bestand…",
  sendingVoice: "neemt iets op…", connecting: "Verbinding maken…", noConnection: "er is geen verbinding", blockedBadge: "geblokkeerd",
  theme: "Licht of donker", themeAuto: "Kleur: zoals het systeem", themeLight: "Kleur: licht", themeDark: "Kleur: donker",
  clock: "Klok", clockNow: "Nu", clockHour: "+1 uur", clockDay: "+1 dag", clockNext: "Naar het volgende moment",
  clockNoNext: "Er staat niets gepland", clockNextAt: (when) => `Volgende: ${when}`,
  clockReal: "Gelijk met de echte tijd", clockAhead: (span) => `${span} vooruit`,
  days: (n) => (n === 1 ? "1 dag" : `${n} dagen`), hours: (n) => `${n} uur`, minutes: (n) => `${n} min`,
  today: "Vandaag", yesterday: "Gisteren", unreadMessages: "Ongelezen berichten",
  toBottom: "Naar het laatste bericht", newBelow: (n) => (n === 1 ? "1 nieuw bericht" : `${n} nieuwe berichten`),
  you: "Jij", edited: "bewerkt", sent: "verzonden", seen: "gezien", forwardedFrom: "Doorgestuurd van",
  message: "Bericht", write: "Bericht", send: "Versturen", attach: "Bijvoegen", commands: "Opdrachten",
  showKeyboard: "Toetsenbord tonen", hideKeyboard: "Toetsenbord verbergen", keyboard: "Antwoordknoppen",
  record: "Spraakbericht opnemen", recording: "Opname loopt", stopRecording: "Opname versturen",
  cancel: "Annuleren", ok: "Oké", save: "Bewaren", close: "Sluiten", share: "Delen", add: "Toevoegen",
  start: "Start", whatCanItDo: "Wat kan deze bot?", unblockBar: "Deblokkeren",
  replyTo: "Antwoord op", editing: "Bericht bewerken", cancelReply: "Antwoord annuleren", cancelEdit: "Bewerken annuleren",
  more: "Meer met dit bericht", reply: "Antwoorden", edit: "Bewerken", copy: "Tekst kopiëren", copied: "Gekopieerd",
  react: (emoji) => `Reageer met ${emoji}`, unreact: (emoji) => `Reactie ${emoji} weghalen`,
  reactionOf: (who, emoji) => `Reactie van ${who}: ${emoji}`, ofBot: "de bot", ofYou: "jou",
  photo: "Foto", document: "Bestand", voice: "Spraakbericht", video: "Video", sticker: "Sticker", audio: "Audio",
  contact: "Contact", location: "Locatie", poll: "Peiling", album: "Album", anonymousPoll: "Anonieme peiling",
  somethingElse: "Dit soort bericht kan deze pagina niet tonen.", photoOrVideo: "Foto of video", file: "Bestand",
  voiceFile: "Spraakbericht uit een bestand", forwarded: "Doorgestuurd bericht", forward: "Doorsturen", forwardBy: "Wie stuurt het door?", openPhoto: "Foto groot tonen",
  download: "Downloaden", play: "Afspelen", pause: "Pauzeren", position: "Plaats in de opname",
  hiddenText: "Verborgen tekst, tonen", showMore: "Meer tonen", showLess: "Minder tonen",
  openMap: "Op de kaart", usersShared: (n) => (n === 1 ? "1 persoon gedeeld" : `${n} personen gedeeld`),
  shareOwn: "Je nummer delen?", shareOwnWhy: "De bot krijgt je naam en je telefoonnummer.",
  shareLocation: "Locatie delen", shareContact: "Contact delen", pickUsers: (n) => (n === 1 ? "Kies iemand" : `Kies hoogstens ${n} mensen`),
  anotherUser: "Nog iemand", caption: "Bijschrift", captionAsk: "Wil je er iets bij zetten?",
  firstName: "Voornaam", lastName: "Achternaam", username: "Gebruikersnaam", phone: "Telefoonnummer",
  language: "Taal", dutch: "Nederlands", english: "Engels", latitude: "Breedtegraad", longitude: "Lengtegraad",
  question: "Vraag", options: "Mogelijkheden, elk op een regel", text: "Tekst", whose: "Van wie",
  profile: "Over deze bot", block: "Bot blokkeren", unblock: "Bot deblokkeren", about: "Over", commandList: "Opdrachten",
  linkFromBot: "De bot wil een adres openen", open: "Openen", cannot: "Deze knop werkt alleen in Telegram zelf.",
  failed: "Dat lukte niet", tooBig: "Dat bestand is te groot.", choose: "Kies", messageGone: "Dit bericht is er niet meer",
};

const en = {
  locale: "en-GB",
  toComposer: "To the message field",
  people: "People", newPerson: "New person", showPeople: "Show people", closePeople: "Close people",
  unread: (n) => `${n} unread`, noMessagesYet: "No messages yet",
  nobody: "Nobody yet. Add a person to begin.",
  log: "Messages", empty: "Nothing has been said here yet.", loading: "Loading…",
  bot: "bot", talkingWith: (name) => `with ${name}`, typing: "is typing…", sendingPhoto: "is sending a photo…", sendingFile: "is sending a file…",
  sendingVoice: "is recording…", connecting: "Connecting…", noConnection: "there is no connection", blockedBadge: "blocked",
  theme: "Light or dark", themeAuto: "Colour: follow the system", themeLight: "Colour: light", themeDark: "Colour: dark",
  clock: "Clock", clockNow: "Now", clockHour: "+1 hour", clockDay: "+1 day", clockNext: "To the next moment",
  clockNoNext: "Nothing is planned", clockNextAt: (when) => `Next: ${when}`,
  clockReal: "Level with real time", clockAhead: (span) => `${span} ahead`,
  days: (n) => (n === 1 ? "1 day" : `${n} days`), hours: (n) => (n === 1 ? "1 hour" : `${n} hours`), minutes: (n) => `${n} min`,
  today: "Today", yesterday: "Yesterday", unreadMessages: "Unread messages",
  toBottom: "To the last message", newBelow: (n) => (n === 1 ? "1 new message" : `${n} new messages`),
  you: "You", edited: "edited", sent: "sent", seen: "seen", forwardedFrom: "Forwarded from",
  message: "Message", write: "Message", send: "Send", attach: "Attach", commands: "Commands",
  showKeyboard: "Show keyboard", hideKeyboard: "Hide keyboard", keyboard: "Answer buttons",
  record: "Record a voice message", recording: "Recording", stopRecording: "Send recording",
  cancel: "Cancel", ok: "OK", save: "Save", close: "Close", share: "Share", add: "Add",
  start: "Start", whatCanItDo: "What can this bot do?", unblockBar: "Unblock",
  replyTo: "Reply to", editing: "Edit message", cancelReply: "Cancel reply", cancelEdit: "Cancel editing",
  more: "More with this message", reply: "Reply", edit: "Edit", copy: "Copy text", copied: "Copied",
  react: (emoji) => `React with ${emoji}`, unreact: (emoji) => `Take back ${emoji}`,
  reactionOf: (who, emoji) => `Reaction from ${who}: ${emoji}`, ofBot: "the bot", ofYou: "you",
  photo: "Photo", document: "File", voice: "Voice message", video: "Video", sticker: "Sticker", audio: "Audio",
  contact: "Contact", location: "Location", poll: "Poll", album: "Album", anonymousPoll: "Anonymous poll",
  somethingElse: "This page cannot show this kind of message.", photoOrVideo: "Photo or video", file: "File",
  voiceFile: "Voice message from a file", forwarded: "Forwarded message", forward: "Forward", forwardBy: "Who forwards it?", openPhoto: "Show photo large",
  download: "Download", play: "Play", pause: "Pause", position: "Position in the recording",
  hiddenText: "Hidden text, show", showMore: "Show more", showLess: "Show less",
  openMap: "On the map", usersShared: (n) => (n === 1 ? "1 person shared" : `${n} people shared`),
  shareOwn: "Share your number?", shareOwnWhy: "The bot will get your name and your phone number.",
  shareLocation: "Share location", shareContact: "Share contact", pickUsers: (n) => (n === 1 ? "Choose someone" : `Choose up to ${n} people`),
  anotherUser: "Someone else too", caption: "Caption", captionAsk: "Would you like to add a line?",
  firstName: "First name", lastName: "Last name", username: "Username", phone: "Phone number",
  language: "Language", dutch: "Dutch", english: "English", latitude: "Latitude", longitude: "Longitude",
  question: "Question", options: "Options, one a line", text: "Text", whose: "From whom",
  profile: "About this bot", block: "Block bot", unblock: "Unblock bot", about: "About", commandList: "Commands",
  linkFromBot: "The bot wants to open an address", open: "Open", cannot: "This button only works in Telegram itself.",
  failed: "That did not work", tooBig: "That file is too large.", choose: "Choose", messageGone: "This message is gone",
};

export const say = { ...nl };

/** Choose the words for a Telegram language code; answers whether they changed. */
export function speak(languageCode) {
  const table = (languageCode ?? "nl").startsWith("nl") ? nl : en;
  if (table.locale === say.locale && document.documentElement.lang) return false;
  Object.assign(say, table);
  document.documentElement.lang = table.locale.slice(0, 2);
  return true;
}

/** Put the words on the elements of the page that ask for them. */
export function dress(root = document) {
  for (const element of root.querySelectorAll("[data-say]")) element.textContent = say[element.dataset.say];
  for (const element of root.querySelectorAll("[data-say-label]")) {
    element.setAttribute("aria-label", say[element.dataset.sayLabel]);
    if (element.matches("button")) element.title = say[element.dataset.sayLabel];
  }
}
