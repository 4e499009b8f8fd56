// @ts-check
// Two or three offers side by side, and the sheets one takes home. Made when they are shown, never kept.
import { awaits, page, sentence, sign, strength } from "./finn-funn.js";
import { finn, idag, lag, ramse, stor } from "./finn-lag.js";
import { UKJENT, weigh } from "./vurder.js";

/**
 * @typedef {import("./finn.js").FinnerType} Finner
 * @typedef {import("./finn.js").Funn} Funn
 */

const ROWS = [
  ["avgjør", "Hvem avgjør"],
  ["lengde", "Hvor lenge"],
  ["norsk", "Norsk som kreves"],
  ["penger", "Å leve av"],
  ["inn", "Slik kommer man inn"],
  ["papirer", "Papirer"],
];

/** @param {Finner} finder */
function chosen(finder) {
  const picked = finder.chosen.size || finder.state.visning !== "ark" ? finder.chosen : suggested(finder);
  return finder.found.filter(({ motor }) => picked.has(motor.post.id));
}

/** What stands on the sheets until something is chosen: every right and duty, also those that wait for judgement. @param {Finner} finder */
function suggested(finder) {
  const strong = finder.found.filter((item) => (item.svar.utfall === "oppfylt" && item.svar.modalitet !== "kan") || awaits(finder, item));
  return new Set(strong.map(({ motor }) => motor.post.id));
}

/** @param {Finner} finder */
function back(finder) {
  return lag("button", { type: "button", class: "knapp ikke-papir", click: () => finder.go({ visning: "samtale" }) }, "Tilbake til samtalen");
}

/** @param {Finner} finder */
export function visSammenligning(finder) {
  const box = finn("finn-sammenlign");
  box.hidden = finder.state.visning !== "sammenlign";
  if (box.hidden) return box.replaceChildren();
  const items = chosen(finder).slice(0, 3);
  const head = items.map(({ motor: { post } }) => lag("th", { scope: "col" }, sign(post.felt), " ", page(finder, post)));
  const answer = items.map((item) => lag("td", {}, lag("strong", {}, strength(finder, item)), lag("br"), sentence(finder, item)));
  const rows = ROWS.map(([name, title]) => lag("tr", {}, lag("th", { scope: "row" }, title), ...items.map(({ motor: { post } }) => cell(name === "avgjør" ? [ramse(post.avgjør || [])] : post.ark?.[name] || []))));
  box.replaceChildren(
    lag("h2", { tabindex: "-1" }, "Side om side"),
    lag("div", { class: "rulle", tabindex: "0", role: "region", "aria-label": "Sammenligning" },
      lag("table", { class: "sammenlign" }, lag("thead", {}, lag("tr", {}, lag("td", {}), ...head)), lag("tbody", {}, lag("tr", {}, lag("th", { scope: "row" }, "Slik det ser ut nå"), ...answer), ...rows))),
    back(finder),
  );
}

/** @param {string[]} lines */
function cell(lines) {
  const said = lines.filter(Boolean);
  if (!said.length) return lag("td", {}, "Ikke kjent");
  return said.length === 1 ? lag("td", {}, said[0]) : lag("td", {}, lag("ul", {}, ...said.map((line) => lag("li", {}, line))));
}

/** @param {Finner} finder */
export function visArk(finder) {
  const box = finn("finn-arkene");
  box.hidden = finder.state.visning !== "ark";
  if (box.hidden) return box.replaceChildren();
  const sheets = lag("div", { class: "ark__side" });
  const draw = () => sheets.replaceChildren(full(finder), simple(finder));
  draw();
  box.replaceChildren(
    lag("h2", { tabindex: "-1" }, "Ark å ta med"),
    lag("div", { class: "ark__valg ikke-papir" },
      lag("p", {}, "Arkene har ikke plass til navn, og ingenting sendes. Ta dem med fra skriveren."),
      lag("div", { class: "ark__knapper" },
        lag("button", { type: "button", class: "knapp", click: () => print_("samtale") }, "Skriv ut samtalearket"),
        lag("button", { type: "button", class: "knapp", click: () => print_("enkelt") }, "Skriv ut det enkle arket"),
        back(finder)),
      picker(finder, draw)),
    sheets,
  );
}

/**
 * @param {Finner} finder
 * @param {() => void} draw
 */
function picker(finder, draw) {
  const before = suggested(finder);
  const items = finder.found.filter(({ motor, svar }) => svar.utfall !== "ikke_oppfylt" || finder.chosen.has(motor.post.id)).sort((a, b) => a.motor.post.navn.localeCompare(b.motor.post.navn, "nb"));
  const list = items.map(({ motor: { post } }) => {
    const pick = /** @type {HTMLInputElement} */ (lag("input", { type: "checkbox", id: `ark-${post.id}`, change: () => {
      if (!finder.chosen.size) for (const id of before) finder.chosen.add(id);
      finder.choose(post.id);
      draw();
    } }));
    pick.checked = (finder.chosen.size ? finder.chosen : before).has(post.id);
    return lag("li", {}, lag("label", { for: `ark-${post.id}` }, pick, ` ${post.navn}`));
  });
  return lag("details", {}, lag("summary", {}, "Hva skal med på arkene?"), lag("ul", { class: "ark__liste" }, ...list));
}

/** @param {string} which */
function print_(which) {
  document.body.dataset.ark = which;
  addEventListener("afterprint", () => delete document.body.dataset.ark, { once: true });
  print();
}

