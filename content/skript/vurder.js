// @ts-check
// The evaluator of the finder: the same three-valued answers as `generator/evaluate.py`, which is the reference.
// True, unknown and false are 1, 0 and -1, so that Kleene's «and», «or» and «not» are min, max and minus.

/**
 * @typedef {{id: string, type: "tall" | "valg" | "ja_nei", navn: string, spørsmål: string, hjelp?: string, finnes?: string,
 *   kjerne?: number, spørresIkke?: number, når?: Tre, enhet?: string, en?: string, minst?: number, størst?: number, endres?: string,
 *   verdier?: {id: string, navn: string, hjelp?: string}[]}} Faktum
 * @typedef {{f?: string, v?: string[], n?: number[], g?: [string, number][], alle?: Tre[], minst_en?: Tre[], ikke?: Tre,
 *   o?: string, h?: number[]}} Tre  a condition tree; `o` is how a part is said aloud, `h` its paragraphs
 * @typedef {{t: string, h?: number[], av: string}} Skjønn
 * @typedef {{m: string, hvem: string, fra?: string, til?: string, vedtatt?: number, h?: number[], hvis?: Tre, s?: Skjønn[], note?: string}} Regel
 * @typedef {{id: string, slag: "tilbud" | "ytelse", navn: string, kort: string, enkelt?: string, sti: string, felt: string,
 *   avgjør?: string[], ark?: Record<string, string[]>, regler?: Regel[]}} Post
 * @typedef {{hvorfor: string, umulig?: Tre, ikke_over?: [string, string], pluss?: number}} Samsvar  answers that cannot be true at once
 * @typedef {{fakta: Faktum[], poster: Post[], samsvar: Samsvar[], hjemler: [string, string][],
 *   datoer: {hva: string, lov?: string, når?: Tre}[]}} Data
 * @typedef {Record<string, string>} Situasjon  fact to answer; absent or «ukjent» is not known, «18..54» is a span
 * @typedef {{tekst: string, utfall: string, h: number[]}} Grunn
 * @typedef {{tekst: string, h: number[], endres: string}} SkalTil
 * @typedef {{tilbud: string, utfall: "oppfylt" | "ikke_oppfylt" | "uavklart", modalitet: string | null,
 *   kan_bli: {modalitet: string, mangler: string[]}[], mangler: string[]}} Svar
 */

/**
 * A node of a compiled tree: the number of a leaf, or a group. `all` 1 wants all of its parts, -1 any of them;
 * 0 turns its only part around.
 * @typedef {number | {all: number, parts: Node[]}} Node
 * @typedef {{rule: Regel, tree: Node | null, rank: number, firm: boolean, facts: Set<string>}} Compiled
 * @typedef {{fact: string, leaves: number[], rules: number[], all: string[], ways: number[][]}} Question
 *   the leaves of one fact, the rules they stand in, its telling answers, and each way they make those leaves come out
 * @typedef {{post: Post, leaves: Tre[], rules: Compiled[], questions: Question[]}} Motor
 */

export const UKJENT = "ukjent";
/** @type {Record<string, number>} */
const RANK = { rett_og_plikt: 4, rett: 3, plikt: 2, kan: 1 };
const MODALITY = ["", "kan", "plikt", "rett", "rett_og_plikt"];
/** @type {Record<string, "oppfylt" | "uavklart" | "ikke_oppfylt">} */
export const NAME = { 1: "oppfylt", 0: "uavklart", "-1": "ikke_oppfylt" };

/**
 * Rules in force on a day, ready to be asked many times.
 * @param {Data} data
 * @param {string} day as 2026-11-21
 */
export function motorer(data, day) {
  const facts = new Map(data.fakta.map((fact) => [fact.id, fact]));
  return data.poster.filter((post) => post.regler?.length).map((post) => compile(post, facts, day));
}

/**
 * @param {Regel} rule
 * @param {string} day
 */
export function iKraft(rule, day) {
  return !rule.vedtatt && (!rule.fra || rule.fra <= day) && (!rule.til || rule.til >= day);
}

/**
 * @param {Post} post
 * @param {Map<string, Faktum>} facts
 * @param {string} day
 * @returns {Motor}
 */
function compile(post, facts, day) {
  /** @type {Tre[]} */
  const leaves = [];
  const rules = (post.regler || []).filter((rule) => iKraft(rule, day)).map((rule) => {
    const first = leaves.length;
    const tree = rule.hvis ? flatten(rule.hvis, leaves) : null;
    const asked = new Set(leaves.slice(first).map((leaf) => leaf.f || ""));
    return { rule, tree, rank: RANK[rule.m], firm: rule.m === "kan" || !rule.s, facts: asked };
  });
  const names = [...new Set(leaves.map((leaf) => leaf.f || ""))];
  const questions = names.map((name) => question(/** @type {Faktum} */ (facts.get(name)), leaves, rules));
  return { post, leaves, rules, questions };
}

