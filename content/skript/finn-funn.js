// @ts-check
// The answers in groups: what is strongest and settled first, what is out of reach last; every offer stands somewhere.
import { finn, lag, ramse, stor } from "./finn-lag.js";
import { grunner, hviler, skalTil } from "./vurder.js";

/**
 * @typedef {import("./finn.js").FinnerType} Finner
 * @typedef {import("./finn.js").Funn} Funn
 * @typedef {import("./vurder.js").Regel} Regel
 */

const GROUPS = [
  { id: "rett_og_plikt", navn: "Rett og plikt" },
  { id: "rett", navn: "Rett" },
  { id: "plikt", navn: "Plikt" },
  { id: "kan", navn: "Kan tilbys etter vurdering", sammen: "Kan være mulig" },
  { id: "vurderes", navn: "Rett eller plikt, avhengig av en vurdering", sammen: "Noen må vurdere" },
  { id: "uavklart", navn: "Uavklart", sammen: "Det vet vi ikke ennå" },
  { id: "ikke", navn: "Ikke nå", sammen: "Ikke nå" },
];
const MARKS = { oppfylt: "ser ut til å holde", uavklart: "ikke kjent", ikke_oppfylt: "holder ikke nå" };
const SIGNS = { oppfylt: "✓", uavklart: "?", ikke_oppfylt: "–" };
/** @type {Record<string, string>} */
const CHANGE = { ja: "kan endre seg", tid: "kommer med tiden", nei: "kan ikke endres" };

/** @param {Funn} found */
function gruppe({ svar, spør }) {
  if (svar.utfall === "ikke_oppfylt") return "ikke";
  if (svar.utfall === "uavklart") return spør.length ? "uavklart" : "vurderes";
  return svar.modalitet || "kan";
}

/**
 * @param {Finner} finder
 * @param {HTMLElement} box
 */
export function visFunn(finder, box) {
  const together = finder.box.dataset.flate === "sammen";
  const sections = [["tilbud", "Tilbud"], ["ytelse", "Noe å leve av"]].map(([slag, title]) => {
    const mine = finder.found.filter(({ motor }) => motor.post.slag === slag);
    const groups = GROUPS.map((group) => part(finder, group, mine.filter((item) => gruppe(item) === group.id), together));
    const ruleless = slag === "tilbud" ? without(finder) : null;
    return lag("section", { class: "funn" }, lag("h3", {}, title), ...groups, ruleless);
  });
  box.replaceChildren(...sections);
}

/** Offers that no rule speaks of are listed too. @param {Finner} finder */
function without(finder) {
  const rest = finder.data.poster.filter((post) => post.slag === "tilbud" && !finder.motors.some((motor) => motor.post.id === post.id));
  if (!rest.length) return null;
  return lag("div", { class: "funn__gruppe" }, lag("h4", {}, `Uten vilkår i regelverket (${rest.length})`),
    lag("ul", { class: "funn__liste" }, ...rest.map((post) => lag("li", { class: "mulig" }, lag("a", { href: finder.root + post.sti }, post.navn)))));
}

/**
 * @param {Finner} finder
 * @param {{id: string, navn: string, sammen?: string}} group
 * @param {Funn[]} items
 * @param {boolean} together
 */
function part(finder, group, items, together) {
  if (!items.length) return null;
  const title = `${(together && group.sammen) || group.navn} (${items.length})`;
  const sorted = [...items].sort((a, b) => a.motor.post.navn.localeCompare(b.motor.post.navn, "nb"));
  if (group.id === "ikke") return folded(finder, title, sorted, together);
  return lag("div", { class: `funn__gruppe funn__gruppe--${group.id}` }, lag("h4", {}, title),
    lag("ul", { class: "funn__liste" }, ...sorted.map((item) => kept(finder, item, together))));
}

/**
 * The card that stands there already when nothing on it is new, since most answers change only a few.
 * What has been opened is made anew, for its reasons may have changed.
 * @param {Finner} finder
 * @param {Funn} item
 * @param {boolean} together
 */
function kept(finder, item, together) {
  const { id } = item.motor.post;
  const says = JSON.stringify([item.svar, item.spør, together, finder.chosen.has(id)]);
  const before = finder.cards.get(id);
  if (before?.says === says && !before.element.querySelector("details > ul")) return before.element;
  const element = card(finder, item, together);
  finder.cards.set(id, { says, element });
  return element;
}

