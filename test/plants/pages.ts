import { FlowIndex } from '../../graph/flow/flow-index.ts';
import { decodeSnapshot, encodeSnapshot } from '../../graph/flow/snapshot.ts';
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

function closedIn(
  all: readonly (StoredEdge | StoredAttribute)[],
  after: number,
  through: number,
): ChangePage['closed'] {
  const closed = new Map<string, ChangePage['closed'][number]>();
  for (const { event, recordedAt, retractedAt: at } of all)
    if (recordedAt <= after && at !== undefined && at > after && at <= through)
      closed.set(`${event} ${recordedAt}`, { event, recordedAt, at });
  return [...closed.values()];
}

export interface Following {
  readonly stops: readonly number[];
  /** Stops after which it is merged, or saved and read again. */
  readonly merges?: ReadonlySet<number>;
  readonly snapshots?: ReadonlySet<number>;
}

/** An index that has followed up to the last of the stops. */
export function indexOf(flow: Flow, { stops, merges, snapshots }: Following): FlowIndex {
  let index = new FlowIndex();
  for (const [i, stop] of stops.entries()) {
    index.apply(changePage(flow, stops[i - 1] ?? 0, stop));
    if (merges?.has(stop) === true) index.merge();
    if (snapshots?.has(stop) === true) index = savedAndRead(index);
  }
  return index;
}

function savedAndRead(index: FlowIndex): FlowIndex {
  const { position } = index;
  const bytes = Buffer.concat(encodeSnapshot(index, { id: 'plant', epoch: 1 }));
  const decoded = decodeSnapshot(bytes, { id: 'plant', epoch: 1, position });
  if ('refused' in decoded) throw new Error(decoded.refused);
  return decoded.index;
}
