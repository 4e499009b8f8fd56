// @ts-check
// Part of `mulighetskart vis` only, never of the built site: loads the page again when a new site stands,
// and shows what is wrong when the newest sources cannot be built. Nothing is stored.

const EVENTS = "/__vis/hendelser";

/** The edition of the site this page was answered from. */
const edition = new URL(import.meta.url).searchParams.get("utgave") || "";

/** @type {EventSource | null} */
let source = null;

/** The build whose faults are shown, and the one whose faults the reader has closed. */
let shown = "";
let closed = "";

const list = element("ol", { class: "vis-feil__liste", role: "list", tabindex: "0", "aria-label": "Feil" });
const close = element("button", { class: "vis-feil__lukk", type: "button", autofocus: "" }, "Lukk");
const dialog = /** @type {HTMLDialogElement} */ (
  element("dialog", { class: "vis-feil", role: "alertdialog", "aria-labelledby": "vis-feil-tittel", "aria-describedby": "vis-feil-om" })
);
dialog.append(
  element("h2", { class: "vis-feil__tittel", id: "vis-feil-tittel" }, "Siden er ikke oppdatert"),
  element("p", { class: "vis-feil__om", id: "vis-feil-om" }, "Dette må rettes først. Boksen forsvinner når feilen er rettet og lagret."),
  list,
  close,
);

close.addEventListener("click", () => dialog.close());
dialog.addEventListener("close", () => (closed = shown));
document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
addEventListener("pagehide", disconnect);
addEventListener("pageshow", connect);
connect();

/** Listens while the page is seen: a browser has few connections to one server, and hidden tabs would use them up. */
function connect() {
  if (source || document.hidden) return;
  source = new EventSource(`${EVENTS}?${new URLSearchParams({ utgave: edition, side: location.pathname })}`);
  source.addEventListener("ny", renew);
  source.addEventListener("feil", (event) => show(event.lastEventId, JSON.parse(event.data)));
  source.addEventListener("vel", hide);
}

function disconnect() {
  source?.close();
  source = null;
}

/** The browser itself keeps the place on the page. */
function renew() {
  disconnect();
  location.reload();
}

/**
 * Shows the faults over the page, unless the reader has closed these very ones.
 * @param {string} build
 * @param {string[]} faults each as the terminal shows it
 */
function show(build, faults) {
  if (build === closed) return;
  shown = build;
  list.replaceChildren(...faults.map(row));
  if (!dialog.isConnected) document.body.append(dialog);
  if (!dialog.open) dialog.showModal();
}

/** The faults are mended, and this page is no other than it was. */
function hide() {
  dialog.close();
  dialog.remove();
}

/**
 * A fault as the terminal shows it, with a way to the page that explains its code.
 * @param {string} fault
 */
function row(fault) {
  const item = element("li", {});
  item.append(element("pre", { class: "vis-feil__tekst" }, fault));
  const code = /(?:feil|advarsel)\[([a-z0-9-]+)\]/.exec(fault)?.[1];
  if (code) item.append(element("a", { class: "vis-feil__mer", href: `/redaktor/feil/${code}/`, target: "_blank" }, "Les mer om denne feilen"));
  return item;
}

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {string} [text]
 */
function element(name, attributes, text = "") {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}
