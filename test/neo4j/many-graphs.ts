import type { LedgerPosition } from '../../graph/ledger/ledger.ts';
import { objectKey, refOfKey } from '../../graph/model/object-ref.ts';
import type { ObjectKey } from '../../graph/model/object-ref.ts';
import type { GraphChange, OpenStatement } from '../../graph/store/changes.ts';
import { edgeId } from '../../graph/store/edge-id.ts';
import type { StoredAttribute, StoredEdge } from '../../graph/store/store.ts';
import type { Flow } from '../plants/pages.ts';
import type { Drawn } from '../trace/compare-kernels.ts';

// A server takes far longer for a transaction than for a thousand statements more in it. So a hundred graphs lie at the same
// positions, and the next hundred after them in the same database. They never meet: whatever names something in one of them
// carries its number.

/** No graph that is drawn reaches further. */
export const positionsOfOne = 10;

/** The graph under names of its own: things, events, choices and sources. */
export function apart(number: number, { edges, attributes }: Flow): Flow {
  const mark = `g${number}`;
  const key = (of: ObjectKey): ObjectKey => {
    const ref = refOfKey(of)!;
    if (ref.kind === 'source') return objectKey({ ...ref, value: `${ref.value}-${mark}` });
    return objectKey({ ...ref, issuer: `${ref.issuer}${mark}` });
  };
  const envelope = <T extends StoredEdge | StoredAttribute>(of: T): T => ({
    ...of,
    event: `${mark}-${of.event}`,
    source: `${of.source}-${mark}`,
  });
  return {
    edges: edges.map((edge) => ({
      ...envelope(edge),
      from: key(edge.from),
      to: key(edge.to),
      eid: `${mark}-${edge.eid}`,
      ...(edge.choice === undefined ? {} : { choice: `${mark}-${edge.choice}` }),
    })),
    attributes: attributes.map((one) => ({
      ...envelope(one),
      node: key(one.node),
      value: one.name === 'notSame' ? JSON.stringify((JSON.parse(one.value) as ObjectKey[]).map(key)) : one.value,
    })),
  };
}

/** The same graph, and what is asked of it, so many positions later. */
export function later({ flow: { edges, attributes }, questions, ...drawn }: Drawn, by: LedgerPosition): Drawn {
  const shifted = <T extends StoredEdge | StoredAttribute>(of: T): T => ({
    ...of,
    recordedAt: of.recordedAt + by,
    record: of.record + by,
    ...(of.retractedAt === undefined ? {} : { retractedAt: of.retractedAt + by }),
  });
  return {
    ...drawn,
    flow: {
      edges: edges.map(shifted).map((edge) => ({ ...edge, eid: eidOf(edge) })),
      attributes: attributes.map(shifted),
    },
    questions: questions.map((question) => ({ ...question, known: question.known + by })),
  };
}

const eidOf = ({ event, recordedAt, role, ordinal }: StoredEdge): string => edgeId(event, recordedAt, role, ordinal);

/** The statements that say what is in the flow, and the ends of those that were retracted, by position. */
export function changesOf({ edges, attributes }: Flow): ReadonlyMap<number, readonly GraphChange[]> {
  const byEvent = Map.groupBy([...edges, ...attributes], ({ event }) => event);
  const changes: (readonly [number, GraphChange])[] = [];
  for (const [event, stated] of byEvent) {
    const { recordedAt, retractedAt } = stated[0]!;
    changes.push([recordedAt, opened(stated)]);
    if (retractedAt !== undefined)
      changes.push([retractedAt, { change: 'close', event, at: retractedAt, because: 'retracted' }]);
  }
  const byPosition = Map.groupBy(changes, ([position]) => position);
  return new Map([...byPosition].map(([position, of]) => [position, of.map(([, change]) => change)]));
}

function opened(stated: readonly (StoredEdge | StoredAttribute)[]): OpenStatement {
  const { event, recordedAt, context, view, source, record, mapping } = stated[0]!;
  const edges = stated.flatMap((one) => ('kind' in one ? [plain(one)] : []));
  const attributes = stated.flatMap((one) => ('node' in one ? [plain(one)] : []));
  const keys = new Set([...edges.flatMap(({ from, to }) => [from, to]), ...attributes.map(({ node }) => node)]);
  const statement = { event, recordedAt, context, view, source, record, mapping, recordKey: event };
  return {
    change: 'open',
    statement: { ...statement, verb: 'transform', body: JSON.stringify({ event }) },
    nodes: [...keys].map((key) => ({ key, ref: refOfKey(key)! })),
    edges,
    attributes,
  };
}

function plain<T extends StoredEdge | StoredAttribute>(of: T) {
  const { event, recordedAt, retractedAt, context, view, source, site, record, mapping, ...rest } = of;
  if ('eid' in rest) delete (rest as { eid?: string }).eid;
  return rest;
}
