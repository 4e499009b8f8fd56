// @ts-check
// The finder: questions and answers, in this tab's memory only. Nothing is stored, and nothing is sent.
import { visArk, visSammenligning } from "./finn-ark.js";
import { visFunn } from "./finn-funn.js";
import { skrivUtfall } from "./finn-grupper.js";
import { finn, idag, lag, ramse, stor, tall } from "./finn-lag.js";
import { spør } from "./vurder-grunner.js";
import { brutt, følger } from "./vurder-samsvar.js";
import { kjent, motorer, svar, UKJENT, weigh } from "./vurder.js";

/**
 * @typedef {import("./vurder.js").Data} Data
 * @typedef {import("./vurder.js").Faktum} Faktum
 * @typedef {import("./vurder.js").Motor} Motor
 * @typedef {import("./vurder.js").Post} Post
 * @typedef {import("./vurder.js").Svar} Svar
 * @typedef {{svar: import("./vurder.js").Situasjon, hoppet: string[], nå: string | null, flere: boolean,
 *   visning: "samtale" | "sammenlign" | "ark"}} Tilstand
 *   the answers, what was skipped, the question chosen by hand, whether more than the seven are asked, and what is shown
 * @typedef {{motor: Motor, svar: Svar, spør: string[]}} Funn  an answer, and the facts to ask about to settle it
 */

const MARK = "#svar=";

/**
 * «tre tilbud og én ytelse».
 * @param {Funn[]} found
 */
function antall(found) {
  const offers = found.filter(({ motor }) => motor.post.slag === "tilbud").length;
  const benefits = found.length - offers;
  const parts = [offers && `${tall(offers)} tilbud`, benefits && (benefits === 1 ? "én ytelse" : `${tall(benefits)} ytelser`)];
  return ramse(parts.filter((part) => typeof part === "string"));
}

class Finner {
  /**
   * @param {Data} data
   * @param {HTMLElement} box
   */
  constructor(data, box) {
    this.data = data;
    this.box = box;
    this.root = box.dataset.rot || "../";
    this.facts = new Map(data.fakta.map((fact) => [fact.id, fact]));
    this.core = data.fakta.filter((fact) => fact.kjerne).sort((a, b) => (a.kjerne || 0) - (b.kjerne || 0));
    this.motors = motorer(data, idag());
    /** @type {Set<string>} */
    this.chosen = new Set();
    /** The cards that stand there, with what they say. @type {Map<string, {says: string, element: HTMLElement}>} */
    this.cards = new Map();
    /** The sections, groups and lists the cards stand in. @type {Map<string, HTMLElement>} */
    this.standing = new Map();
    /** Each step of this conversation; the browser's history keeps only its number. @type {Tilstand[]} */
    this.steps = [];
    this.at = 0;
    /** @type {Tilstand} */
    this.state = { svar: {}, hoppet: [], nå: null, flere: false, visning: "samtale" };
    /** @type {Funn[]} */
    this.found = [];
    /** @type {import("./vurder.js").Situasjon} */
    this.situation = {};
  }

  start() {
    this.buttons();
    this.arrive();
    addEventListener("hashchange", () => location.hash.startsWith(MARK) && this.arrive());
    addEventListener("popstate", (event) => this.back(event.state?.steg));
    this.box.hidden = false;
  }

  /** Takes the answers of a copied link out of the address, or starts with none. */
  arrive() {
    const given = location.hash.startsWith(MARK) ? this.read(location.hash.slice(MARK.length)) : {};
    this.steps = [{ svar: given, hoppet: [], nå: null, flere: false, visning: "samtale" }];
    this.at = 0;
    history.replaceState({ steg: 0 }, "", location.pathname + location.search);
    this.show(this.steps[0], [], false);
  }

  /** @param {unknown} step */
  back(step) {
    const known = typeof step === "number" ? this.steps[step] : undefined;
    this.at = known ? Number(step) : 0;
    this.show(known || this.steps[0], [], true);
  }

