// The line to the server: requests, and the stream of events.

import { say } from "./words.js";

/** Ask the server; answers its JSON, throws an Error with its words. */
export async function ask(path, body, method = body === undefined ? "GET" : "POST") {
  const options = { method };
  if (body instanceof FormData) options.body = body;
  else if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers = { "Content-Type": "application/json" };
  }
  const response = await fetch(`/chat${path}`, options).catch(() => {
    throw new Error(say.noConnection);
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `${response.status}`);
  return answer;
}

const KINDS = ["message", "edit", "delete", "answer", "typing", "reaction", "keyboard", "people", "bot", "clock", "reset"];

/**
 * Listen to the server's events for ever. `onLost` is told when the line drops, `onOpen(again)` when it stands.
 * The browser retries by itself unless the answer was an error; then we do.
 */
export function listen({ onEvent, onOpen, onLost }) {
  let opened = false;
  const connect = () => {
    const source = new EventSource("/chat/events");
    source.onopen = () => {
      onOpen(opened);
      opened = true;
    };
    source.onerror = () => {
      onLost();
      source.close();
      setTimeout(connect, 1000);
    };
    for (const kind of KINDS) {
      source.addEventListener(kind, (event) => onEvent(kind, event.data ? JSON.parse(event.data) : null));
    }
  };
  connect();
}
