/**
 * The edges of every node in one direction, as the walk reads them. Most lie in order of their nodes (`start`); those that
 * came since the last merge hang on lists (`head`, `next`) and name their place by edge id.
 */
export interface Adjacency {
  /** Edges of node n lie at `start[n]` up to `start[n + 1]`, ascending by id. */
  readonly start: Uint32Array;
  readonly edge: Uint32Array;
  /**
   * The node at the other end, or its complement where the word has more to say than the kind (`edge-word.ts`, isPlain): a
   * walk reads one column for most edges.
   */
  readonly node: Int32Array;
  readonly word: Uint32Array;
  /** First later edge of the node, or -1; as long as the last node that has one. */
  readonly head: Int32Array;
  /** Next later edge after edge `merged + i`, or -1. */
  readonly next: Int32Array;
  /** How many edges lie in order; later ones have this id or above. */
  readonly merged: number;
}