/**
 * What is out of reach for now, folded by category, with the reason in one line.
 * @param {Finner} finder
 * @param {string} title
 * @param {Funn[]} items
 * @param {boolean} together
 */
function folded(finder, title, items, together) {
  const fields = [.../** @type {HTMLTemplateElement} */ (finn("finn-felt")).content.querySelectorAll("span")];
  const parts = fields.flatMap((field) => {
    const mine = items.filter(({ motor }) => motor.post.felt === field.dataset.id);
    if (!mine.length) return [];
    const list = lag("ul", { class: "funn__ikke" }, ...mine.map((item) => line(finder, item, together)));
    return [lag("details", {}, lag("summary", {}, `${field.textContent} (${mine.length})`), list)];
  });
  return lag("div", { class: "funn__gruppe funn__gruppe--ikke" }, lag("h4", {}, title), ...parts);
}

/**
 * @param {Finner} finder
 * @param {Funn} item
 * @param {boolean} together
 */
function line(finder, item, together) {
  const { post } = item.motor;
  const link = lag("a", { href: finder.root + post.sti }, post.navn);
  if (together) return lag("li", {}, link);
  const takes = skalTil(item.motor, finder.situation, finder.facts);
  if (!takes.length) return lag("li", {}, link, " – ingen regel gjelder i dag");
  const more = takes.length > 1 || takes[0].h.length
    ? details("Hva som skal til", () => takes.map((step) => lag("li", {}, stor(step.tekst), ` (${CHANGE[step.endres]})`, cited(finder, step.h))))
    : null;
  return lag("li", {}, link, ` – krever at ${takes[0].tekst}`, takes.length > 1 && `, og ${takes.length === 2 ? "ett vilkår" : `${takes.length - 1} vilkår`} til`, more);
}

/**
 * @param {Finner} finder
 * @param {Funn} item
 * @param {boolean} together
 */
function card(finder, item, together) {
  const { motor: { post }, svar } = item;
  const rules = hviler(item.motor, finder.situation, svar);
  const pick = lag("input", { type: "checkbox", id: `velg-${post.id}`, change: () => finder.choose(post.id) });
  /** @type {HTMLInputElement} */ (pick).checked = finder.chosen.has(post.id);
  const mark = svar.modalitet ? lag("span", { class: `merke merke--${svar.modalitet}` }, strength(item)) : null;
  return lag("li", { class: "mulig", "data-post": post.id, "data-utfall": svar.utfall, "data-modalitet": svar.modalitet || "" },
    lag("p", { class: "mulig__hode" },
      sign(post.felt), lag("a", { href: finder.root + post.sti, class: "mulig__navn" }, post.navn), " ", mark,
      lag("label", { class: "mulig__velg", for: `velg-${post.id}` }, pick, " Velg", lag("span", { class: "skjult" }, ` ${post.navn}`))),
    together ? lag("p", { class: "mulig__enkelt" }, post.enkelt || post.kort) : null,
    lag("p", { class: "mulig__svar" }, sentence(item, rules)),
    ...asks(finder, item, together),
    ...(together ? [] : [maybe(finder, item), why(finder, rules)]));
}

/** @param {string} field */
export function sign(field) {
  const known = /** @type {HTMLTemplateElement} */ (finn("finn-felt")).content.querySelector(`[data-id="${field}"]`);
  return lag("span", { class: `tegn tegn--${field}`, "aria-hidden": "true" }, known?.getAttribute("data-tegn") || "");
}

/** @param {Funn} item */
export function strength({ svar }) {
  const word = { rett_og_plikt: "Rett og plikt", rett: "Rett", plikt: "Plikt", kan: "Kan" }[svar.modalitet || "kan"] || "";
  if (svar.utfall === "ikke_oppfylt") return "Ikke nå";
  if (svar.utfall === "oppfylt") return word;
  return svar.modalitet === "kan" ? "Kan bli et tilbud" : `Kan bli ${word.toLowerCase()}`;
}

/**
 * Worded as it is: nothing is called a right while judgement is open, and someone else decides.
 * @param {Funn} item
 * @param {Regel[]} rules
 */
