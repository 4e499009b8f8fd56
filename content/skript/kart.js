// @ts-check
// The map: what is chosen above it stands out on it. The table below the map is what is read, so both say the same.
import { følg } from "./kart-reise.js";

const MARK = "#utfall=";
/** What an answer from the finder is called, and how strongly it stands out; its letter is what the address carries. */
const UTFALL = new Map([
  ["j", { navn: "Vilkårene ser ut til å være oppfylt", kort: "✓ ser ut til å gå", klasse: "ja", truffet: true }],
  ["v", { navn: "Uavklart", kort: "? uavklart", klasse: "vet-ikke", truffet: true }],
  ["n", { navn: "Ikke nå", kort: "– ikke nå", klasse: "nei", truffet: false }],
]);

/**
 * What leads from a link of the finder: each offer's letter, in the order of their ids.
 * @param {string} letters
 * @param {string[]} ids
 * @returns {Map<string, string>}
 */
export function lesUtfall(letters, ids) {
  const sorted = [...ids].sort();
  const fits = letters.length === sorted.length && [...letters].every((letter) => UTFALL.has(letter) || letter === "-");
  return new Map(fits ? sorted.map((id, place) => [id, letters[place]]) : []);
}

/**
 * Everything that stands for an offer on the map: its door, or its line behind a door.
 * @param {HTMLElement} map
 */
function places(map) {
  /** @type {Map<string, HTMLElement>} */
  const found = new Map();
  for (const item of map.querySelectorAll("[data-id]")) if (item instanceof HTMLElement) found.set(item.dataset.id || "", item);
  return found;
}

class Kart {
  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement} map
   * @param {HTMLTableRowElement[]} rows
   */
  constructor(form, map, rows) {
    this.form = form;
    this.map = map;
    this.rows = rows;
    this.places = places(map);
    this.status = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
    this.all = /** @type {HTMLButtonElement} */ (form.querySelector(".kartvalg__alt"));
    /** @type {Map<string, string>} */
    this.outcomes = new Map();
  }

  start() {
    this.form.hidden = false;
    this.form.addEventListener("change", (event) => {
      const select = event.target;
      if (select instanceof HTMLSelectElement && select.name) this.show();
    });
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.all.addEventListener("click", () => {
      this.outcomes.clear();
      this.form.reset();
      this.form.dispatchEvent(new Event("nullstilt"));
      this.show();
    });
    this.arrive();
    addEventListener("hashchange", () => this.arrive());
  }

  /** Takes what the finder found out of the address, and shows it. */
  arrive() {
    if (!location.hash.startsWith(MARK)) return;
    this.outcomes = lesUtfall(location.hash.slice(MARK.length), this.rows.map((row) => row.dataset.id || ""));
    history.replaceState(null, "", location.pathname + location.search);
    this.show();
  }

  /** The choices that are made, as [what, answer]. @returns {[string, string][]} */
  chosen() {
    const selects = [...this.form.querySelectorAll("select[name]")];
    return selects.flatMap((select) => (select instanceof HTMLSelectElement && select.value ? [[select.name, select.value]] : []));
  }

  show() {
    const chosen = this.chosen();
    const active = chosen.length > 0 || this.outcomes.size > 0;
    let count = 0;
    this.map.classList.toggle("kart--valgt", active);
    for (const place of this.places.values()) place.classList.remove("truffet");
    for (const mark of this.map.querySelectorAll(".utfall")) mark.remove();
    for (const row of this.rows) {
      const id = row.dataset.id || "";
      const outcome = UTFALL.get(this.outcomes.get(id) || "");
      const fits = chosen.every(([name, value]) => (row.dataset[name] || "").split(" ").includes(value));
      const hit = active && fits && (!this.outcomes.size || !!outcome?.truffet);
      row.hidden = active && !hit;
      count += hit ? 1 : 0;
      this.mark(id, hit, fits ? outcome : undefined);
    }
    for (const [name, value] of chosen) if (name === "ytelse") this.places.get(value)?.classList.add("truffet");
    this.status.textContent = active ? `${count} av ${this.rows.length} tilbud er framhevet.` : "";
    this.all.hidden = !active;
    const summary = document.querySelector(".karttabell > summary");
    if (summary) summary.textContent = active ? `Vis tabellen med de ${count} som er framhevet` : "Vis tabellen med alle tilbudene";
  }

  /**
   * Marks an offer's place; a door stands out when something behind it does.
   * @param {string} id
   * @param {boolean} hit
   * @param {{navn: string, kort: string, klasse: string} | undefined} outcome
   */
  mark(id, hit, outcome) {
    const place = this.places.get(id);
    if (!place) return;
    if (hit) {
      place.classList.add("truffet");
      const door = place.parentElement?.closest(".dør");
      door?.classList.add("truffet");
      if (door) /** @type {HTMLDetailsElement | null} */ (place.closest("details"))?.setAttribute("open", "");
    }
    if (!outcome) return;
    const mark = document.createElement("span");
    mark.className = `utfall utfall--${outcome.klasse}`;
    mark.textContent = outcome.kort;
    place.querySelector("a")?.after(" ", mark);
  }
}

const form = document.querySelector(".kartvalg");
const map = document.querySelector(".kart");
const rows = [...document.querySelectorAll(".karttabell tbody tr")].filter((row) => row instanceof HTMLTableRowElement);
if (form instanceof HTMLFormElement && map instanceof HTMLElement) {
  new Kart(form, map, rows).start();
  følg(form, map);
}
