// @ts-check
/** Finds a piece as one types, copies its code, and makes a PNG of its picture; without this all files are links. */

import { fold } from "./sok.js";

const PNG_WIDTH = 1600;

const said = document.createElement("p");
said.className = "del__sagt";
said.setAttribute("role", "status");
document.querySelector(".md-content__inner")?.append(said);

const pieces = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".stykke"))].map((piece) => ({
  piece,
  name: piece.querySelector(".stykke__navn")?.textContent ?? "",
}));
const lists = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".stykker"));

const field = /** @type {HTMLElement | null} */ (document.querySelector(".del__felt"));
if (field) {
  const input = /** @type {HTMLInputElement} */ (field.querySelector("input"));
  const told = /** @type {HTMLElement} */ (field.querySelector("[role=status]"));
  const names = pieces.map(({ name }) => fold(name));
  field.hidden = false;
  input.addEventListener("input", () => {
    const wanted = fold(input.value.trim());
    let shown = 0;
    pieces.forEach(({ piece }, place) => {
      piece.hidden = !names[place].includes(wanted);
      shown += piece.hidden ? 0 : 1;
    });
    for (const list of lists) {
      list.previousElementSibling?.classList.toggle("del--tom", !list.querySelector(".stykke:not([hidden])"));
    }
    told.textContent = wanted ? (shown === 1 ? "1 bit" : `${shown || "Ingen"} biter`) : "";
  });
}

for (const { piece, name } of pieces) {
  const files = /** @type {HTMLElement} */ (piece.querySelector(".stykke__filer"));
  const link = (/** @type {string} */ end) =>
    /** @type {HTMLAnchorElement | null} */ (files.querySelector(`[data-fil="${end}"]`));
  const picture = link(".svg");
  const html = link(".txt");
  if (picture) picture.after(button("PNG", ` av ${name}`, () => savePng(picture.href)));
  if (html) {
    files.append(button("Kopier HTML", ` for ${name}`, async () => copy(await (await fetch(html.href)).text(), html)));
  }
  const code = /** @type {HTMLElement} */ (piece.querySelector(".stykke__kode code"));
  const copying = button("Kopier bildekode", ` for ${name}`, () => copy(code.textContent ?? "", code));
  if (html) code.closest("pre")?.after(copying);
  else files.append(copying);
}

/**
 * A button whose name says which piece it is of.
 * @param {string} text @param {string} more @param {() => Promise<void>} act
 */
function button(text, more, act) {
  const made = document.createElement("button");
  made.type = "button";
  const rest = document.createElement("span");
  rest.className = "skjult";
  rest.textContent = more;
  made.append(text, rest);
  made.addEventListener("click", () => act().catch(() => say("Det gikk ikke. Åpne fila i stedet.")));
  return made;
}

/** @param {string} text */
function say(text) {
  said.textContent = text;
}

/**
 * Copies, or marks the text where the browser does not let us; a file that cannot be marked is opened instead.
 * @param {string} text @param {HTMLElement} place
 */
async function copy(text, place) {
  try {
    await navigator.clipboard.writeText(text);
    say("Koden er kopiert.");
  } catch {
    if (place instanceof HTMLAnchorElement) {
      place.focus();
      say("Nettleseren slapp oss ikke til. Åpne «HTML» og kopier koden derfra.");
      return;
    }
    const details = place.closest("details");
    if (details) details.open = true;
    getSelection()?.selectAllChildren(place);
    say("Nettleseren slapp oss ikke til. Koden er merket, så du kan kopiere den selv.");
  }
}

/** @param {string} address */
async function savePng(address) {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = PNG_WIDTH;
  canvas.height = Math.round((PNG_WIDTH * image.naturalHeight) / image.naturalWidth);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((/** @type {(blob: Blob | null) => void} */ done) => canvas.toBlob(done, "image/png"));
  if (!blob) throw new Error("tomt bilde");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = (address.split("/").pop() ?? "bilde").replace(/\.svg$/, ".png");
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