/**
 * @param {Tre} tree
 * @param {Tre[]} leaves grows with the tests found
 * @returns {Node}
 */
export function flatten(tree, leaves) {
  if (tree.f) return leaves.push(tree) - 1;
  if (tree.ikke) return { all: 0, parts: [flatten(tree.ikke, leaves)] };
  return { all: tree.alle ? 1 : -1, parts: (tree.alle || tree.minst_en || []).map((part) => flatten(part, leaves)) };
}

/**
 * @param {Faktum} fact
 * @param {Tre[]} leaves
 * @param {Compiled[]} rules
 * @returns {Question}
 */
function question(fact, leaves, rules) {
  const mine = leaves.map((_, number) => number).filter((number) => leaves[number].f === fact.id);
  const all = telling(fact, mine.map((number) => leaves[number]));
  const touched = rules.map((_, number) => number).filter((number) => rules[number].facts.has(fact.id));
  return { fact: fact.id, leaves: mine, rules: touched, all, ways: waysOf(all, leaves, mine, UKJENT) };
}

/**
 * Each way the answers that are still possible make the leaves come out, once.
 * @param {string[]} all answers that tell the tests apart
 * @param {Tre[]} leaves
 * @param {number[]} mine the leaves of this fact
 * @param {string} answer what is known: nothing, or a span
 */
function waysOf(all, leaves, mine, answer) {
  const [low, high] = answer === UKJENT ? [-Infinity, Infinity] : span(answer);
  /** @type {Map<string, number[]>} */
  const ways = new Map();
  for (const value of all) {
    if (answer !== UKJENT && (Number(value) < low || Number(value) > high)) continue;
    const way = mine.map((number) => passes(leaves[number], value));
    ways.set(way.join(), way);
  }
  return [...ways.values()];
}

/**
 * Answers that between them make each test come out each way it can.
 * @param {Faktum} fact
 * @param {Tre[]} leaves
 * @returns {string[]}
 */
export function telling(fact, leaves) {
  if (fact.type === "ja_nei") return ["ja", "nei"];
  if (fact.type === "valg") return (fact.verdier || []).map((value) => value.id);
  const limits = leaves.flatMap((leaf) => [...(leaf.n || []), ...(leaf.g || []).map(([, limit]) => limit)]);
  const around = new Set(limits.flatMap((limit) => [-1, -0.5, 0, 0.5, 1].map((step) => limit + step)));
  const lowest = fact.minst ?? -1e9;
  const highest = fact.størst ?? 1e9;
  return [...around].filter((n) => lowest <= n && n <= highest).sort((a, b) => a - b).map(String);
}

/**
 * @param {Tre} leaf
 * @param {string} answer
 */
export function passes(leaf, answer) {
  if (answer === UKJENT) return 0;
  if (leaf.v) return leaf.v.includes(answer) ? 1 : -1;
  const [low, high] = span(answer);
  let found = 1;
  for (const [operator, limit] of leaf.g || []) {
    const first = within(low, operator, limit);
    found = Math.min(found, first !== within(high, operator, limit) ? 0 : first ? 1 : -1);
  }
  return leaf.n ? Math.min(found, same(leaf.n, low, high)) : found;
}

/**
 * @param {number[]} wanted
 * @param {number} low
 * @param {number} high
 */
function same(wanted, low, high) {
  if (low === high) return wanted.includes(low) ? 1 : -1;
  return wanted.some((number) => low <= number && number <= high) ? 0 : -1;
}

/**
 * The lowest and highest number an answer allows.
 * @param {string} answer
 * @returns {[number, number]}
 */
export function span(answer) {
  const [low, high] = answer.split("..");
  return [Number(low), Number(high ?? low)];
}

/**
 * Whether an answer is one answer; a span of numbers is not.
 * @param {string | undefined} answer
 */
export function kjent(answer) {
  return answer !== undefined && answer !== UKJENT && !answer.includes("..");
}

/**
 * @param {number} number
 * @param {string} operator
 * @param {number} limit
 */
function within(number, operator, limit) {
  switch (operator) {
    case "fra":
    case "minst":
      return number >= limit;
    case "til":
      return number <= limit;
    case "under":
      return number < limit;
    default:
      return number > limit;
  }
}

/**
 * @param {Node | null} node
 * @param {Int8Array} values of the leaves
 * @returns {number}
 */
function holds(node, values) {
  if (node === null) return 1;
  if (typeof node === "number") return values[node];
  if (node.all === 0) return -holds(node.parts[0], values);
  let found = node.all;
  for (const part of node.parts) {
    const value = holds(part, values);
    if (node.all === 1 ? value < found : value > found) found = value;
    if (found === -node.all) break;
  }
  return found;
}

