// Making elements. Text only ever becomes a text node: no message can smuggle markup in.

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes (`on…` are listeners, true is an empty attribute, null is none) and children. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** One drawing of icons.svg; always beside words, so hidden from screen readers. */
export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/page/icons.svg#${name}`);
  drawing.append(use);
  return drawing;
}

/** A button that shows an icon and says its name. */
export function iconButton(name, label, attributes = {}) {
  return make("button", { type: "button", class: "icon-button", "aria-label": label, title: label, ...attributes }, icon(name));
}

/** A round portrait with initials, in a colour that belongs to the number. */
export function portrait(name, number) {
  const initials = name.split(/\s+/).filter(Boolean).slice(0, 2).map((word) => [...word][0].toUpperCase()).join("");
  return make("span", { class: `portrait tint-${Math.abs(number) % 6}`, "aria-hidden": "true" }, initials || "·");
}

/** The address if it is one a person may safely open, else null. */
export function safeAddress(address) {
  const full = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
  try {
    const { protocol } = new URL(full);
    return ["http:", "https:", "tg:", "mailto:", "tel:"].includes(protocol) ? full : null;
  } catch {
    return null;
  }
}

const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** How to scroll: smoothly, unless the person wants no motion. */
export const gently = () => (calm.matches ? "instant" : "smooth");

export const fileAddress = (fileId) => `/chat/file/${encodeURIComponent(fileId)}`;

export const fullName = (someone) => [someone.first_name, someone.last_name].filter(Boolean).join(" ");