  /**
   * One step on: shows it, and lets the browser's back lead here.
   * @param {Partial<Tilstand>} change
   */
  go(change) {
    const before = this.found;
    const next = { ...this.state, ...change };
    this.steps = [...this.steps.slice(0, this.at + 1), next];
    this.at += 1;
    history.pushState({ steg: this.at }, "", location.pathname + location.search);
    this.show(next, before, true);
  }

  /**
   * @param {string} fact
   * @param {string} answer
   */
  answer(fact, answer) {
    this.go({ svar: { ...this.state.svar, [fact]: answer }, hoppet: this.state.hoppet.filter((name) => name !== fact), nå: null });
  }

  /** @param {string} fact */
  forget(fact) {
    const rest = Object.fromEntries(Object.entries(this.state.svar).filter(([name]) => name !== fact));
    this.go({ svar: rest, nå: fact });
  }

  /** @param {string} fact */
  skip(fact) {
    this.go({ hoppet: [...this.state.hoppet.filter((name) => name !== fact), fact], nå: null });
  }

  clear() {
    this.chosen.clear();
    this.cards.clear();
    this.standing.clear();
    this.steps = [{ svar: {}, hoppet: [], nå: null, flere: false, visning: "samtale" }];
    this.at = 0;
    history.replaceState({ steg: 0 }, "", location.pathname + location.search);
    this.show(this.steps[0], [], true);
    this.say("Alle svar er tømt. " + this.heading());
  }

  /**
   * @param {Tilstand} state
   * @param {Funn[]} before what was found before the answer, or nothing
   * @param {boolean} move whether focus goes to what is new
   */
  show(state, before, move) {
    this.state = state;
    /** What follows from the answers, without being asked. */
    this.follows = følger(state.svar, this.facts, this.data.samsvar);
    this.situation = { ...state.svar, ...this.follows };
    const { situation } = this;
    this.found = this.motors.map((motor) => {
      const given = svar(motor, situation);
      return { motor, svar: given, spør: spør(motor, situation, given) };
    });
    const talking = state.visning === "samtale";
    finn("finn-samtale").hidden = !talking;
    finn("finn-lenkeboks").hidden = true;
    this.counts = this.telling();
    this.changed(before);
    this.question();
    this.others();
    this.given();
    this.results();
    visSammenligning(this);
    visArk(this);
    this.basket();
    const heading = talking ? "#finn-spørsmål h2" : state.visning === "ark" ? "#finn-arkene h2" : "#finn-sammenlign h2";
    if (move) /** @type {HTMLElement | null} */ (this.box.querySelector(heading))?.focus();
  }

  /** The offers and benefits each question would move. */
  telling() {
    /** @type {Map<string, Funn[]>} */
    const counts = new Map();
    for (const item of this.found) {
      const names = new Set([...item.spør, ...item.svar.kan_bli.flatMap((open) => open.mangler)]);
      for (const name of names) if (this.askable(name)) counts.set(name, [...(counts.get(name) || []), item]);
    }
    return counts;
  }

  /** Whether a question makes sense of this person, and someone could know the answer. @param {string} name */
  askable(name) {
    const fact = this.facts.get(name);
    return Boolean(fact && !fact.spørresIkke && (!fact.når || weigh(fact.når, this.situation) === 1));
  }

  /** Questions not yet answered that would move something, those that move most first. */
  open() {
    const asked = [...(this.counts || new Map())].filter(([name]) => !(name in this.state.svar));
    return asked.sort((a, b) => b[1].length - a[1].length || a[0].localeCompare(b[0])).map(([name]) => /** @type {Faktum} */ (this.facts.get(name)));
  }

  /** @returns {Faktum | undefined} */
  current() {
    if (this.state.nå) return this.facts.get(this.state.nå);
    const { svar: given, hoppet, flere } = this.state;
    return (
      this.core.find((fact) => this.counts?.has(fact.id) && !(fact.id in given) && !hoppet.includes(fact.id)) ||
      (flere ? this.open().find((fact) => !hoppet.includes(fact.id)) : undefined)
    );
  }

