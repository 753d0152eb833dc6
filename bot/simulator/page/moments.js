// Moments as people read them, in the page's language and the browser's zone.

import { simulatedNow } from "./chat.js";
import { say } from "./words.js";

const DAY = 86400;
const date = (seconds) => new Date(seconds * 1000);
const format = (seconds, options) => new Intl.DateTimeFormat(say.locale, options).format(date(seconds));

export const dayKey = (seconds) => date(seconds).toDateString();

export const timeOf = (seconds) => format(seconds, { hour: "2-digit", minute: "2-digit" });

/** "Vandaag", "Gisteren", or the date; the year only when it is another. */
export function dayOf(seconds) {
  const now = simulatedNow();
  if (dayKey(seconds) === dayKey(now)) return say.today;
  if (dayKey(seconds) === dayKey(now - DAY)) return say.yesterday;
  const sameYear = date(seconds).getFullYear() === date(now).getFullYear();
  return format(seconds, { day: "numeric", month: "long", year: sameYear ? undefined : "numeric" });
}

/** A time today, otherwise a short date: for a list of people. */
export function briefly(seconds) {
  return dayKey(seconds) === dayKey(simulatedNow()) ? timeOf(seconds) : format(seconds, { day: "numeric", month: "short" });
}

export const clockFace = (seconds) =>
  format(seconds, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

export const dateFace = (seconds) => format(seconds, { weekday: "short", day: "numeric", month: "short" });

export const longFace = (seconds) => format(seconds, { dateStyle: "full", timeStyle: "short" });

/** A stretch of time in its one or two largest parts. */
export function span(seconds) {
  const days = Math.floor(seconds / DAY);
  const hours = Math.floor((seconds % DAY) / 3600);
  const minutes = Math.round((seconds % 3600) / 60);
  const parts = [days && say.days(days), hours && say.hours(hours), !days && minutes && say.minutes(minutes)];
  return parts.filter(Boolean).join(" ") || say.minutes(0);
}

/** Seconds of sound as 0:07. */
export const duration = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
