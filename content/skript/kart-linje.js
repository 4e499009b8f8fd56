// @ts-check
// Lines between stations that never run over words: the shortest way with few bends, in the room between the doors.

/**
 * @typedef {{x: number, y: number}} Punkt
 * @typedef {{x: number, y: number, kant: number}} Stasjon  a station, and the edge of its door: the line leaves from there
 * @typedef {{left: number, top: number, right: number, bottom: number}} Rute
 */

/** How much a bend costs, and running where another line runs, in pixels of detour. */
const BEND = 24;
const SHARED = 3;
/** How far from a door a line keeps, and how near two tracks may be. */
const TRACKS = [6, 12];
/** How far below the top of a door its station stands. */
export const STATION = 14;
const NEAR = 3;

/**
 * Numbers in order, those too near each other once.
 * @param {number[]} numbers
 */
function spread(numbers) {
  /** @type {number[]} */
  const kept = [];
  for (const number of [...numbers].sort((a, b) => a - b)) if (!kept.length || number - kept[kept.length - 1] >= NEAR) kept.push(number);
  return kept;
}

/**
 * @param {number[]} sorted
 * @param {number} wanted
 */
function nearest(sorted, wanted) {
  let best = 0;
  for (let at = 1; at < sorted.length; at += 1) if (Math.abs(sorted[at] - wanted) < Math.abs(sorted[best] - wanted)) best = at;
  return best;
}

/** A small heap of [cost, state], the cheapest first. */
class Heap {
  constructor() {
    /** @type {[number, number][]} */
    this.items = [];
  }

  /** @param {[number, number]} item */
  push(item) {
    const { items } = this;
    let at = items.push(item) - 1;
    while (at && items[(at - 1) >> 1][0] > items[at][0]) {
      const up = (at - 1) >> 1;
      [items[up], items[at]] = [items[at], items[up]];
      at = up;
    }
  }

  /** @returns {[number, number] | undefined} */
  pop() {
    const { items } = this;
    const first = items[0];
    const last = items.pop();
    if (!items.length || !last) return first;
    items[0] = last;
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      let least = at;
      for (const child of [left, left + 1]) if (child < items.length && items[child][0] < items[least][0]) least = child;
      if (least === at) return first;
      [items[least], items[at]] = [items[at], items[least]];
      at = least;
    }
  }
}

/** The room between the doors, as tracks that lines can run along. */
export class Nett {
  /**
   * @param {Rute[]} doors  what lines must not run over
   * @param {{width: number, height: number}} size
   * @param {number[]} stations  how far down each station is: a line leaves it straight to the side
   */
  constructor(doors, size, stations = []) {
    const inside = (/** @type {number} */ value, /** @type {number} */ most) => value > 1 && value < most - 1;
    this.xs = spread(doors.flatMap((d) => TRACKS.flatMap((t) => [d.left - t, d.right + t])).filter((x) => inside(x, size.width)));
    const rows = doors.flatMap((d) => [d.top - 4.5, d.bottom + 4.5]).filter((y) => inside(y, size.height));
    this.ys = spread([...stations, ...rows.filter((y) => !stations.some((station) => Math.abs(station - y) < NEAR))]);
    const wide = this.xs.length;
    const high = this.ys.length;
    /** Whether a door lies between a crossing and the next one to the right, and the next one down. */
    this.blockedRight = new Uint8Array(wide * high);
    this.blockedDown = new Uint8Array(wide * high);
    this.used = new Uint8Array(wide * high * 2);
    for (const d of doors) {
      for (let j = 0; j < high; j += 1) {
        const crossed = this.ys[j] > d.top - 2 && this.ys[j] < d.bottom + 2;
        const along = j + 1 < high && this.ys[j + 1] > d.top - 2 && this.ys[j] < d.bottom + 2;
        if (!crossed && !along) continue;
        for (let i = 0; i < wide; i += 1) {
          if (crossed && i + 1 < wide && this.xs[i + 1] > d.left - 2 && this.xs[i] < d.right + 2) this.blockedRight[j * wide + i] = 1;
          if (along && this.xs[i] > d.left - 2 && this.xs[i] < d.right + 2) this.blockedDown[j * wide + i] = 1;
        }
      }
    }
  }