  heading() {
    return this.current()?.spørsmål || this.left().title;
  }

  question() {
    const fact = this.current();
    finn("finn-spørsmål").replaceChildren(...(fact ? this.card(fact) : this.noMore()));
  }

  /** What there is to say when no question is up: more could be asked, something could be found out, or nothing is left. */
  left() {
    const rest = this.open().filter((fact) => !this.state.hoppet.includes(fact.id));
    if (rest.length && !this.state.flere) return { title: "De første spørsmålene er besvart", rest, unknown: [] };
    const unknown = Object.keys(this.state.svar).filter((name) => this.state.svar[name] === UKJENT && this.counts?.has(name));
    const title = unknown.length ? "Noe må dere finne ut" : "Ingen flere spørsmål ville flyttet noe";
    return { title, rest: [], unknown: unknown.map((name) => /** @type {Faktum} */ (this.facts.get(name))) };
  }

  noMore() {
    const { title, rest, unknown } = this.left();
    const count = `${rest.length === 1 ? "Ett spørsmål til" : `${rest.length} spørsmål til`} ville flyttet noe.`;
    const parts = [
      lag("h2", { tabindex: "-1" }, title),
      rest.length ? lag("p", {}, `Se mulighetene, eller still flere spørsmål. ${count}`) : null,
      rest.length ? lag("button", { type: "button", class: "valg valg--svar", click: () => this.go({ flere: true }) }, "Still flere spørsmål") : null,
      unknown.length ? lag("p", {}, "Dette svarte dere «vet ikke» på, og det ville flyttet noe:") : null,
      unknown.length ? lag("ul", {}, ...unknown.map((fact) => lag("li", {}, this.jump(fact), fact.finnes ? ` Det står her: ${fact.finnes}.` : ""))) : null,
      rest.length || unknown.length ? null : lag("p", {}, "Resten avhenger av vurderinger som andre gjør."),
      this.state.hoppet.length ? lag("button", { type: "button", class: "knapp knapp--stille", click: () => this.go({ hoppet: [], nå: null }) }, "Vis det vi hoppet over") : null,
    ];
    return parts.filter((item) => item !== null);
  }

  /** A question as a button that asks it. @param {Faktum} fact */
  jump(fact) {
    return lag("button", { type: "button", class: "lenkeknapp", click: () => this.go({ nå: fact.id, visning: "samtale" }) }, fact.spørsmål);
  }

  /** @param {Faktum} fact */
  card(fact) {
    const moves = this.counts?.get(fact.id) || [];
    const over = fact.kjerne ? `Spørsmål ${fact.kjerne} av ${this.core[this.core.length - 1].kjerne}` : "Tilleggsspørsmål";
    const would = moves.length ? `Dette ville avklart eller flyttet ${antall(moves)}.` : "";
    const now = this.state.svar[fact.id];
    return [
      lag("p", { class: "finn__over" }, over, would && ` · ${would}`),
      lag("h2", { tabindex: "-1", id: "finn-spør" }, fact.spørsmål),
      fact.hjelp ? lag("p", { class: "finn__hjelp" }, fact.hjelp) : null,
      fact.type === "tall" ? this.number(fact) : this.choices(fact),
      lag("div", { class: "finn__utenom" },
        lag("button", { type: "button", class: "valg valg--vetikke", "aria-pressed": String(now === UKJENT), click: () => this.answer(fact.id, UKJENT) },
          "Vet ikke", fact.finnes ? lag("span", { class: "valg__hjelp" }, `Det står her: ${fact.finnes}`) : null),
        now === undefined
          ? lag("button", { type: "button", class: "knapp knapp--stille", click: () => this.skip(fact.id) }, "Hopp over")
          : lag("button", { type: "button", class: "knapp knapp--stille", click: () => this.forget(fact.id) }, "Fjern svaret")),
    ].filter((item) => item !== null);
  }

