import { FlowIndex } from '../../graph/flow/flow-index.ts';
import { refOfKey } from '../../graph/model/object-ref.ts';
import type { ChangePage, StoredAttribute, StoredEdge } from '../../graph/store/store.ts';

export interface Flow {
  readonly edges: readonly StoredEdge[];
  readonly attributes: readonly StoredAttribute[];
}

/** What a store says of (after, through], as `GraphStore.changes` promises it. */
export function changePage({ edges, attributes }: Flow, after: number, through: number): ChangePage {
  const isNew = ({ recordedAt }: { recordedAt: number }) => recordedAt > after && recordedAt <= through;
  const asOfThen = <T extends { recordedAt: number; retractedAt?: number }>({ retractedAt, ...one }: T): T =>
    (retractedAt !== undefined && retractedAt <= through ? { ...one, retractedAt } : one) as T;
  const stated = edges.filter(isNew).map(asOfThen);
  const named = attributes.filter(isNew).map(asOfThen);
  const keys = new Set([...stated.flatMap(({ from, to }) => [from, to]), ...named.map(({ node }) => node)]);
  return {
    through,
    nodes: [...keys].map((key) => ({ key, ref: refOfKey(key)! })),
    edges: stated,
    attributes: named,
    closed: closedIn([...edges, ...attributes], after, through),
  };
}

function closedIn(all: readonly (StoredEdge | StoredAttribute)[], after: number, through: number): ChangePage['closed'] {
  const closed = new Map<string, ChangePage['closed'][number]>();
  for (const { event, recordedAt, retractedAt: at } of all)
    if (recordedAt <= after && at !== undefined && at > after && at <= through)
      closed.set(`${event} ${recordedAt}`, { event, recordedAt, at });
  return [...closed.values()];
}

/** An index that has followed up to the last of `stops`. */
export function indexOf(flow: Flow, stops: readonly number[], mergeAfter: ReadonlySet<number> = new Set(stops)): FlowIndex {
  const index = new FlowIndex();
  for (const [i, stop] of stops.entries()) {
    index.apply(changePage(flow, stops[i - 1] ?? 0, stop));
    if (mergeAfter.has(stop)) index.merge();
  }
  return index;
}
