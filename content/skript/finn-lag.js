// @ts-check
// Small hands for making elements and Norwegian phrases; the finder's modules share them.

/**
 * An element with attributes and contents; text is always text, never markup.
 * @param {string} name
 * @param {Record<string, string | boolean | ((event: Event) => void)>} [attributes] a function is a listener for that event
 * @param {...(Node | string | null | undefined | false)} contents
 * @returns {HTMLElement}
 */
export function lag(name, attributes = {}, ...contents) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false) element.setAttribute(key, value);
  }
  element.append(.../** @type {(Node | string)[]} */ (contents.filter((item) => item !== null && item !== undefined && item !== false)));
  return element;
}

/**
 * Lets an element hold just these, in this order. What already stands where it should is not touched.
 * @param {Element} element
 * @param {(Element | null)[]} contents
 */
export function holder(element, contents) {
  const wanted = contents.filter((item) => item !== null);
  const kept = new Set(wanted);
  for (const child of [...element.children]) if (!kept.has(child)) child.remove();
  let next = element.firstElementChild;
  for (const item of wanted) {
    if (item === next) next = item.nextElementSibling;
    else element.insertBefore(item, next);
  }
}

/** @param {string} id */
export function finn(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

const NUMBERS = ["ingen", "ett", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"];

/** @param {number} number */
export function tall(number) {
  return NUMBERS[number] || String(number);
}

/**
 * «a, b og c».
 * @param {string[]} parts
 * @param {string} [last]
 */
export function ramse(parts, last = "og") {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} ${last} ${parts[parts.length - 1]}`;
}

/** @param {string} text */
export function stor(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The reader's own day, as 2026-11-21. */
export function idag() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