  /** @param {Faktum} fact */
  choices(fact) {
    const values = fact.type === "ja_nei" ? [{ id: "ja", navn: "Ja" }, { id: "nei", navn: "Nei" }] : fact.verdier || [];
    const now = this.state.svar[fact.id];
    const buttons = values.map((value) =>
      lag("li", {}, lag("button", { type: "button", class: "valg", "aria-pressed": String(now === value.id), click: () => this.answer(fact.id, value.id) },
        stor(value.navn), "hjelp" in value && value.hjelp ? lag("span", { class: "valg__hjelp" }, value.hjelp) : null)));
    return lag("ul", { class: values.length > 6 ? "finn__valg finn__valg--mange" : "finn__valg", "aria-labelledby": "finn-spør" }, ...buttons);
  }

  /** @param {Faktum} fact */
  number(fact) {
    const now = this.state.svar[fact.id];
    const field = /** @type {HTMLInputElement} */ (lag("input", {
      type: "number", id: "finn-tall", inputmode: "decimal", step: "any", autocomplete: "off", required: true,
      min: String(fact.minst ?? 0), max: String(fact.størst ?? 1000), value: now && now !== UKJENT ? now : "",
    }));
    const fault = lag("p", { class: "finn__feil", id: "finn-feil", role: "alert" });
    const send = (/** @type {Event} */ event) => {
      event.preventDefault();
      if (field.value && field.validity.valid) return this.answer(fact.id, String(Number(field.value)));
      fault.textContent = `Skriv et tall fra ${field.min} til ${field.max}.`;
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", "finn-feil");
      field.focus();
    };
    return lag("form", { class: "finn__tall", novalidate: true, submit: send },
      lag("label", { for: "finn-tall" }, stor(fact.enhet || "tall")), field,
      lag("button", { type: "submit", class: "valg valg--svar" }, "Svar"), fault);
  }

  /** What the last answer changed. @param {Funn[]} before */
  changed(before) {
    const was = new Map(before.map(({ svar: given }) => [given.tilbud, given]));
    const moved = this.found.filter(({ svar: given }) => {
      const old = was.get(given.tilbud);
      return old && (old.utfall !== given.utfall || old.modalitet !== given.modalitet);
    });
    const box = finn("finn-endret");
    box.replaceChildren();
    const placed = this.found.filter((item) => this.placed(item)).length;
    const total = `${placed} av ${this.found.length} tilbud og ytelser er plassert.`;
    if (!before.length || this.state.visning !== "samtale") return;
    const told = moved.length ? `Svaret flyttet ${antall(moved)}.` : "Svaret flyttet ingen tilbud ennå.";
    this.say(`${told} ${total} ${this.heading()}`);
    if (!moved.length) return;
    const lines = moved.map((item) => lag("li", {}, `${item.motor.post.navn}: `, lag("strong", {}, kort(item))));
    box.append(
      lag("p", {}, told),
      lag("ul", {}, ...lines.slice(0, 4)),
      lines.length > 4 ? lag("details", {}, lag("summary", {}, `${tall(lines.length - 4)} til`.replace(/^./, (letter) => letter.toUpperCase())), lag("ul", {}, ...lines.slice(4))) : "",
    );
  }

  /** Whether only judgement, or nothing, is left. @param {Funn} item */
  placed({ svar: given, spør: asked }) {
    return given.utfall !== "uavklart" || !asked.length;
  }

  others() {
    const now = this.current()?.id;
    const rest = this.open().filter((fact) => fact.id !== now);
    const items = rest.map((fact) => lag("li", {}, this.jump(fact), ` ${antall(this.counts?.get(fact.id) || [])}`));
    finn("finn-andre").replaceChildren(...(items.length
      ? [lag("details", {}, lag("summary", {}, `Andre spørsmål som ville flyttet noe (${items.length})`), lag("ul", { class: "finn__andre" }, ...items))] : []));
  }

