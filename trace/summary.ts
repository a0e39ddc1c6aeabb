import { isSpecial } from '../graph/flow/node-table.ts';
import { contextKinds, isThingKind, thingKinds } from '../graph/model/object-ref.ts';
import type { Counts, Summary } from './answer.ts';
import type { FrozenRows } from './frozen-rows.ts';
import type { Rows } from './rows.ts';

/** Counts of rows. A row counts by the kind of its smallest node. */
export function summaryOf({ lens, identity }: Rows, frozen: FrozenRows, edges: number): Summary {
  const { nodes } = lens.index;
  const kinds = thingKinds.length + contextKinds.length;
  const counts = new Uint32Array(kinds * 2);
  for (let place = 0; place < frozen.count; place++) {
    const row = frozen.row(place);
    const first = (nodes.mark[row]! & isSpecial) === 0 ? row : identity.first(row);
    counts[nodes.kind[first]! * 2 + (frozen.isCertain(place) ? 1 : 0)]!++;
  }
  const byKind: Record<string, Counts> = {};
  const total = { things: 0, certain: 0, possible: 0 };
  [...thingKinds, ...contextKinds].forEach((kind, i) => {
    const [possible, certain] = [counts[i * 2]!, counts[i * 2 + 1]!];
    if (possible + certain === 0) return;
    byKind[kind] = { certain, possible };
    total.certain += certain;
    total.possible += possible;
    if (isThingKind(kind)) total.things += certain + possible;
  });
  const byDepth = frozen.levels.slice(1).map((end, level) => end - frozen.levels[level]!);
  return {
    nodes: frozen.count,
    things: total.things,
    edges,
    counts: { certain: total.certain, possible: total.possible },
    byKind,
    maxDepth: byDepth.length - 1,
    byDepth,
  };
}