function today() {
  return new Date(`${idag()}T12:00`).toLocaleDateString("nb-NO", { day: "numeric", month: "long", year: "numeric" });
}

const line = () => lag("span", { class: "strek", "aria-hidden": "true" });

/** @param {Finner} finder */
function full(finder) {
  const items = chosen(finder);
  const papers = [...new Set(items.flatMap(({ motor }) => motor.post.ark?.papirer || []))];
  const unknown = find(finder, items);
  const dates = finder.data.datoer
    .filter(({ når }) => !når || weigh(når, finder.situation) !== -1)
    .map(({ hva, lov }) => lag("tr", {}, lag("th", { scope: "row" }, hva, lov ? lag("span", { class: "belegg" }, ` (${lov})`) : null), lag("td", {})));
  return lag("article", { class: "ark", "data-ark": "samtale", "aria-labelledby": "ark-samtale" },
    lag("h3", { id: "ark-samtale" }, "Samtaleark"),
    lag("p", { class: "ark__dato" }, `${today()} · Mulighetskart`),
    lag("p", { class: "ark__forbehold" }, lag("strong", {}, "Dette er ikke et vedtak."), " Det viser hvordan reglene ser ut fra svarene i samtalen. Den som treffer vedtaket, avgjør."),
    lag("h4", {}, "Det vi snakket om"),
    items.length ? lag("ul", { class: "ark__tilbud" }, ...items.map((item) => offer(finder, item))) : lag("p", {}, "Ingen tilbud er valgt ennå."),
    papers.length ? lag("h4", {}, "Papirer å ta med") : null,
    papers.length ? lag("ul", { class: "ark__papirer" }, ...papers.map((paper) => lag("li", {}, lag("span", { class: "rute", "aria-hidden": "true" }), paper))) : null,
    unknown.length ? lag("h4", {}, "Dette må vi finne ut") : null,
    unknown.length ? lag("ul", { class: "ark__papirer" }, ...unknown) : null,
    lag("h4", {}, "Egne datoer"),
    lag("p", {}, "Fyll inn for hånd, fra vedtak og planer."),
    lag("table", { class: "ark__datoer" }, lag("tbody", {}, ...dates)),
  );
}

/**
 * @param {Finner} finder
 * @param {Funn} item
 */
function offer(finder, item) {
  const { post } = item.motor;
  return lag("li", {},
    lag("strong", {}, post.navn), ` – ${strength(finder, item)}. `, sentence(finder, item), lag("br"),
    lag("span", { class: "ark__kontakt" }, "Kontakt: ", (post.ark?.kontakt || ["Spør veilederen."]).join(" "), " ", line()), lag("br"),
    lag("span", { class: "ark__adresse" }, new URL(finder.root + post.sti, location.href).href));
}

/**
 * What was answered «vet ikke» and bears on what is chosen, and what that still depends on, with where it is found.
 * @param {Finner} finder
 * @param {Funn[]} items
 */
function find(finder, items) {
  const bearing = new Set(items.flatMap(({ motor }) => motor.questions.map((question) => question.fact)));
  const asked = Object.keys(finder.state.svar).filter((name) => finder.state.svar[name] === UKJENT && (!items.length || bearing.has(name)));
  const names = new Set([...asked, ...items.filter(({ svar }) => svar.utfall === "uavklart").flatMap(({ spør }) => spør)]);
  return [...names].map((name) => {
    const fact = finder.facts.get(name);
    return lag("li", {}, lag("span", { class: "rute", "aria-hidden": "true" }), fact?.spørsmål || name, fact?.finnes ? ` Det står her: ${fact.finnes}.` : "");
  });
}

/** @type {Record<string, string>} */
const SIMPLE = {
  rett_og_plikt: "Kanskje rett. Da må du også være med.",
  rett: "Kanskje rett.",
  plikt: "Kanskje må du være med.",
  kan: "Kanskje mulig.",
};

/**
 * The sheet for one who reads at A1–A2: a picture, a short sentence, and room for the interpreter's words.
 * @param {Finner} finder
 */
function simple(finder) {
  const items = chosen(finder).map((item) => {
    const { post } = item.motor;
    const who = post.avgjør?.length ? `${stor(ramse(post.avgjør))} bestemmer.` : "";
    const says = item.svar.utfall === "oppfylt" ? SIMPLE[item.svar.modalitet || "kan"] : item.svar.utfall === "uavklart" ? "Vi vet ikke ennå." : "Ikke nå.";
    return lag("li", {},
      picture(post.felt),
      lag("div", {}, lag("p", { class: "enkelt__navn" }, post.navn), lag("p", {}, post.enkelt || ""), lag("p", {}, `${says} ${who}`),
        lag("p", { class: "enkelt__fyll" }, "På mitt språk: ", line()), lag("p", { class: "enkelt__fyll" }, "Hvem: ", line(), " Når: ", line())));
  });
  return lag("article", { class: "ark ark--enkelt", "data-ark": "enkelt", "aria-labelledby": "ark-enkelt" },
    lag("h3", { id: "ark-enkelt" }, "Dette snakket vi om"),
    lag("p", { class: "ark__dato" }, today()),
    lag("p", {}, "Dette er ikke et vedtak. Andre bestemmer."),
    items.length ? lag("ul", { class: "enkelt" }, ...items) : lag("p", {}, "Ingen tilbud er valgt ennå."));
}

/** @param {string} field */
function picture(field) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "bilde");
  svg.setAttribute("viewBox", "0 0 48 48");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#bilde-${field}`);
  svg.append(use);
  return svg;
}
