// @ts-check
// The search: finds a page by any of its names, in any inflection, also inside compounds.
// The index is fetched from the same origin the first time the field is used; nothing is stored or sent.

/**
 * @typedef {{n: string, s: string, k: string, t: string, o?: string[], m?: string, v?: number}} Row
 * n name, s address from the site's root, k kind, t text, o other names, m more words, v how much leads there (0–9)
 */

const MOST = 12;
const NAMED = 45;
const ENDINGS = ["ordningene", "ordningen", "ordninga", "programmet", "ene", "ane", "ets", "ens", "er", "ar", "en", "et", "a", "e", "s"];

/** @param {string} text */
export function fold(text) {
  return text
    .toLowerCase()
    .replace(/[æå]/g, "a")
    .replace(/ø/g, "o")
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^a-z0-9§]+/g, " ")
    .trim();
}

/**
 * The word, its stems («introen» also finds «intro»), and what it is when ae, oe and aa stand for æ, ø and å.
 * @param {string} word folded
 */
export function stems(word) {
  const found = new Set([word, word.replace(/ae/g, "a").replace(/oe/g, "o").replace(/aa/g, "a")]);
  for (const form of [...found]) {
    for (const ending of ENDINGS) {
      if (form.endsWith(ending) && form.length - ending.length >= 4) found.add(form.slice(0, -ending.length));
    }
  }
  return [...found];
}

/**
 * How well one word of the question meets a text: exact, at its start, at a word's start or end, inside a word.
 * @param {string} text folded
 * @param {string} word folded
 */
function meeting(text, word) {
  let best = 0;
  for (const stem of stems(word)) {
    const loss = stem === word ? 0 : 1;
    if (text === stem) best = Math.max(best, 10 - loss);
    else if (text.startsWith(stem)) best = Math.max(best, 7 - loss);
    else if ((" " + text).includes(" " + stem)) best = Math.max(best, 6 - loss);
    // The last part of a compound says what it is a kind of: «norskopplæring» is opplæring.
    else if (stem.length >= 3 && (text + " ").includes(stem + " ")) best = Math.max(best, 6 - loss);
    else if (stem.length >= 3 && text.includes(stem)) best = Math.max(best, 4 - loss);
  }
  return best;
}

/**
 * Rows that hold every word of the question, best first: names before other names before text.
 * @param {Row[]} rows
 * @param {string} question
 */
export function search(rows, question) {
  const words = fold(question).split(" ").filter((word) => word.length > 1);
  if (!words.length) return [];
  const whole = words.join(" ");
  /** @type {{row: Row, score: number, place: number}[]} */
  const found = [];
  rows.forEach((row, place) => {
    const names = [row.n, ...(row.o || [])].map(fold);
    let score = Math.max(meeting(names[0], whole) * 3, ...names.slice(1).map((name) => meeting(name, whole) * 2.5));
    let named = score > 0;
    for (const word of words) {
      const name = meeting(names[0], word) * 10;
      const other = Math.max(0, ...names.slice(1).map((text) => meeting(text, word))) * 9;
      const text = meeting(fold(row.t), word) * 2;
      const more = row.m && stems(word).some((stem) => stem.length >= 4 && row.m?.includes(stem)) ? 3 : 0;
      const best = Math.max(name, other, text, more);
      if (!best) return;
      named ||= name > 0 || other > 0;
      score += best;
    }
    // An offer or a benefit called so is what a counsellor looks for; terms and laws come after.
    if (named && (row.k === "Tilbud" || row.k === "Ytelse")) score += NAMED + (row.v || 0);
    found.push({ row, score, place });
  });
  return found.sort((a, b) => b.score - a.score || a.place - b.place).map((hit) => hit.row);
}

/** @param {HTMLFormElement} form */
function start(form) {
  const root = (form.dataset.rot || ".").replace(/\/?$/, "/");
  const field = /** @type {HTMLInputElement} */ (form.querySelector("input"));
  const status = document.createElement("p");
  status.className = "sok__status";
  status.setAttribute("role", "status");
  const list = document.createElement("ul");
  list.className = "sok__treff";
  const box = document.createElement("div");
  box.className = "sok__boks";
  box.hidden = true;
  box.append(status, list);
  form.append(box);

  /** @type {Promise<Row[]> | undefined} */
  let rows;
  const load = () => (rows ??= fetch(root + "data/sok.json").then((answer) => answer.json()));

  async function show() {
    const question = field.value;
    if (fold(question).length < 2) {
      box.hidden = true;
      return;
    }
    const all = await load();
    if (field.value !== question) return;
    const hits = search(all, question);
    list.replaceChildren(...hits.slice(0, MOST).map((row) => item(row, root)));
    status.textContent = hits.length === 0 ? "Ingen treff. Prøv et annet ord, eller se alle tilbud A–Å." : hits.length > MOST ? `${hits.length} treff, de ${MOST} beste vises` : `${hits.length} treff`;
    box.hidden = false;
  }

  field.addEventListener("focus", load);
  field.addEventListener("input", show);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show().then(() => list.querySelector("a")?.click());
  });
  form.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement));
    if (event.key === "Escape") {
      box.hidden = true;
      field.focus();
    } else if (event.key === "ArrowDown" && !box.hidden && links.length) {
      event.preventDefault();
      links[Math.min(at + 1, links.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (at === 0 ? field : links[at - 1]).focus();
    }
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(/** @type {Node | null} */ (event.relatedTarget))) box.hidden = true;
  });
}

/**
 * @param {Row} row
 * @param {string} root
 */
function item(row, root) {
  const link = document.createElement("a");
  link.href = root + row.s;
  link.textContent = row.n;
  const kind = document.createElement("span");
  kind.className = "sok__type";
  kind.textContent = row.k;
  const text = document.createElement("span");
  text.className = "sok__tekst";
  text.textContent = row.t;
  const li = document.createElement("li");
  li.append(link, " ", kind, text);
  return li;
}

for (const form of document.querySelectorAll("form.sok")) start(/** @type {HTMLFormElement} */ (form));
