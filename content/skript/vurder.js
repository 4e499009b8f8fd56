// @ts-check
// The evaluator of the finder: the same three-valued answers as `generator/evaluate.py`, which is the reference.
// True, unknown and false are 1, 0 and -1, so that Kleene's «and», «or» and «not» are min, max and minus.

/**
 * @typedef {{id: string, type: "tall" | "valg" | "ja_nei", navn: string, spørsmål: string, hjelp?: string, finnes?: string,
 *   kjerne?: number, enhet?: string, minst?: number, størst?: number, endres?: string,
 *   verdier?: {id: string, navn: string, hjelp?: string}[]}} Faktum
 * @typedef {{f?: string, v?: string[], n?: number[], g?: [string, number][], alle?: Tre[], minst_en?: Tre[], ikke?: Tre,
 *   o?: string, h?: number[]}} Tre  a condition tree; `o` is how a part is said aloud, `h` its paragraphs
 * @typedef {{t: string, h?: number[], av: string}} Skjønn
 * @typedef {{m: string, hvem: string, fra?: string, til?: string, vedtatt?: number, h?: number[], hvis?: Tre, s?: Skjønn[], note?: string}} Regel
 * @typedef {{id: string, slag: "tilbud" | "ytelse", navn: string, kort: string, enkelt?: string, sti: string, felt: string,
 *   avgjør?: string[], ark?: Record<string, string[]>, regler?: Regel[]}} Post
 * @typedef {{fakta: Faktum[], poster: Post[], hjemler: [string, string][]}} Data
 * @typedef {Record<string, string>} Situasjon  fact to answer; absent or «ukjent» is not known
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
 * @typedef {{fact: string, leaves: number[], rules: number[], ways: number[][]}} Question
 *   the leaves of one fact, the rules they stand in, and each way its answers can make those leaves come out
 * @typedef {{post: Post, leaves: Tre[], rules: Compiled[], questions: Question[]}} Motor
 */

export const UKJENT = "ukjent";
/** @type {Record<string, number>} */
const RANK = { rett_og_plikt: 4, rett: 3, plikt: 2, kan: 1 };
const MODALITY = ["", "kan", "plikt", "rett", "rett_og_plikt"];
/** @type {Record<string, "oppfylt" | "uavklart" | "ikke_oppfylt">} */
const NAME = { 1: "oppfylt", 0: "uavklart", "-1": "ikke_oppfylt" };

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
function flatten(tree, leaves) {
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
  /** @type {Map<string, number[]>} */
  const ways = new Map();
  for (const answer of telling(fact, mine.map((number) => leaves[number]))) {
    const way = mine.map((number) => passes(leaves[number], answer));
    ways.set(way.join(), way);
  }
  const touched = rules.map((_, number) => number).filter((number) => rules[number].facts.has(fact.id));
  return { fact: fact.id, leaves: mine, rules: touched, ways: [...ways.values()] };
}

/**
 * Answers that between them make each test come out each way it can.
 * @param {Faktum} fact
 * @param {Tre[]} leaves
 * @returns {string[]}
 */
function telling(fact, leaves) {
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
function passes(leaf, answer) {
  if (answer === UKJENT) return 0;
  if (leaf.v) return leaf.v.includes(answer) ? 1 : -1;
  const number = Number(answer);
  if (leaf.n && !leaf.n.includes(number)) return -1;
  for (const [operator, limit] of leaf.g || []) if (!within(number, operator, limit)) return -1;
  return 1;
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
function outcome(rule, values) {
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
    if ((situation[question.fact] ?? UKJENT) !== UKJENT) continue;
    if (only && !question.rules.some((number) => only[number])) continue;
    if (question.ways.some((way) => wouldMove(motor, question, way, values, outcomes, only, now))) moved.push(question.fact);
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
  question.leaves.forEach((leaf, place) => (values[leaf] = way[place]));
  let touched = false;
  const after = outcomes.slice();
  for (const number of question.rules) {
    after[number] = outcome(motor.rules[number], values);
    touched ||= after[number] !== outcomes[number];
  }
  question.leaves.forEach((leaf) => (values[leaf] = 0));
  return touched && verdict(motor.rules, after, only) !== now;
}

/**
 * The rules an answer rests on.
 * @param {Motor} motor
 * @param {Situasjon} situation
 * @param {Svar} given
 */
export function hviler(motor, situation, given) {
  const values = Int8Array.from(motor.leaves, (leaf) => passes(leaf, situation[leaf.f || ""] ?? UKJENT));
  return motor.rules
    .filter((rule) => NAME[outcome(rule, values)] === given.utfall && gives(rule.rule.m, given.modalitet))
    .map((rule) => rule.rule);
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
 * @param {Tre} tree
 * @param {Situasjon} situation
 */
function weigh(tree, situation) {
  /** @type {Tre[]} */
  const leaves = [];
  const node = flatten(tree, leaves);
  return holds(node, Int8Array.from(leaves, (leaf) => passes(leaf, situation[leaf.f || ""] ?? UKJENT)));
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
    if (fact.endres !== "tid" || now === UKJENT) return fact.endres || "ja";
    // Time only runs forward: being under 25 does not come back.
    const later = telling(fact, leaves.filter((leaf) => leaf.f === name)).filter((value) => Number(value) > Number(now));
    return later.some((value) => weigh(part, { ...situation, [name]: value }) !== -1) ? "tid" : "nei";
  }));
  return ["ja", "tid", "nei"].find((word) => found.has(word)) || "nei";
}
