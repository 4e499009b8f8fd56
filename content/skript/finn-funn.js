// @ts-check
// The answers in groups: what is strongest and settled first, what is out of reach last; every offer stands somewhere.
import { GRUPPER } from "./finn-grupper.js";
import { finn, holder, lag, ramse, stor } from "./finn-lag.js";
import { bareSkjønn, grunner, hviler, skalTil } from "./vurder-grunner.js";

/**
 * @typedef {import("./finn.js").FinnerType} Finner
 * @typedef {import("./finn.js").Funn} Funn
 * @typedef {import("./vurder.js").Regel} Regel
 */

const MARKS = { oppfylt: "ser ut til å holde", uavklart: "ikke kjent", ikke_oppfylt: "holder ikke nå" };
const SIGNS = { oppfylt: "✓", uavklart: "?", ikke_oppfylt: "–" };
const ORDER = new Intl.Collator("nb");
/** @type {Record<string, string>} */
const CHANGE = { ja: "kan endre seg", tid: "kommer med tiden", nei: "kan ikke endres" };

/**
 * Where an answer belongs. A right that waits for judgement only stands before the weaker rule that holds meanwhile.
 * @param {Finner} finder
 * @param {Funn} found
 */
function gruppe(finder, found) {
  const { svar, spør } = found;
  if (svar.utfall === "ikke_oppfylt") return "ikke";
  if (svar.utfall === "uavklart") return spør.length ? "uavklart" : "vurderes";
  return awaits(finder, found) ? "vurderes" : svar.modalitet || "kan";
}

/**
 * The stronger modality that only judgement is missing for, if any.
 * @param {Finner} finder
 * @param {Funn} found
 */
export function awaits(finder, { motor, svar }) {
  if (svar.utfall !== "oppfylt") return undefined;
  const rules = hviler(motor, finder.situation, svar);
  return svar.kan_bli.find(({ modalitet }) => rules.some((rule) => rule.m === modalitet && bareSkjønn(rule, finder.situation)))?.modalitet;
}

/**
 * @param {Finner} finder
 * @param {HTMLElement} box
 * @returns {Map<string, string>}  the group of each offer and benefit, by its id
 */
export function visFunn(finder, box) {
  const together = finder.box.dataset.flate === "sammen";
  const belongs = new Map(finder.found.map((item) => [item.motor.post.id, gruppe(finder, item)]));
  const sections = [["tilbud", "Tilbud"], ["ytelse", "Noe å leve av"]].map(([slag, title]) => {
    const section = stands(finder, slag, () => lag("section", { class: "funn" }, lag("h3", {}, title)));
    const mine = finder.found.filter(({ motor }) => motor.post.slag === slag);
    const groups = GRUPPER.map((group) => part(finder, slag, group, mine.filter((item) => belongs.get(item.motor.post.id) === group.id), together));
    const ruleless = slag === "tilbud" ? without(finder) : null;
    holder(section, [section.firstElementChild, ...groups, ruleless]);
    return section;
  });
  holder(box, sections);
  return belongs;
}

/**
 * What stands there already under this name, or else what is made now and stays for the next answer. What is not moved
 * is not laid out anew, and what a reader has opened stays open.
 * @param {Finner} finder
 * @param {string} name
 * @param {() => HTMLElement} make
 */
function stands(finder, name, make) {
  const element = finder.standing.get(name) || make();
  finder.standing.set(name, element);
  return element;
}

/** Offers that no rule speaks of are listed too. @param {Finner} finder */
function without(finder) {
  const rest = finder.data.poster.filter((post) => post.slag === "tilbud" && !finder.motors.some((motor) => motor.post.id === post.id));
  if (!rest.length) return null;
  return stands(finder, "uten", () => lag("div", { class: "funn__gruppe" }, lag("h4", {}, `Uten vilkår i regelverket (${rest.length})`),
    lag("ul", { class: "funn__liste" }, ...rest.map((post) => lag("li", { class: "mulig" }, page(finder, post))))));
}

/**
 * @param {Finner} finder
 * @param {string} slag
 * @param {{id: string, navn: string, sammen?: string}} group
 * @param {Funn[]} items
 * @param {boolean} together
 */
