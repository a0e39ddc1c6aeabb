import { problem } from '../../graph/errors.ts';
import type { Problem } from '../../graph/errors.ts';
import type { CanonicalEvent } from '../../graph/events/canonical-event.ts';
import { eventKey } from '../../graph/events/event-key.ts';
import type { LedgerRecord } from '../../graph/ledger/ledger.ts';
import { commonView } from '../../graph/model/view.ts';

/** A decision whose body is canonical events (model.md §6); every other record of that stream is an audit entry. */
export const decisionType = 'application/vnd.whence.decision+json';

const mapping = 'whence:decision@1';

export type Decision =
  | { readonly kind: 'entry' }
  | { readonly kind: 'unreadable'; readonly problem: Problem }
  | { readonly kind: 'events'; readonly events: readonly CanonicalEvent[]; readonly mapping: string };

export function readDecision(record: LedgerRecord): Decision {
  if (record.contentType !== decisionType) return { kind: 'entry' };
  try {
    const { events, view } = JSON.parse(Buffer.from(record.body).toString('utf8')) as {
      readonly events: readonly object[];
      readonly view?: string;
    };
    return { kind: 'events', mapping, events: events.map((event, ordinal) => filled(event, record, ordinal, view)) };
  } catch {
    return {
      kind: 'unreadable',
      problem: problem('CONTROL_UNREADABLE', 'The body of the decision is no JSON with events', { path: 'body' }),
    };
  }
}

function filled(
  event: object,
  { seq, source, position }: LedgerRecord,
  ordinal: number,
  view = commonView,
): CanonicalEvent {
  return {
    ...event,
    key: eventKey({ namespace: 'whence:decision', recordKey: position, rule: 'decision', ordinal }),
    recordKey: `whence:decision/${position}`,
    source: { record: seq, pointer: `decision[${ordinal}]`, name: source, view },
    mapping,
  } as unknown as CanonicalEvent;
}
