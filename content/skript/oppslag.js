// @ts-check
/** Finds a country in the list as one types; nothing is kept or sent, and without this the whole list stands. */

import { fold } from "./sok.js";

for (const box of document.querySelectorAll("[data-oppslag]")) {
  const field = /** @type {HTMLElement} */ (box.querySelector(".oppslag__felt"));
  const input = /** @type {HTMLInputElement} */ (box.querySelector("input"));
  const told = /** @type {HTMLElement} */ (box.querySelector("[role=status]"));
  const rows = [...box.querySelectorAll("tbody tr")].map((row) => ({
    row: /** @type {HTMLElement} */ (row),
    name: fold(row.querySelector("th")?.textContent ?? ""),
  }));
  field.hidden = false;
  input.addEventListener("input", () => {
    const wanted = fold(input.value.trim());
    const shown = rows.filter(({ row, name }) => !(row.hidden = !name.includes(wanted)));
    told.textContent = wanted ? (shown.length ? `${shown.length} land` : "Ingen land med dette navnet i lista") : "";
  });
}