function part(finder, slag, group, items, together) {
  if (!items.length) return null;
  const sorted = [...items].sort((a, b) => ORDER.compare(a.motor.post.navn, b.motor.post.navn));
  const name = `${slag} ${group.id}`;
  const element = stands(finder, name, () => lag("div", { class: `funn__gruppe funn__gruppe--${group.id}` }, lag("h4")));
  const heading = /** @type {HTMLElement} */ (element.firstElementChild);
  heading.textContent = `${(together && group.sammen) || group.navn} (${items.length})`;
  if (group.id === "ikke") {
    holder(element, [heading, ...folded(finder, name, sorted, together)]);
    return element;
  }
  const list = stands(finder, `${name} liste`, () => lag("ul", { class: "funn__liste" }));
  holder(list, sorted.map((item) => cardOf(finder, item, together)));
  holder(element, [heading, list]);
  return element;
}

/**
 * The card that stands there already when nothing on it is new, since most answers change only a few.
 * What has been opened is made anew, for its reasons may have changed, and stays open.
 * @param {Finner} finder
 * @param {Funn} item
 * @param {boolean} together
 */
function cardOf(finder, item, together) {
  const { id } = item.motor.post;
  const says = JSON.stringify([item.svar, item.spør, together, finder.chosen.has(id)]);
  const before = finder.cards.get(id);
  if (before?.says === says && !before.element.querySelector("details > ul")) return before.element;
  const element = card(finder, item, together);
  if (before?.element.querySelector("details[open]")) element.querySelector("details")?.setAttribute("open", "");
  finder.cards.set(id, { says, element });
  return element;
}

/**
 * What is out of reach for now, folded by category, with the reason in one line.
 * @param {Finner} finder
 * @param {string} name
 * @param {Funn[]} items
 * @param {boolean} together
 */
function folded(finder, name, items, together) {
  const fields = [.../** @type {HTMLTemplateElement} */ (finn("finn-felt")).content.querySelectorAll("span")];
  return fields.map((field) => {
    const mine = items.filter(({ motor }) => motor.post.felt === field.dataset.id);
    if (!mine.length) return null;
    const element = stands(finder, `${name} ${field.dataset.id}`, () => lag("details", {}, lag("summary"), lag("ul", { class: "funn__ikke" })));
    const [summary, list] = element.children;
    summary.textContent = `${field.textContent} (${mine.length})`;
    list.replaceChildren(...mine.map((item) => line(finder, item, together)));
    return element;
  });
}

/**
 * @param {Finner} finder
 * @param {Funn} item
 * @param {boolean} together
 */
function line(finder, item, together) {
  const { post } = item.motor;
  const link = page(finder, post);
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
  const stronger = awaits(finder, item);
  const pick = lag("input", { type: "checkbox", id: `velg-${post.id}`, change: () => finder.choose(post.id) });
  /** @type {HTMLInputElement} */ (pick).checked = finder.chosen.has(post.id);
  const mark = lag("span", { class: `merke merke--${stronger || svar.modalitet}` }, strength(finder, item));
  return lag("li", { class: "mulig", "data-post": post.id, "data-utfall": svar.utfall, "data-modalitet": svar.modalitet || "" },
    lag("p", { class: "mulig__hode" },
      sign(post.felt), page(finder, post, "mulig__navn"), " ", mark,
      lag("label", { class: "mulig__velg", for: `velg-${post.id}` }, pick, " Velg", lag("span", { class: "skjult" }, ` ${post.navn}`))),
    together ? lag("p", { class: "mulig__enkelt" }, post.enkelt || post.kort) : null,
    lag("p", { class: "mulig__svar" }, sentence(finder, item)),
    ...asks(finder, item, together),
    ...(together ? [] : [maybe(finder, item), why(finder, rules)]));
}

/**
 * A link to the page of an offer or a benefit, in a tab of its own so that the answers stand.
 * @param {Finner} finder
 * @param {import("./vurder.js").Post} post
 * @param {string} [name] of the class
 */
export function page(finder, post, name = "") {
  return lag("a", { href: finder.root + post.sti, target: "_blank", ...(name ? { class: name } : {}) }, post.navn);
}

