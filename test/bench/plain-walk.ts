import type { Links } from './steps.ts';

/** Edges of every node in one direction: the floor, with nothing in it that a question would need. */
export interface Rows {
  readonly start: Uint32Array;
  readonly node: Int32Array;
}

/** A walk over bare typed arrays, breadth first: reachability and nothing else. */
export class PlainWalk {
  readonly #forward: Rows;
  readonly #backward: Rows;
  readonly #stamp: Uint32Array;
  readonly #queue: Int32Array;
  #walk = 0;

  constructor(nodes: number, { count, from, to }: Links) {
    this.#forward = rowsOf(nodes, count, from, to);
    this.#backward = rowsOf(nodes, count, to, from);
    this.#stamp = new Uint32Array(nodes);
    this.#queue = new Int32Array(nodes);
  }

  /** Everything reached, the start included, in order of distance; valid until the next walk. */
  reach(from: number, isForward: boolean): Int32Array {
    const { start, node } = isForward ? this.#forward : this.#backward;
    const stamp = this.#stamp;
    const queue = this.#queue;
    const walk = ++this.#walk;
    queue[0] = from;
    stamp[from] = walk;
    let tail = 1;
    for (let head = 0; head < tail; head++) {
      const at = queue[head]!;
      for (let e = start[at]!, end = start[at + 1]!; e < end; e++) {
        const other = node[e]!;
        if (stamp[other] === walk) continue;
        stamp[other] = walk;
        queue[tail++] = other;
      }
    }
    return queue.subarray(0, tail);
  }

  /** Edges that leave what is reached. */
  edgesFrom(reached: Int32Array, isForward: boolean): number {
    const { start } = isForward ? this.#forward : this.#backward;
    return reached.reduce((sum, node) => sum + start[node + 1]! - start[node]!, 0);
  }
}

function rowsOf(nodes: number, edges: number, at: Int32Array, other: Int32Array): Rows {
  const start = new Uint32Array(nodes + 1);
  for (let e = 0; e < edges; e++) start[at[e]! + 1]!++;
  for (let n = 0; n < nodes; n++) start[n + 1]! += start[n]!;
  const next = start.slice();
  const node = new Int32Array(edges);
  for (let e = 0; e < edges; e++) node[next[at[e]!]!++] = other[e]!;
  return { start, node };
}
