import type { ObjectKey } from '../../graph/model/object-ref.ts';
import type { StoredEdge } from '../../graph/store/store.ts';
import type { Edge } from '../schema/edge.ts';
import { labelOfKey } from './label.ts';

/** The ends of an edge as rows of an answer; the stated keys where it is shown by itself. */
export interface Ends {
  readonly from: ObjectKey;
  readonly to: ObjectKey;
}

export type Labels = ReadonlyMap<ObjectKey, string>;

export function showEdge(edge: StoredEdge, labels: Labels, { from, to }: Ends = edge): Edge {
  const { eid, kind, qty, unit } = edge;
  return {
    id: eid,
    kind,
    from,
    to,
    fromKey: edge.from,
    toKey: edge.to,
    fromLabel: labels.get(edge.from) ?? labelOfKey(edge.from),
    toLabel: labels.get(edge.to) ?? labelOfKey(edge.to),
    validFrom: edge.validFrom,
    validTo: edge.validTo,
    precision: edge.precision,
    phase: edge.phase,
    quantity: qty === undefined || unit === undefined ? undefined : { value: qty, unit },
    certainty: edge.certainty,
    choice: edge.choice,
    choiceKind: edge.choiceKind,
    choiceSize: edge.choiceSize,
    use: edge.use,
    position: edge.position,
    method: edge.method,
    context: edge.context,
    site: edge.site,
    event: edge.event,
    recordedAt: edge.recordedAt,
    retractedAt: edge.retractedAt,
    source: edge.source,
    record: edge.record,
    mapping: edge.mapping,
  };
}
