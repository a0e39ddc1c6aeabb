import type { Answered } from './answered.ts';

// Below this many edges it is not worth asking which side has fewer.
const few = 64;

export function isInLevel({ places, frozen }: Answered, row: number, level: number): boolean {
  const place = places.of(row);
  return place >= frozen.levels[level]! && place < frozen.levels[level + 1]!;
}

/**
 * Edges between the row and rows of the level before it, each with that other row. They are looked up from the side that has
 * fewer: a consumable that went into 80,000 things has one parent in the answer about one of them.
 */
export function edgesFromLevel(
  answer: Answered,
  row: number,
  level: number,
): Iterable<readonly [edge: number, nearer: number]> {
  const edges = edgesAt(answer, row, answer.isForward ? 'in' : 'out');
  const isSeenFromLevel = edges > few && hasFewerEdges(answer, level, edges);
  return isSeenFromLevel ? seenFromLevel(answer, row, level) : seenFromRow(answer, row, level);
}

function* seenFromRow(answer: Answered, row: number, level: number): Generator<readonly [number, number]> {
  const { rows, isForward } = answer;
  const { index } = rows.lens;
  for (const member of rows.identity.members(row))
    for (const e of index.edgesOf(member, isForward ? 'in' : 'out')) {
      const nearer = rows.identity.rowOf(isForward ? index.from[e]! : index.to[e]!);
      if (isInLevel(answer, nearer, level)) yield [e, nearer];
    }
}

function* seenFromLevel(
  { rows, frozen, isForward }: Answered,
  row: number,
  level: number,
): Generator<readonly [number, number]> {
  const { index } = rows.lens;
  for (let place = frozen.levels[level]!; place < frozen.levels[level + 1]!; place++) {
    const nearer = frozen.row(place);
    for (const member of rows.identity.members(nearer))
      for (const e of index.edgesOf(member, isForward ? 'out' : 'in'))
        if (rows.identity.rowOf(isForward ? index.to[e]! : index.from[e]!) === row) yield [e, nearer];
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
