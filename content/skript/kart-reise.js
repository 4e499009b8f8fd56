// @ts-check
// A journey through the map: its stops are numbered at the doors, its lines run between them, and one goes stop by stop.
import { bane, Nett, STATION } from "./kart-linje.js";

/**
 * @typedef {import("./kart-linje.js").Punkt} Punkt
 * @typedef {import("./kart-linje.js").Stasjon} Stasjon
 * @typedef {{tilbakeslag: string, vei_ut: string, tilbud: string[]}} Sidespor
 * @typedef {{nr: number, id: string, navn: string, bane: string, sted: string, når: string, tid: string, hvem: string,
 *   hvorfor: string, lever_av: string, etter: string[], sidespor: Sidespor[], mål: string}} Stopp
 * @typedef {{etter: string, tekst: string, sti: string}} Skifte
 * @typedef {{id: string, navn: string, person: string, sti: string, lengde: string, stopp: Stopp[], skifter: Skifte[]}} Reise
 */

const LANES = new Map([
  ["norsk", "Norsk"],
  ["arbeid_utdanning", "Arbeid og utdanning"],
  ["supplerende", "Ved siden av"],
  ["livsopphold", "Livsopphold"],
]);
const SVG = "http://www.w3.org/2000/svg";
const MARK = "#reise-";

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 */
function tegn(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/**
 * @param {string} name
 * @param {string} words
 * @param {string} [kind]
 */
function ord(name, words, kind = "") {
  const element = document.createElement(name);
  element.textContent = words;
  if (kind) element.className = kind;
  return element;
}

/**
 * The stops each stop follows that stand on the map: past those that do not.
 * @param {Reise} journey
 * @returns {[Stopp, Stopp][]}
 */
export function ledd(journey) {
  const byId = new Map(journey.stopp.map((stop) => [stop.id, stop]));
  /** @type {(id: string) => Stopp[]} */
  const placed = (id) => {
    const stop = byId.get(id);
    if (!stop) return [];
    return stop.sted ? [stop] : stop.etter.flatMap(placed);
  };
  return journey.stopp.flatMap((stop) =>
    stop.sted ? stop.etter.flatMap(placed).map((before) => /** @type {[Stopp, Stopp]} */ ([before, stop])) : []);
}

class Linjekart {
  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement} map
   */
  constructor(form, map) {
    this.map = map;
    this.root = form.dataset.rot || "../";
    this.picks = ["#velg-reise", "#velg-reise-2"].map((id) => /** @type {HTMLSelectElement} */ (form.querySelector(id)));
    /** @type {(Reise | undefined)[]} */
    this.journeys = [undefined, undefined];
    this.at = 0;
    this.lines = tegn("svg", { class: "linjer", "aria-hidden": "true" });
    this.panel = ord("section", "", "reisepanel");
    this.panel.setAttribute("aria-label", "Reisen, stopp for stopp");
    this.panel.tabIndex = -1;
    this.panel.hidden = true;
    map.append(this.lines);
    map.after(this.panel);
    this.panel.addEventListener("keydown", (event) => this.key(event));
    for (const [place, select] of this.picks.entries()) select.addEventListener("change", () => this.pick(place, select.value));
    form.addEventListener("nullstilt", () => this.picks.forEach((_, place) => this.pick(place, "")));
    new ResizeObserver(() => this.draw()).observe(map);
    addEventListener("hashchange", () => this.arrive());
    this.arrive();
  }

  /** A link that names a journey draws it. */
  arrive() {
    const id = location.hash.startsWith(MARK) ? location.hash.slice(MARK.length) : "";
    if (![...this.picks[0].options].some((option) => id && option.value === id)) return;
    this.picks[0].value = id;
    /** @type {HTMLDetailsElement | null} */ (this.picks[0].closest("details"))?.setAttribute("open", "");
    this.pick(0, id).then(() => this.map.scrollIntoView());
  }

  /**
   * @param {number} place
   * @param {string} id
   */
  async pick(place, id) {
    const answer = id ? await fetch(`${this.root}data/kart/${encodeURIComponent(id)}.json`) : undefined;
    if (this.picks[place].value !== id) return;
    this.journeys[place] = answer?.ok ? await answer.json() : undefined;
    if (place === 0) this.at = 0;
    this.stations();
    this.draw();
    this.tell();
  }

  /** The journeys that are drawn, each with how it looks. @returns {[Reise, number][]} */
  shown() {
    return this.journeys.flatMap((journey, look) => (journey ? [/** @type {[Reise, number]} */ ([journey, look])] : []));
  }

  /**
   * Where a stop stands: the line behind a door when it is open, else the door.
   * @param {string} id
   */
  place(id) {
    const item = this.map.querySelector(`[data-id="${CSS.escape(id)}"]`);
    return item instanceof HTMLElement ? item : undefined;
  }

  /** Puts the numbers of the stops at their doors. */
  stations() {
    for (const old of this.map.querySelectorAll(".stoppene")) old.remove();
    for (const door of this.map.querySelectorAll(".på-reisen")) door.classList.remove("på-reisen");
    this.map.classList.toggle("kart--reise", this.shown().length > 0);
    for (const [journey, look] of this.shown()) {
      for (const stop of journey.stopp) {
        const place = stop.sted ? this.place(stop.sted) : undefined;
        if (!place) continue;
        place.closest("details")?.setAttribute("open", "");
        place.classList.add("på-reisen");
        place.parentElement?.closest(".dør")?.classList.add("på-reisen");
        // The line leads to the first stop at a door; a later one at the same door stands at its other end.
        const first = place.querySelector(`:scope > .stoppene--${look}`);
        const later = place.querySelector(`:scope > .stoppene--${look}.stoppene--senere`);
        const box = later || ord("span", "", `stoppene stoppene--${look}${first ? " stoppene--senere" : ""}`);
        if (!later) place.prepend(box);
        const button = document.createElement("button");
        button.type = "button";
        button.className = `stopp stopp--${stop.bane}`;
        button.textContent = String(stop.nr);
        button.dataset.stopp = stop.id;
        button.setAttribute("aria-label", `${journey.person}, stopp ${stop.nr}: ${stop.navn}`);
        button.addEventListener("click", () => (look ? undefined : this.go(stop.nr - 1)));
        box.append(button);
      }
    }
  }

  /** Draws the lines anew; their places follow from where the browser has put the doors. */
  draw() {
    this.lines.replaceChildren();
    const frame = this.map.getBoundingClientRect();
    this.lines.setAttribute("viewBox", `0 0 ${frame.width} ${frame.height}`);
    if (!this.shown().length) return;
    const within = (/** @type {DOMRect} */ r) => ({
      left: r.left - frame.left, top: r.top - frame.top, right: r.right - frame.left, bottom: r.bottom - frame.top });
    const doors = [...this.map.querySelectorAll(".dør")].map((door) => within(door.getBoundingClientRect()));
    const heads = [...this.map.querySelectorAll(":is(h2, h3, .kart__retning span)")].map((head) => {
      const range = document.createRange();
      range.selectNodeContents(head);
      return within(range.getBoundingClientRect());
    });
    const stations = [...this.map.querySelectorAll(".stoppene:not(.stoppene--senere)")].map((stop) => within(stop.getBoundingClientRect()));
    const net = new Nett([...doors, ...heads], frame, [...stations.map((s) => (s.top + s.bottom) / 2), ...doors.map((door) => door.top + STATION)]);
    for (const [journey, look] of this.shown()) {
      const at = (/** @type {string} */ id) => this.station(id, look, frame);
      for (const [before, after] of ledd(journey)) {
        const [from, to] = [at(before.id), at(after.id)];
        if (from && to && before.sted !== after.sted) this.line(net.way(from, to), `${after.bane} linje--reise-${look}`);
      }
      const now = look ? undefined : journey.stopp[this.at];
      const here = now && at(now.id);
      for (const id of now ? now.sidespor.flatMap((side) => side.tilbud) : []) {
        const box = this.place(id)?.closest(".dør")?.getBoundingClientRect();
        const left = box ? box.left - frame.left : 0;
        if (box && here) this.line(net.way(here, { x: left, y: box.top - frame.top + STATION, kant: left }), "vei-ut");
      }
      for (const change of journey.skifter) {
        const spot = at(change.etter);
        if (spot) this.lines.append(tegn("path", { class: "skifte", d: `M${spot.x},${spot.y - 21}l6,6l-6,6l-6,-6z` }));
      }
    }
  }

  /**
   * @param {Punkt[]} points
   * @param {string} kind
   */
  line(points, kind) {
    const d = bane(points);
    this.lines.append(tegn("path", { class: "linje-kant", d }), tegn("path", { class: `linje linje--${kind}`, d }));
    if (kind.startsWith("norsk")) this.lines.append(tegn("path", { class: "linje-midt", d }));
  }

  /**
   * @param {string} id
   * @param {number} look
   * @param {DOMRect} frame
   * @returns {Stasjon | undefined}
   */
  station(id, look, frame) {
    const button = this.map.querySelector(`.stoppene--${look} [data-stopp="${CSS.escape(id)}"]`);
    const first = button?.closest("[data-id]")?.querySelector(`:scope > .stoppene--${look}:not(.stoppene--senere)`);
    const box = first?.getBoundingClientRect();
    const door = first?.closest(".dør")?.getBoundingClientRect();
    if (!box?.width || !door) return undefined;
    return { x: box.left + box.width / 2 - frame.left, y: box.top + box.height / 2 - frame.top, kant: door.left - frame.left };
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.go(this.at + step);
  }

  /** @param {number} at */
  go(at) {
    const last = (this.journeys[0]?.stopp.length || 1) - 1;
    this.at = Math.max(0, Math.min(last, at));
    this.draw();
    this.tell();
  }

  /** Tells of the stop one stands at. */
  tell() {
    const journey = this.journeys[0];
    const other = this.journeys[1];
    this.panel.hidden = !journey;
    for (const old of this.map.querySelectorAll(".stopp--nå")) old.classList.remove("stopp--nå");
    if (!journey) return void this.panel.replaceChildren();
    const stop = journey.stopp[this.at];
    const here = this.map.querySelector(`.stoppene--0 [data-stopp="${CSS.escape(stop.id)}"]`);
    here?.classList.add("stopp--nå");
    here?.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth" });
    const had = document.activeElement instanceof HTMLButtonElement && this.panel.contains(document.activeElement) ? document.activeElement.dataset.steg : "";
    this.panel.replaceChildren(this.head(journey, stop), this.words(journey, stop), this.legend(other));
    if (had) {
      const button = this.panel.querySelector(`[data-steg="${had}"]:not(:disabled)`) || this.panel.querySelector("button:not(:disabled)");
      if (button instanceof HTMLElement) button.focus({ preventScroll: true });
    }
  }

  /**
   * @param {Reise} journey
   * @param {Stopp} stop
   */
  head(journey, stop) {
    const head = ord("div", "", "reisepanel__hode");
    const count = ord("p", "", "reisepanel__tid");
    count.setAttribute("role", "status");
    count.append(ord("strong", `Stopp ${stop.nr} av ${journey.stopp.length}: ${stop.navn}`), ord("span", ` ${stop.tid}`));
    head.append(count);
    for (const [words, step] of /** @type {[string, number][]} */ ([["Forrige", -1], ["Neste", 1]])) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words;
      button.dataset.steg = String(step);
      button.disabled = this.at + step < 0 || this.at + step >= journey.stopp.length;
      button.addEventListener("click", () => this.go(this.at + step));
      head.append(button);
    }
    return head;
  }

  /**
   * @param {Reise} journey
   * @param {Stopp} stop
   */
  words(journey, stop) {
    const list = ord("dl", "", "reisepanel__ord");
    const change = journey.skifter.find((item) => item.etter === stop.id);
    /** @type {[string, string][]} */
    const rows = [
      ["Hvem", stop.hvem],
      ["Hvorfor", stop.hvorfor],
      ["Lever av", stop.lever_av],
      ["Ansvaret skifter", change?.tekst || ""],
      ["Mål nådd", stop.mål],
      ["På kartet", stop.sted ? "" : "Dette stoppet er ikke et tilbud, og står ikke på kartet."],
      ...stop.sidespor.map((side) => /** @type {[string, string]} */ (["Hvis det går galt", `${side.tilbakeslag} ${side.vei_ut}`])),
    ];
    for (const [name, words] of rows.filter(([, words]) => words)) {
      const row = document.createElement("div");
      row.append(ord("dt", name), ord("dd", words));
      list.append(row);
    }
    return list;
  }

  /** @param {Reise | undefined} other */
  legend(other) {
    const line = ord("p", "", "reisepanel__nøkkel");
    for (const [id, name] of LANES) line.append(ord("span", name, `nøkkel-linje nøkkel-linje--${id}`), " ");
    line.append(ord("span", "Vei ut", "nøkkel-linje nøkkel-linje--vei-ut"), " ", ord("span", "Ansvaret skifter", "nøkkel-skifte"));
    const journey = /** @type {Reise} */ (this.journeys[0]);
    const link = /** @type {HTMLAnchorElement} */ (ord("a", `Hele reisen til ${journey.person}`));
    link.href = this.root + journey.sti;
    line.append(" ", link);
    if (other) line.append(" ", ord("span", `Hul linje: ${other.person}, ${other.navn.toLowerCase()} (${other.lengde})`, "nøkkel-andre"));
    return line;
  }
}

/**
 * Lets one follow a journey on the map.
 * @param {HTMLFormElement} form
 * @param {HTMLElement} map
 */
export function følg(form, map) {
  return new Linjekart(form, map);
}
