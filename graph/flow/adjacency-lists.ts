import type { Adjacency } from './adjacency.ts';
import { grown, lowerBound } from './columns.ts';
import { isPlain } from './edge-word.ts';

const none = -1;

/** One direction of the index: read as `Adjacency`, and followed edge by edge. */
export class AdjacencyLists implements Adjacency {
  start = new Uint32Array(1);
  edge = new Uint32Array(0);
  node = new Int32Array(0);
  word = new Uint32Array(0);
  head = new Int32Array(0);
  next = new Int32Array(0);
  merged = 0;

  /** Makes room for nodes that have no edge in order yet. */
  addNodes(count: number): void {
    if (count + 1 > this.start.length) {
      const filled = this.start.length;
      this.start = grown(this.start, count + 1);
      this.start.fill(this.merged, filled);
    }
  }

  append(edge: number, at: number): void {
    const later = edge - this.merged;
    this.next = grown(this.next, later + 1, none);
    this.head = grown(this.head, at + 1, none);
    this.next[later] = this.head[at]!;
    this.head[at] = edge;
  }

  setWord(edge: number, at: number, word: number): void {
    if (edge >= this.merged) return;
    const place = lowerBound(this.edge, edge, this.start[at]!, this.start[at + 1]!);
    this.word[place] = word;
    const node = this.node[place]!;
    this.node[place] = marked(node < 0 ? ~node : node, word);
  }

  /** Puts all edges in order of `at`, by counting; edges of one node stay in order of their ids. */
  merge(nodes: number, edges: number, at: Int32Array, other: Int32Array, words: Uint32Array): void {
    const start = new Uint32Array(nodes + 1);
    for (let e = 0; e < edges; e++) start[at[e]!]!++;
    let sum = 0;
    for (let n = 0; n <= nodes; n++) {
      const degree = start[n]!;
      start[n] = sum;
      sum += degree;
    }
    const [edge, node, word] = [new Uint32Array(edges), new Int32Array(edges), new Uint32Array(edges)];
    for (let e = 0; e < edges; e++) {
      const place = start[at[e]!]!++;
      edge[place] = e;
      node[place] = marked(other[e]!, words[e]!);
      word[place] = words[e]!;
    }
    // Each start has moved to the start of the next node.
    start.copyWithin(1, 0, nodes);
    start[0] = 0;
    Object.assign(this, { start, edge, node, word });
    this.settle(edges);
  }

  /** All edges lie in order: no list has a later one. */
  settle(edges: number): void {
    this.merged = edges;
    this.next = new Int32Array(0);
    this.head = new Int32Array(0);
  }

  get size(): { readonly nodes: number; readonly edges: number } {
    return {
      nodes: this.start.byteLength + this.head.byteLength,
      edges: this.edge.byteLength + this.node.byteLength + this.word.byteLength + this.next.byteLength,
    };
  }
}

const marked = (node: number, word: number): number => (isPlain(word) ? node : ~node);
