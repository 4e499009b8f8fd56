// @ts-check
/** Follows a journey one step at a time, in the drawing and in the story; without this both stand in full. */

const list = [...document.querySelectorAll("ol.steg > li")].map((row) => /** @type {HTMLElement} */ (row));
const panel = /** @type {HTMLElement | null} */ (document.querySelector(".gang"));
const drawing = /** @type {SVGSVGElement | null} */ (document.querySelector("svg.tidslinje"));
const SVG = "http://www.w3.org/2000/svg";
let at = -1;

/** @param {string} name @param {string} [kind] @param {(Node | string)[]} parts */
function made(name, kind = "", ...parts) {
  const element = document.createElement(name);
  if (kind) element.className = kind;
  element.append(...parts);
  return element;
}

/** A copy of a piece of the story, without what may stand once only. @param {Element} piece */
function copied(piece) {
  const copy = /** @type {HTMLElement} */ (piece.cloneNode(true));
  for (const element of [copy, ...copy.querySelectorAll("*")]) {
    for (const name of ["id", "data-node", "data-fra", "data-til", "data-bane", "data-navn"]) element.removeAttribute(name);
  }
  return copy;
}

/** The application that comes next, this month's among them. @param {number} month */
function nextApplication(month) {
  const sent = [...document.querySelectorAll(".steg__søknad")].map((row) => /** @type {HTMLElement} */ (row));
  const later = sent.filter((row) => Number(row.dataset.fra) >= month);
  later.sort((one, other) => Number(one.dataset.fra) - Number(other.dataset.fra));
  return later[0];
}

/** What the panel says of a step. @param {HTMLElement} row */
function told(row) {
  const left = made("div", "gang__hva");
  const right = made("div", "gang__ved");
  const [time = "", lane = ""] = [".steg__når", ".steg__bane"].map((name) => row.querySelector(name)?.textContent);
  const head = made("p", "gang__tid", `Steg ${list.indexOf(row) + 1} av ${list.length} · ${time} · ${lane}`);
  const name = row.querySelector("h3")?.textContent ?? "";
  left.append(made("p", "gang__navn", name));
  for (const piece of row.querySelectorAll("[data-gang]")) {
    (piece.getAttribute("data-gang") === "ved" ? right : left).append(copied(piece));
  }
  const next = nextApplication(Number(row.dataset.fra));
  if (next) right.append(made("p", "", made("strong", "", "Neste søknad: "), ...copied(next).childNodes));
  const more = made("a", "", "Les hele steget");
  more.setAttribute("href", `#${row.id}`);
  left.append(made("p", "gang__mer", more));
  return [head, left, right];
}

/** The line that stands where one has come, and the time that has gone. @param {HTMLElement} row */
function drawNow(row) {
  const group = /** @type {SVGGElement | null} */ (drawing?.querySelector(".nå"));
  if (!group) return;
  const { start = "0", skala = "0", bunn = "0" } = group.dataset;
  const x = Number(start) + Number(row.dataset.fra) * Number(skala);
  const gone = document.createElementNS(SVG, "rect");
  const line = document.createElementNS(SVG, "line");
  gone.setAttribute("class", "nå__gått");
  line.setAttribute("class", "nå__linje");
  for (const [name, value] of [["x", start], ["y", "0"], ["width", x - Number(start)], ["height", bunn]]) {
    gone.setAttribute(String(name), String(value));
  }
  for (const [name, value] of [["x1", x], ["x2", x], ["y1", 0], ["y2", bunn]]) line.setAttribute(String(name), String(value));
  group.replaceChildren(gone, line);
}

/** Marks a step where it is drawn, and what belongs to it more quietly. @param {HTMLElement} row */
function mark(row) {
  for (const old of document.querySelectorAll(".er-nå, .er-med")) old.classList.remove("er-nå", "er-med");
  for (const other of list) other.removeAttribute("aria-current");
  row.setAttribute("aria-current", "step");
  const own = [row, ...row.querySelectorAll("[data-node]")];
  for (const piece of own) {
    const drawn = drawing?.querySelector(`[data-node="${piece.getAttribute("data-node")}"]`);
    drawn?.classList.add(piece === row ? "er-nå" : "er-med");
  }
  drawNow(row);
  return drawing?.querySelector(".er-nå");
}