export function sentence({ motor: { post }, svar, spør }, rules) {
  const who = post.avgjør?.length ? `${ramse(post.avgjør)} avgjør` : "";
  if (svar.utfall === "ikke_oppfylt") return "Ikke nå.";
  if (svar.utfall === "uavklart") {
    if (spør.length) return "Det kommer an på svar vi ikke har.";
    const judges = ramse([...new Set(rules.flatMap((rule) => (rule.s || []).map((item) => item.av)))]);
    return `Det vi kan prøve, ser ut til å være oppfylt. Resten må vurderes${judges ? ` – ${judges} avgjør` : ""}.`;
  }
  if (svar.modalitet === "kan") return who ? `Kan tilbys etter vurdering – ${who}.` : "Kan være mulig. Ingen treffer eget vedtak.";
  return who ? `Vilkårene ser ut til å være oppfylt – ${who}.` : "Vilkårene ser ut til å være oppfylt.";
}

/**
 * The questions that would settle an answer, as buttons.
 * @param {Finner} finder
 * @param {Funn} item
 * @param {boolean} together
 */
function asks(finder, { svar, spør }, together) {
  if (svar.utfall !== "uavklart" || !spør.length) return [];
  const facts = spør.map((name) => finder.facts.get(name)).filter((fact) => fact !== undefined);
  facts.sort((a, b) => (finder.counts?.get(b.id) || 0) - (finder.counts?.get(a.id) || 0));
  const shown = facts.slice(0, together ? 1 : 3);
  return [lag("p", { class: "mulig__spør" }, "Avklares av: ", ...shown.flatMap((fact, place) => [
    place ? " " : "", lag("button", { type: "button", class: "lenkeknapp", click: () => finder.go({ nå: fact.id }) }, fact.spørsmål)]),
    facts.length > shown.length && !together ? ` … og ${facts.length - shown.length} til` : "")];
}

/**
 * A stronger answer that is still open.
 * @param {Finner} finder
 * @param {Funn} item
 */
function maybe(finder, { svar }) {
  const higher = svar.kan_bli.filter((open) => open.modalitet !== svar.modalitet);
  if (svar.utfall !== "oppfylt" || !higher.length) return null;
  const [{ modalitet, mangler }] = higher;
  const names = mangler.map((name) => finder.facts.get(name)?.navn || name);
  return lag("p", { class: "mulig__kan" }, `Kan også bli ${modalitet.replaceAll("_", " ")}: `, names.length ? `kommer an på ${ramse(names.slice(0, 3))}${names.length > 3 ? " med mer" : ""}.` : "det må vurderes.");
}

/**
 * @param {Finner} finder
 * @param {Regel[]} rules
 */
function why(finder, rules) {
  return details("Hvorfor", () => rules.map((rule) => lag("li", {}, rule.hvem, cited(finder, rule.h || []),
    lag("ul", { class: "grunner" },
      ...grunner(rule, finder.situation).map((reason) => {
        const outcome = /** @type {keyof typeof SIGNS} */ (reason.utfall);
        return lag("li", { class: `grunn grunn--${outcome}` }, lag("span", { class: "grunn__tegn", "aria-hidden": "true" }, SIGNS[outcome]),
          stor(reason.tekst), ` (${MARKS[outcome]})`, cited(finder, reason.h));
      }),
      ...(rule.s || []).map((item) => lag("li", { class: "grunn grunn--skjønn" }, lag("span", { class: "grunn__tegn", "aria-hidden": "true" }, "⚖"), `Overlatt til skjønn: ${item.t} (${item.av} vurderer)`, cited(finder, item.h || [])))),
    rule.note ? lag("p", { class: "merknad" }, rule.note) : null)));
}

/**
 * Details whose contents are made when they are opened.
 * @param {string} title
 * @param {() => HTMLElement[]} fill
 */
function details(title, fill) {
  const element = /** @type {HTMLDetailsElement} */ (lag("details", { class: "mulig__hvorfor" }, lag("summary", {}, title)));
  element.addEventListener("toggle", () => {
    if (element.open && element.childElementCount === 1) element.append(lag("ul", {}, ...fill()));
  });
  return element;
}

/**
 * @param {Finner} finder
 * @param {number[]} numbers
 */
function cited(finder, numbers) {
  if (!numbers.length) return null;
  const links = numbers.flatMap((number, place) => [place ? "; " : "", lag("a", { href: finder.root + finder.data.hjemler[number][1] }, finder.data.hjemler[number][0])]);
  return lag("span", { class: "belegg" }, " (", ...links, ")");
}