/**
 * A `kan` whose conditions hold is met; a right or a duty is undecided while judgement is left.
 * @param {Compiled} rule
 * @param {Int8Array} values
 */
export function outcome(rule, values) {
  const value = holds(rule.tree, values);
  return value === 1 && !rule.firm ? 0 : value;
}

/**
 * Outcome and strength in one number: 10 times the outcome, plus the rank.
 * @param {Compiled[]} rules
 * @param {Int8Array} outcomes
 * @param {Uint8Array | null} only the rules that count, or all
 */
function verdict(rules, outcomes, only) {
  let met = 0;
  let open = 0;
  let seen = 0;
  for (let number = 0; number < rules.length; number++) {
    if (only && !only[number]) continue;
    const { rank } = rules[number];
    if (outcomes[number] === 1) {
      met = Math.max(met, rank);
      seen |= 1 << rank;
    } else if (outcomes[number] === 0) open = Math.max(open, rank);
  }
  if (met) return 20 + ((seen & 12) === 12 ? 4 : met);
  return open ? 10 + open : 0;
}

/**
 * The answer for one offer or benefit.
 * @param {Motor} motor
 * @param {Situasjon} situation
 * @returns {Svar}
 */
export function svar(motor, situation) {
  const { post, leaves, rules } = motor;
  const values = new Int8Array(leaves.length);
  leaves.forEach((leaf, number) => {
    values[number] = passes(leaf, situation[leaf.f || ""] ?? UKJENT);
  });
  const outcomes = Int8Array.from(rules, (rule) => outcome(rule, values));
  const found = verdict(rules, outcomes, null);
  const met = found >= 20;
  const rank = found % 10;
  const stronger = new Set();
  rules.forEach((rule, number) => {
    if (outcomes[number] === 0 && rule.rank > (found ? rank : 0)) stronger.add(rule.rule.m);
  });
  const open = [...stronger].sort((a, b) => RANK[b] - RANK[a]).map((modalitet) => {
    const only = Uint8Array.from(rules, (rule, number) => (outcomes[number] === 0 && rule.rule.m === modalitet ? 1 : 0));
    return { modalitet, mangler: missing(motor, situation, values, outcomes, only) };
  });
  return {
    tilbud: post.id,
    utfall: met ? "oppfylt" : found ? "uavklart" : "ikke_oppfylt",
    modalitet: found ? MODALITY[rank] : null,
    kan_bli: open,
    mangler: missing(motor, situation, values, outcomes, null),
  };
}

/**
 * The unknown facts for which some answer changes outcome or modality.
 * @param {Motor} motor
 * @param {Situasjon} situation
 * @param {Int8Array} values
 * @param {Int8Array} outcomes
 * @param {Uint8Array | null} only
 */
function missing(motor, situation, values, outcomes, only) {
  const now = verdict(motor.rules, outcomes, only);
  const moved = [];
  for (const question of motor.questions) {
    const answer = situation[question.fact] ?? UKJENT;
    if (kjent(answer)) continue;
    if (only && !question.rules.some((number) => only[number])) continue;
    const ways = answer === UKJENT ? question.ways : waysOf(question.all, motor.leaves, question.leaves, answer);
    if (ways.some((way) => wouldMove(motor, question, way, values, outcomes, only, now))) moved.push(question.fact);
  }
  return moved.sort();
}

/**
 * @param {Motor} motor
 * @param {Question} question
 * @param {number[]} way
 * @param {Int8Array} values
 * @param {Int8Array} outcomes
 * @param {Uint8Array | null} only
 * @param {number} now
 */
function wouldMove(motor, question, way, values, outcomes, only, now) {
  const before = question.leaves.map((leaf) => values[leaf]);
  question.leaves.forEach((leaf, place) => (values[leaf] = way[place]));
  let touched = false;
  const after = outcomes.slice();
  for (const number of question.rules) {
    after[number] = outcome(motor.rules[number], values);
    touched ||= after[number] !== outcomes[number];
  }
  question.leaves.forEach((leaf, place) => (values[leaf] = before[place]));
  return touched && verdict(motor.rules, after, only) !== now;
}

/**
 * How a tree comes out: 1 holds, 0 is undecided, -1 does not hold.
 * @param {Tre} tree
 * @param {Situasjon} situation
 */
export function weigh(tree, situation) {
  return ask(compiled(tree), situation);
}

/** @param {Tre} tree */
export function compiled(tree) {
  /** @type {Tre[]} */
  const leaves = [];
  return { node: flatten(tree, leaves), leaves };
}

/**
 * @param {{node: Node, leaves: Tre[]}} tree
 * @param {Situasjon} situation
 */
export function ask({ node, leaves }, situation) {
  return holds(node, Int8Array.from(leaves, (leaf) => passes(leaf, situation[leaf.f || ""] ?? UKJENT)));
}
