// @ts-check
// The groups answers stand in, strongest and settled first; the finder and the map call them the same.

/**
 * @typedef {{id: string, navn: string, sammen?: string, tegn: string}} Gruppe
 *   its name to oneself and, where another is kinder, its name to the person; and a sign that says it without colour
 */

/** @type {Gruppe[]} */
export const GRUPPER = [
  { id: "rett_og_plikt", navn: "Rett og plikt", tegn: "✓" },
  { id: "rett", navn: "Rett", tegn: "✓" },
  { id: "plikt", navn: "Plikt", tegn: "✓" },
  { id: "kan", navn: "Kan tilbys etter vurdering", sammen: "Kan være mulig", tegn: "○" },
  { id: "vurderes", navn: "Rett eller plikt, avhengig av en vurdering", sammen: "Noen må vurdere", tegn: "◐" },
  { id: "uavklart", navn: "Uavklart", sammen: "Det vet vi ikke ennå", tegn: "?" },
  { id: "ikke", navn: "Ikke nå", sammen: "Ikke nå", tegn: "–" },
];
const NONE = "-";
export const UTFALL = "#utfall=";

/**
 * What a link to the map carries: the face, and for each offer in the order of its id the number of its group.
 * @param {string[]} ids
 * @param {Map<string, string>} groups  the group of each offer that has rules
 * @param {boolean} together
 */
export function skrivUtfall(ids, groups, together) {
  const letters = [...ids].sort().map((id) => {
    const place = GRUPPER.findIndex((group) => group.id === groups.get(id));
    return place < 0 ? NONE : String(place);
  });
  return `${UTFALL}${together ? "s" : "f"}${letters.join("")}`;
}

/**
 * The same read back; nothing when it does not fit the offers there are.
 * @param {string} text
 * @param {string[]} ids
 * @returns {{together: boolean, groups: Map<string, Gruppe>}}
 */
export function lesUtfall(text, ids) {
  const letters = text.slice(1);
  const fits = /^[sf][-0-6]*$/.test(text) && letters.length === ids.length;
  const pairs = fits ? [...ids].sort().map((id, at) => /** @type {const} */ ([id, GRUPPER[Number(letters[at])]])) : [];
  return { together: text.startsWith("s"), groups: new Map(pairs.filter(([, group]) => group)) };
}
