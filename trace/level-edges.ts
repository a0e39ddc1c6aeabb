import type { Answered } from './answered.ts';

// Below this many edges it is not worth asking which side has fewer.
const few = 64;

export function isInLevel({ places, frozen }: Answered, row: number, level: number): boolean {
  const place = places.of(row);
  return place >= frozen.levels[level]! && place < frozen.levels[level + 1]!;
}

type Visit = (edge: number, nearer: number) => void;

/**
 * Edges between the row and rows of the level before it, each with that other row. They are looked up from the side that has
 * fewer: a consumable that went into 80,000 things has one parent in the answer about one of them.
 */
export function eachEdgeFromLevel(answer: Answered, row: number, level: number, visit: Visit): void {
  const edges = edgesAt(answer, row, answer.isForward ? 'in' : 'out');
  if (edges > few && hasFewerEdges(answer, level, edges)) seenFromLevel(answer, row, level, visit);
  else seenFromRow(answer, row, level, visit);
}

function seenFromRow(answer: Answered, row: number, level: number, visit: Visit): void {
  const { rows, isForward } = answer;
  const { identity, lens } = rows;
  const side = isForward ? 'in' : 'out';
  const others = isForward ? lens.index.from : lens.index.to;
  for (const member of identity.members(row))
    lens.index.eachEdge(member, side, (e) => {
      const nearer = identity.rowOf(others[e]!);
      if (isInLevel(answer, nearer, level)) visit(e, nearer);
    });
}

function seenFromLevel({ rows, frozen, isForward }: Answered, row: number, level: number, visit: Visit): void {
  const { identity, lens } = rows;
  const side = isForward ? 'out' : 'in';
  const others = isForward ? lens.index.to : lens.index.from;
  for (let place = frozen.levels[level]!; place < frozen.levels[level + 1]!; place++) {
    const nearer = frozen.row(place);
    for (const member of identity.members(nearer))
      lens.index.eachEdge(member, side, (e) => {
        if (identity.rowOf(others[e]!) === row) visit(e, nearer);
      });
  }
}

function hasFewerEdges(answer: Answered, level: number, than: number): boolean {
  const { frozen, isForward } = answer;
  let edges = 0;
  // A row counts as one more: looking at it costs something too.
  for (let place = frozen.levels[level]!; place < frozen.levels[level + 1]! && edges < than; place++)
    edges += 1 + edgesAt(answer, frozen.row(place), isForward ? 'out' : 'in');
  return edges < than;
}

function edgesAt({ rows }: Answered, row: number, side: 'in' | 'out'): number {
  const { index } = rows.lens;
  return rows.identity.members(row).reduce((sum, node) => sum + index.mergedEdges(node, side), 0);
}