  given() {
    const rows = Object.entries(this.state.svar).map(([name, value]) => {
      const fact = /** @type {Faktum} */ (this.facts.get(name));
      return lag("li", {}, lag("span", {}, `${stor(fact.navn)}: `, lag("strong", {}, svarord(fact, value))), " ",
        lag("button", { type: "button", class: "lenkeknapp", click: () => this.go({ nå: name, visning: "samtale" }) }, "Endre", lag("span", { class: "skjult" }, ` ${fact.navn}`)));
    });
    const follows = Object.entries(this.follows || {}).filter(([, value]) => kjent(value)).map(([name, value]) => {
      const fact = /** @type {Faktum} */ (this.facts.get(name));
      return lag("li", {}, `${stor(fact.navn)}: ${svarord(fact, value)}`);
    });
    finn("finn-svart").replaceChildren(
      ...this.clashes(),
      ...(rows.length ? [lag("details", { open: matchMedia("(min-width: 62rem)").matches }, lag("summary", {}, `Svarene så langt (${rows.length})`), lag("ul", { class: "finn__svart" }, ...rows))] : []),
      ...(follows.length ? [lag("details", {}, lag("summary", {}, `Følger av svarene (${follows.length})`), lag("ul", {}, ...follows))] : []),
    );
  }

  /** Said kindly when two answers cannot both be true; nothing is refused. */
  clashes() {
    const reasons = brutt(this.state.svar, this.data.samsvar).map((item) => lag("li", {}, item.hvorfor));
    return reasons.length ? [lag("div", { class: "merknad", role: "note" }, lag("p", {}, "Noen av svarene går ikke sammen:"), lag("ul", {}, ...reasons))] : [];
  }

  results() {
    const offers = this.found.filter(({ motor }) => motor.post.slag === "tilbud");
    const benefits = this.found.filter(({ motor }) => motor.post.slag === "ytelse");
    const placed = (/** @type {Funn[]} */ list) => `${list.filter((item) => this.placed(item)).length} av ${list.length}`;
    finn("finn-telling").textContent = `${placed(offers)} tilbud og ${placed(benefits)} ytelser er plassert. Resten venter på svar.`;
    const groups = visFunn(this, finn("finn-grupper"));
    const ids = this.data.poster.filter((post) => post.slag === "tilbud").map((post) => post.id);
    const link = /** @type {HTMLAnchorElement} */ (finn("finn-kart"));
    link.href = `${this.root}kart/${skrivUtfall(ids, groups, this.box.dataset.flate === "sammen")}`;
  }

  /** @param {string} id */
  choose(id) {
    if (!this.chosen.delete(id)) this.chosen.add(id);
    this.basket();
  }

  basket() {
    const names = this.found.filter(({ motor }) => this.chosen.has(motor.post.id)).map(({ motor }) => motor.post.navn);
    const box = finn("finn-kurv");
    box.hidden = !names.length || this.state.visning !== "samtale";
    const few = names.length === 2 || names.length === 3;
    box.replaceChildren(
      lag("p", {}, `Valgt: ${ramse(names)}`),
      lag("button", { type: "button", class: "knapp", disabled: !few, click: () => this.go({ visning: "sammenlign" }) }, few ? "Sammenlign" : "Sammenlign (velg to eller tre)"),
      lag("button", { type: "button", class: "knapp", click: () => this.go({ visning: "ark" }) }, "Samtaleark"),
      lag("button", { type: "button", class: "knapp knapp--stille", click: () => { this.chosen.clear(); this.results(); this.basket(); finn("finn-tittel").focus(); } }, "Fjern valgene"),
    );
  }

  buttons() {
    for (const button of this.box.querySelectorAll("[data-flate]")) {
      button.addEventListener("click", () => this.face(/** @type {HTMLElement} */ (button).dataset.flate || ""));
    }
    finn("finn-tøm").addEventListener("click", () => this.clear());
    finn("finn-ark").addEventListener("click", () => this.go({ visning: "ark" }));
    finn("finn-lenke").addEventListener("click", () => this.link());
    this.face("forberede");
  }

