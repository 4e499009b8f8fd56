// @ts-check
// The map: what is chosen above it stands out on it. The table below the map is what is read, so both say the same.
import { lesUtfall, UTFALL } from "./finn-grupper.js";
import { følg } from "./kart-reise.js";

/** Shorter names where there is little room. @type {Record<string, string>} */
const KORT = { kan: "Kan, etter vurdering", vurderes: "Rett eller plikt vurderes" };

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
    /** What the finder found, if one comes from it. */
    this.found = lesUtfall("", []);
  }

  start() {
    this.form.addEventListener("change", (event) => {
      const select = event.target;
      if (select instanceof HTMLSelectElement && select.name) this.show();
    });
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.all.addEventListener("click", () => {
      this.found = lesUtfall("", []);
      this.form.reset();
      this.form.dispatchEvent(new Event("nullstilt"));
      this.show();
    });
    for (const button of this.form.querySelectorAll("[data-ark]")) {
      button.addEventListener("click", () => {
        document.documentElement.dataset.ark = /** @type {HTMLElement} */ (button).dataset.ark;
        print();
      });
    }
    this.arrive();
    addEventListener("hashchange", () => this.arrive());
  }

  /** Takes what the finder found out of the address, and shows it. */
  arrive() {
    if (!location.hash.startsWith(UTFALL)) return;
    this.found = lesUtfall(location.hash.slice(UTFALL.length), this.rows.map((row) => row.dataset.id || ""));
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
    const active = chosen.length > 0 || this.found.groups.size > 0;
    let count = 0;
    this.map.classList.toggle("kart--valgt", active);
    this.map.classList.toggle("kart--utfall", this.found.groups.size > 0);
    for (const place of this.places.values()) place.classList.remove("truffet");
    for (const mark of document.querySelectorAll(":is(.kart, .karttabell) .utfall")) mark.remove();
    for (const row of this.rows) {
      const id = row.dataset.id || "";
      const outcome = this.found.groups.get(id);
      const fits = chosen.every(([name, value]) => (row.dataset[name] || "").split(" ").includes(value));
      const hit = active && fits && Boolean(!this.found.groups.size || (outcome && outcome.id !== "ikke"));
      row.hidden = active && !hit;
      count += hit ? 1 : 0;
      this.mark(row, hit, fits ? outcome : undefined);
    }
    for (const [name, value] of chosen) if (name === "ytelse") this.places.get(value)?.classList.add("truffet");
    this.status.textContent = active ? this.told(count) : "";
    this.all.hidden = !active;
    const summary = document.querySelector(".karttabell > summary");
    if (summary) summary.textContent = active ? `Vis tabellen med de ${count} som er framhevet` : "Vis tabellen med alle tilbudene";
  }

  /** @param {number} count  how many offers stand out */
  told(count) {
    if (!this.found.groups.size) return `${count} av ${this.rows.length} tilbud er framhevet.`;
    const groups = [...this.found.groups.values()];
    const many = (/** @type {string} */ id) => groups.filter((group) => group.id === id).length;
    const open = many("uavklart");
    return `Etter svarene: ${groups.length - open - many("ikke")} tilbud kan være mulige, ${open} er uavklart, ${many("ikke")} er ikke aktuelle nå.`;
  }

  /**
   * Marks an offer's place, and its row; a door stands out when something behind it does.
   * @param {HTMLTableRowElement} row
   * @param {boolean} hit
   * @param {import("./finn-grupper.js").Gruppe | undefined} outcome
   */
  mark(row, hit, outcome) {
    const place = this.places.get(row.dataset.id || "");
    if (!place) return;
    if (hit) {
      place.classList.add("truffet");
      const door = place.parentElement?.closest(".dør");
      door?.classList.add("truffet");
      if (door && !this.found.groups.size) /** @type {HTMLDetailsElement | null} */ (place.closest("details"))?.setAttribute("open", "");
    }
    if (!outcome) return;
    const mark = document.createElement("span");
    mark.className = `utfall utfall--${outcome.id}`;
    mark.textContent = `${outcome.tegn} ${(this.found.together && outcome.sammen) || KORT[outcome.id] || outcome.navn}`;
    row.querySelector("a")?.after(" ", mark.cloneNode(true));
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