/** Brings a step in the drawing into view, within its frame and above the panel. @param {Element} drawn */
function show(drawn) {
  const frame = /** @type {HTMLElement} */ (drawn.closest(".diagram__rulle"));
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  const place = drawn.getBoundingClientRect();
  const around = frame.getBoundingClientRect();
  if (place.left < around.left + 16 || place.left > around.right - 240) {
    frame.scrollTo({ left: frame.scrollLeft + place.left - around.left - 96, behavior });
  }
  if (!panel || getComputedStyle(panel).position !== "sticky") return;
  // The calendar stays at the top as long as the step is seen below it.
  const floor = innerHeight - panel.offsetHeight - 16;
  const fits = place.bottom - around.top + 8 <= floor;
  const down = fits ? around.top - 8 : place.bottom > floor || place.top < 8 ? place.bottom - floor : 0;
  if (Math.abs(down) > 1) scrollBy({ top: down, behavior });
}

/** Goes to a step. @param {number} number @param {boolean} [follow] whether the page moves along */
function go(number, follow = true) {
  const row = list[number];
  if (!row || !panel) return;
  at = number;
  panel.classList.add("gang--i-gang");
  const drawn = mark(row);
  /** @type {HTMLElement} */ (panel.querySelector(".gang__nå")).replaceChildren(...told(row));
  for (const button of panel.querySelectorAll("button")) {
    const there = list[at + Number(button.dataset.retning)];
    button.setAttribute("aria-disabled", String(!there));
  }
  if (drawn && follow) show(drawn);
}

/** A step forwards or backwards; the address follows, so that it can be shared and reloaded. @param {number} way */
function step(way) {
  if (!list[at + way]) return;
  go(at + way);
  history.replaceState(null, "", `#${list[at]?.id}`);
}

/** The step an address leads to, or one that holds what it leads to. @param {string} address */
function found(address) {
  const id = decodeURIComponent(address.slice(1));
  const place = id ? document.getElementById(id) : null;
  return place ? list.findIndex((row) => row.contains(place)) : -1;
}

/** What stands folded is opened when an address leads to it. */
function unfold() {
  const place = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  if (place instanceof HTMLDetailsElement) place.open = true;
}

/** A place in the drawing is a step in the panel; what stands in no step is gone to as any link. @param {Event} event */
function pressed(event) {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  const address = link?.getAttribute("href") ?? "";
  const number = found(address.slice(address.indexOf("#")));
  if (!link || number < 0 || link.querySelector(".strek--sidevei") || !panel || getComputedStyle(panel).position !== "sticky") return;
  event.preventDefault();
  go(number);
  history.pushState(null, "", address.slice(address.indexOf("#")));
}

const address = document.querySelector(".papir__adresse");
if (address && location.protocol !== "file:") {
  const today = new Intl.DateTimeFormat("nb", { dateStyle: "long" }).format(new Date());
  address.textContent = `${location.origin}${location.pathname}, skrevet ut ${today}`;
}

if (panel && list.length) {
  panel.hidden = false;
  for (const button of panel.querySelectorAll("button")) {
    button.addEventListener("click", () => step(Number(button.dataset.retning)));
    button.setAttribute("aria-disabled", String(button.dataset.retning === "-1"));
  }
  drawing?.addEventListener("click", pressed);
  addEventListener("keydown", (event) => {
    const free = document.activeElement === document.body || panel.contains(document.activeElement);
    if (!free || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === "ArrowRight") step(1);
    else if (event.key === "ArrowLeft") step(-1);
    else return;
    event.preventDefault();
  });
  addEventListener("popstate", () => {
    unfold();
    go(found(location.hash), false);
  });
  unfold();
  go(found(location.hash), false);
}