  /** @param {string} name */
  face(name) {
    this.box.dataset.flate = name;
    for (const button of this.box.querySelectorAll("[data-flate]")) {
      button.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (button).dataset.flate === name));
    }
    if (this.found.length) this.results();
  }

  /** The address with the answers in its fragment, which no server ever sees. */
  address() {
    const parts = Object.entries(this.state.svar).map(([name, value]) => `${encodeURIComponent(name)}:${encodeURIComponent(value)}`);
    return `${location.origin}${location.pathname}${MARK}${parts.join(",")}`;
  }

  /**
   * @param {string} text
   * @returns {import("./vurder.js").Situasjon}
   */
  read(text) {
    /** @type {import("./vurder.js").Situasjon} */
    const found = {};
    for (const pair of text.split(",")) {
      const [name, value] = pair.split(":").map(decoded);
      const fact = this.facts.get(name);
      if (fact && value !== undefined && fits(fact, value)) found[name] = value;
    }
    return found;
  }

  link() {
    const box = finn("finn-lenkeboks");
    const names = Object.keys(this.state.svar).map((name) => /** @type {Faktum} */ (this.facts.get(name)).navn);
    if (!names.length) {
      box.replaceChildren(lag("p", { tabindex: "-1" }, "Det er ingen svar å kopiere ennå."));
    } else {
      const field = /** @type {HTMLInputElement} */ (lag("input", { type: "text", readonly: true, id: "finn-adresse", value: this.address() }));
      const done = lag("p", { role: "status" });
      const copy = async () => {
        field.select();
        try {
          await navigator.clipboard.writeText(field.value);
          done.textContent = "Lenken er kopiert.";
        } catch {
          done.textContent = "Nettleseren slapp oss ikke til. Lenken er merket, så du kan kopiere den selv.";
        }
      };
      box.replaceChildren(
        lag("p", { tabindex: "-1" }, `Den som får lenken, ser svarene: ${ramse(names)}. Del den bare med noen som skal vite dette.`),
        lag("label", { for: "finn-adresse" }, "Lenken"), field,
        lag("button", { type: "button", class: "knapp", click: copy }, "Kopier"), done,
      );
    }
    box.hidden = false;
    box.querySelector("p")?.focus();
  }

  /** @param {string} text */
  say(text) {
    finn("finn-status").textContent = text;
  }
}

/**
 * An answer in a few words.
 * @param {Funn} item
 */
function kort({ svar: given, spør: asked }) {
  if (given.utfall === "ikke_oppfylt") return "ikke nå";
  if (given.utfall === "uavklart") return asked.length ? "uavklart" : "avhenger av en vurdering";
  return { rett_og_plikt: "rett og plikt", rett: "rett", plikt: "plikt", kan: "kan tilbys etter vurdering" }[given.modalitet || "kan"] || "";
}

/**
 * @param {Faktum} fact
 * @param {string} value
 */
function svarord(fact, value) {
  if (value === UKJENT) return "vet ikke";
  if (fact.type === "tall") return `${value} ${(value === "1" && fact.en) || fact.enhet}`;
  if (fact.type === "ja_nei") return value;
  return fact.verdier?.find((choice) => choice.id === value)?.navn || value;
}

/** @param {string} part */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}

/**
 * @param {Faktum} fact
 * @param {string} value
 */
function fits(fact, value) {
  if (value === UKJENT) return true;
  if (fact.type === "ja_nei") return value === "ja" || value === "nei";
  if (fact.type === "valg") return Boolean(fact.verdier?.some((choice) => choice.id === value));
  const number = Number(value);
  return /^\d{1,9}(\.\d{1,9})?$/.test(value) && number >= (fact.minst ?? 0) && number <= (fact.størst ?? 1e9);
}

/** @typedef {Finner} FinnerType */
const box = document.getElementById("finn");
if (box) {
  fetch(`${box.dataset.rot}data/finn.json`)
    .then((answer) => answer.json())
    .then((data) => new Finner(data, box).start());
}
