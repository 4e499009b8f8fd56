// @ts-check
// What follows from the answers given, and which of them cannot be true together; `generator/infer.py` is the reference.

import { ask, compiled, kjent, span, UKJENT, weigh } from "./vurder.js";

/**
 * @typedef {import("./vurder.js").Faktum} Faktum
 * @typedef {import("./vurder.js").Samsvar} Samsvar
 * @typedef {import("./vurder.js").Situasjon} Situasjon
 */

/**
 * What follows from the answers given: a fact with one answer left, or a narrower span of numbers.
 * @param {Situasjon} situation
 * @param {Map<string, Faktum>} facts
 * @param {Samsvar[]} samsvar
 * @returns {Situasjon}
 */
export function følger(situation, facts, samsvar) {
  const trees = samsvar.flatMap((item) => (item.umulig ? [compiled(item.umulig)] : []));
  const asked = [...new Set(trees.flatMap(({ leaves }) => leaves.map((leaf) => leaf.f || "")))];
  /** @type {Situasjon} */
  const found = {};
  for (let before = ""; before !== JSON.stringify(found); ) {
    before = JSON.stringify(found);
    for (const item of samsvar) if (item.ikke_over) order(item, { ...situation, ...found }, facts, found);
    for (const name of asked) {
      const fact = /** @type {Faktum} */ (facts.get(name));
      const now = { ...situation, ...found };
      if (fact.type === "tall" || kjent(now[name])) continue;
      const mine = trees.filter(({ leaves }) => leaves.some((leaf) => leaf.f === name));
      const left = answers(fact).filter((answer) => !mine.some((tree) => ask(tree, { ...now, [name]: answer }) === 1));
      if (left.length === 1) found[name] = left[0];
    }
  }
  return found;
}

/** @param {Faktum} fact */
function answers(fact) {
  return fact.type === "ja_nei" ? ["ja", "nei"] : (fact.verdier || []).map((value) => value.id);
}

/** A fact's lowest and highest number. @param {Faktum} fact @returns {[number, number]} */
function domain(fact) {
  return [fact.minst ?? -1e9, fact.størst ?? 1e9];
}

/**
 * The first is at most the second (plus a number): each bounds the other.
 * @param {Samsvar} item
 * @param {Situasjon} situation
 * @param {Map<string, Faktum>} facts
 * @param {Situasjon} found
 */
function order(item, situation, facts, found) {
  const [first, second] = (item.ikke_over || []).map((name) => /** @type {Faktum} */ (facts.get(name)));
  const plus = item.pluss || 0;
  const low = bounds(first, situation);
  const high = bounds(second, situation);
  narrow(first, [low[0], Math.min(low[1], high[1] + plus)], situation, found);
  narrow(second, [Math.max(high[0], low[0] - plus), high[1]], situation, found);
}

/**
 * @param {Faktum} fact
 * @param {Situasjon} situation
 */
function bounds(fact, situation) {
  const answer = situation[fact.id] ?? UKJENT;
  return answer === UKJENT ? domain(fact) : span(answer);
}

/**
 * @param {Faktum} fact
 * @param {[number, number]} within
 * @param {Situasjon} situation
 * @param {Situasjon} found
 */
function narrow(fact, [low, high], situation, found) {
  const now = bounds(fact, situation);
  if (kjent(situation[fact.id]) || low > high || (low === now[0] && high === now[1])) return;
  found[fact.id] = low === high ? String(low) : `${low}..${high}`;
}

/**
 * The entries the given answers cannot be true together with.
 * @param {Situasjon} situation
 * @param {Samsvar[]} samsvar
 */
export function brutt(situation, samsvar) {
  return samsvar.filter((item) => {
    if (item.umulig) return weigh(item.umulig, situation) === 1;
    const [first, second] = item.ikke_over || ["", ""];
    if ((situation[first] ?? UKJENT) === UKJENT || (situation[second] ?? UKJENT) === UKJENT) return false;
    return span(situation[first])[0] > span(situation[second])[1] + (item.pluss || 0);
  });
}
