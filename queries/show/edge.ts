import type { ObjectKey } from '../../graph/model/object-ref.ts';
import type { StoredEdge } from '../../graph/store/store.ts';
import type { AnswerEdge } from '../../trace/answer.ts';
import type { Edge } from '../schema/edge.ts';
import { labelOfKey } from './label.ts';

/** What an answer says of an edge: its ends as rows. By itself it is shown with the keys as stated. */
type Answered = Pick<AnswerEdge, 'from' | 'to' | 'anomaly'>;

export type Labels = ReadonlyMap<ObjectKey, string>;

export function showEdge(edge: StoredEdge, labels: Labels, { from, to, anomaly }: Answered = edge): Edge {
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
    anomaly,
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
