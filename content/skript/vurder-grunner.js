// @ts-check
// Why an answer is as it is: the rules it rests on, what they ask, how each condition came out, and what it would take.

import { flatten, kjent, NAME, outcome, passes, telling, UKJENT, weigh } from "./vurder.js";

/**
 * @typedef {import("./vurder.js").Faktum} Faktum
 * @typedef {import("./vurder.js").Grunn} Grunn
 * @typedef {import("./vurder.js").Motor} Motor
 * @typedef {import("./vurder.js").Regel} Regel
 * @typedef {import("./vurder.js").Situasjon} Situasjon
 * @typedef {import("./vurder.js").SkalTil} SkalTil
 * @typedef {import("./vurder.js").Svar} Svar
 * @typedef {import("./vurder.js").Tre} Tre
 */

/**
 * The rules that speak for an answer, strongest first: those it rests on, and stronger ones that are still open.
 * @param {Motor} motor
 * @param {Situasjon} situation
 * @param {Svar} given
 */
export function hviler(motor, situation, given) {
  const values = Int8Array.from(motor.leaves, (leaf) => passes(leaf, situation[leaf.f || ""] ?? UKJENT));
  const open = new Set(given.kan_bli.map(({ modalitet }) => modalitet));
  return motor.rules
    .filter((rule) => {
      const came = NAME[outcome(rule, values)];
      return (came === given.utfall && gives(rule.rule.m, given.modalitet)) || (came === "uavklart" && open.has(rule.rule.m));
    })
    .sort((one, other) => other.rank - one.rank)
    .map((rule) => rule.rule);
}

/**
 * Whether all that can be decided of a rule holds, so that only judgement is left.
 * @param {Regel} rule
 * @param {Situasjon} situation
 */
export function bareSkjønn(rule, situation) {
  return Boolean(rule.s) && (!rule.hvis || weigh(rule.hvis, situation) === 1);
}

/**
 * What to ask about an undecided answer: the facts that would move it; when no single one would, every unknown fact
 * its open rules ask for, unless one of them waits for judgement only.
 * @param {Motor} motor
 * @param {Situasjon} situation
 * @param {Svar} given
 * @returns {string[]}
 */
export function spør(motor, situation, given) {
  if (given.utfall !== "uavklart" || given.mangler.length) return given.mangler;
  const open = hviler(motor, situation, given);
  if (open.some((rule) => bareSkjønn(rule, situation))) return [];
  const asked = motor.rules.filter(({ rule }) => open.includes(rule)).flatMap(({ facts }) => [...facts]);
  return [...new Set(asked)].filter((name) => !kjent(situation[name])).sort();
}

/**
 * @param {string} modality of a rule
 * @param {string | null} wanted of the answer
 */
function gives(modality, wanted) {
  return !wanted || modality === wanted || (wanted === "rett_og_plikt" && (modality === "rett" || modality === "plikt"));
}

/**
 * The parts of a tree that are said one by one.
 * @param {Tre} tree
 * @returns {Tre[]}
 */
function spoken(tree) {
  return tree.alle ? tree.alle.flatMap(spoken) : [tree];
}

/**
 * Each condition of a rule in words, with how it came out.
 * @param {Regel} rule
 * @param {Situasjon} situation
 * @returns {Grunn[]}
 */
export function grunner(rule, situation) {
  return (rule.hvis ? spoken(rule.hvis) : []).map((part) => ({
    tekst: part.o || "",
    utfall: NAME[weigh(part, situation)],
    h: part.h || rule.h || [],
  }));
}

/**
 * What fails in the rule that is nearest: fewest conditions that can never change, then fewest in all.
 * @param {Motor} motor
 * @param {Situasjon} situation
 * @param {Map<string, Faktum>} facts
 * @returns {SkalTil[]}
 */
export function skalTil(motor, situation, facts) {
  const ways = motor.rules.filter(({ rule }) => rule.hvis).map(({ rule }) =>
    spoken(/** @type {Tre} */ (rule.hvis))
      .filter((part) => weigh(part, situation) === -1)
      .map((part) => ({ tekst: part.o || "", h: part.h || rule.h || [], endres: changeable(part, situation, facts) })));
  const never = (/** @type {SkalTil[]} */ way) => way.filter((step) => step.endres === "nei").length;
  return ways.sort((a, b) => never(a) - never(b) || a.length - b.length)[0] || [];
}

/**
 * Whether a condition can come to hold: by what one does («ja»), by time that passes («tid»), or never («nei»).
 * @param {Tre} part
 * @param {Situasjon} situation
 * @param {Map<string, Faktum>} facts
 */
function changeable(part, situation, facts) {
  /** @type {Tre[]} */
  const leaves = [];
  flatten(part, leaves);
  const found = new Set([...new Set(leaves.map((leaf) => leaf.f || ""))].map((name) => {
    const fact = /** @type {Faktum} */ (facts.get(name));
    const now = situation[name] ?? UKJENT;
    if (fact.endres !== "tid" || !kjent(now)) return fact.endres || "ja";
    // Time only runs forward: being under 25 does not come back.
    const later = telling(fact, leaves.filter((leaf) => leaf.f === name)).filter((value) => Number(value) > Number(now));
    return later.some((value) => weigh(part, { ...situation, [name]: value }) !== -1) ? "tid" : "nei";
  }));
  return ["ja", "tid", "nei"].find((word) => found.has(word)) || "nei";
}