  /**
   * The way from one station to another, as corners; straight when there is no way around.
   * @param {Stasjon} from
   * @param {Stasjon} to
   * @returns {Punkt[]}
   */
  way(from, to) {
    const { xs, ys } = this;
    if (!xs.length || !ys.length) return [from, to];
    const wide = xs.length;
    const start = nearest(ys, from.y) * wide + nearest(xs, from.kant - TRACKS[0]);
    const end = nearest(ys, to.y) * wide + nearest(xs, to.kant - TRACKS[0]);
    const cost = new Float64Array(wide * ys.length * 2).fill(Infinity);
    const came = new Int32Array(cost.length).fill(-1);
    const heap = new Heap();
    const rest = (/** @type {number} */ node) => Math.abs(xs[node % wide] - xs[end % wide]) + Math.abs(ys[(node / wide) | 0] - ys[(end / wide) | 0]);
    for (const turn of [0, 1]) {
      cost[start * 2 + turn] = 0;
      heap.push([rest(start), start * 2 + turn]);
    }
    for (let next = heap.pop(); next; next = heap.pop()) {
      const state = next[1];
      const node = state >> 1;
      if (node === end) return [from, ...this.walked(state, came), to];
      if (next[0] > cost[state] + rest(node) + 1e-6) continue;
      const i = node % wide;
      const j = (node / wide) | 0;
      for (const [step, edge, open, turn] of [
        [1, node, i + 1 < wide && !this.blockedRight[node], 0],
        [-1, node - 1, i > 0 && !this.blockedRight[node - 1], 0],
        [wide, node, j + 1 < ys.length && !this.blockedDown[node], 1],
        [-wide, node - wide, j > 0 && !this.blockedDown[node - wide], 1],
      ]) {
        if (!open) continue;
        const to_ = node + Number(step);
        const far = turn ? Math.abs(ys[(to_ / wide) | 0] - ys[j]) : Math.abs(xs[to_ % wide] - xs[i]);
        const shared = this.used[Number(edge) * 2 + Number(turn)] ? SHARED : 1;
        const total = cost[state] + far * shared + ((state & 1) === turn ? 0 : BEND);
        const there = to_ * 2 + Number(turn);
        if (total < cost[there]) {
          cost[there] = total;
          came[there] = state;
          heap.push([total + rest(to_), there]);
        }
      }
    }
    return [from, to];
  }

  /**
   * The corners of a way that is found, which from now on is used.
   * @param {number} state
   * @param {Int32Array} came
   */
  walked(state, came) {
    const wide = this.xs.length;
    /** @type {Punkt[]} */
    const points = [];
    for (let at = state; at >= 0; at = came[at]) {
      const node = at >> 1;
      const before = came[at] >> 1;
      if (came[at] >= 0) this.used[Math.min(node, before) * 2 + (Math.abs(node - before) === 1 ? 0 : 1)] = 1;
      points.unshift({ x: this.xs[node % wide], y: this.ys[(node / wide) | 0] });
    }
    return points;
  }
}

/**
 * Corners as an SVG path with round bends.
 * @param {Punkt[]} points
 * @param {number} radius
 */
export function bane(points, radius = 7) {
  const corners = points.filter((p, at) => at === 0 || at === points.length - 1 || !straight(points[at - 1], p, points[at + 1]));
  let path = `M${spot(corners[0])}`;
  for (let at = 1; at < corners.length; at += 1) {
    const here = corners[at];
    const next = corners[at + 1];
    if (!next) path += `L${spot(here)}`;
    else path += `L${spot(towards(here, corners[at - 1], radius))}Q${spot(here)} ${spot(towards(here, next, radius))}`;
  }
  return path;
}

/**
 * @param {Punkt} a
 * @param {Punkt} b
 * @param {Punkt} c
 */
function straight(a, b, c) {
  return Math.abs((b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x)) < 0.5;
}

/**
 * A point this far from a corner on the way to another, at most half the way.
 * @param {Punkt} corner
 * @param {Punkt} other
 * @param {number} radius
 */
function towards(corner, other, radius) {
  const far = Math.hypot(other.x - corner.x, other.y - corner.y) || 1;
  const part = Math.min(radius, far / 2) / far;
  return { x: corner.x + (other.x - corner.x) * part, y: corner.y + (other.y - corner.y) * part };
}

/** @param {Punkt} point */
function spot(point) {
  return `${point.x.toFixed(1)},${point.y.toFixed(1)}`;
}