/** @param {string} field */
export function sign(field) {
  const known = /** @type {HTMLTemplateElement} */ (finn("finn-felt")).content.querySelector(`[data-id="${field}"]`);
  return lag("span", { class: `tegn tegn--${field}`, "aria-hidden": "true" }, known?.getAttribute("data-tegn") || "");
}

const STRENGTH = /** @type {Record<string, string>} */ ({ rett_og_plikt: "Rett og plikt", rett: "Rett", plikt: "Plikt", kan: "Kan" });

/**
 * How strong an answer is, in a word or two; nothing is called a right while judgement is open.
 * @param {Finner} finder
 * @param {Funn} item
 */
export function strength(finder, item) {
  const { svar, spør } = item;
  if (svar.utfall === "ikke_oppfylt") return "Ikke nå";
  const waiting = awaits(finder, item) || (svar.utfall === "uavklart" && !spør.length ? svar.modalitet : null);
  if (waiting) return `${STRENGTH[waiting]}, etter vurdering`;
  const word = STRENGTH[svar.modalitet || "kan"];
  if (svar.utfall === "oppfylt") return word;
  return svar.modalitet === "kan" ? "Kan bli et tilbud" : `Kan bli ${word.toLowerCase()}`;
}

/**
 * Worded as it is: nothing is called a right while judgement is open, and someone else decides.
 * @param {Finner} finder
 * @param {Funn} item
 */
export function sentence(finder, item) {
  const { motor: { post }, svar, spør } = item;
  const who = post.avgjør?.length ? `${ramse(post.avgjør)} avgjør` : "";
  if (svar.utfall === "ikke_oppfylt") return "Ikke nå.";
  if (svar.utfall === "uavklart" && spør.length) return "Det kommer an på svar vi ikke har.";
  const stronger = awaits(finder, item);
  if (svar.utfall === "uavklart" || stronger) {
    const rules = hviler(item.motor, finder.situation, svar).filter((rule) => rule.m === (stronger || svar.modalitet) && bareSkjønn(rule, finder.situation));
    const judges = who || ramse([...new Set(rules.flatMap((rule) => (rule.s || []).map((left) => left.av)))]) + " vurderer";
    return `Det vi kan prøve, ser ut til å være oppfylt. Resten må vurderes – ${judges}.`;
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
  const moves = (/** @type {import("./vurder.js").Faktum} */ fact) => finder.counts?.get(fact.id)?.length || 0;
  const facts = spør.map((name) => finder.facts.get(name)).filter((fact) => fact !== undefined).filter(moves);
  if (!facts.length) return [];
  facts.sort((a, b) => moves(b) - moves(a));
  const shown = facts.slice(0, together ? 1 : 3);
  return [lag("p", { class: "mulig__spør" }, "Avklares av: ", ...shown.flatMap((fact, place) => [
    place ? " " : "", finder.jump(fact)]),
    facts.length > shown.length && !together ? ` … og ${facts.length - shown.length} til` : "")];
}

/**
 * A stronger answer that is still open.
 * @param {Finner} finder
 * @param {Funn} item
 */
function maybe(finder, item) {
  const { svar } = item;
  const stronger = awaits(finder, item);
  const higher = svar.kan_bli.filter((open) => open.modalitet !== svar.modalitet && open.modalitet !== stronger);
  if (svar.utfall !== "oppfylt" || !higher.length) return null;
  const [{ modalitet, mangler }] = higher;
  const facts = mangler.map((name) => finder.facts.get(name)).filter((fact) => fact !== undefined && finder.askable(fact.id)).slice(0, 2);
  return lag("p", { class: "mulig__kan" }, `Kan også bli ${modalitet.replaceAll("_", " ")}. `, ...facts.flatMap((fact) => (fact ? [finder.jump(fact), " "] : [])));
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
  const links = numbers.flatMap((number, place) => [place ? "; " : "", lag("a", { href: finder.root + finder.data.hjemler[number][1], target: "_blank" }, finder.data.hjemler[number][0])]);
  return lag("span", { class: "belegg" }, " (", ...links, ")");
}
