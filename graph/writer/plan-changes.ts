import type { CanonicalEvent } from '../events/canonical-event.ts';
import type { LedgerPosition } from '../ledger/ledger.ts';
import type { GraphChange } from '../store/changes.ts';
import type { WriterState } from '../store/store.ts';
import { Book } from './book.ts';
import { admit } from './editions.ts';
import type { EventResult } from './editions.ts';

/** A valid event, with the highest ledger position it depends on: its record's, or that of what made it readable. */
export interface ArrivedEvent {
  readonly event: CanonicalEvent;
  readonly recordedAt: LedgerPosition;
}

export interface Plan {
  readonly changes: readonly GraphChange[];
  /** One an event, in the order they arrived. */
  readonly results: readonly EventResult[];
}

/**
 * What the events change, on a state that holds all that was recorded before the first of them. Events stand in ledger
 * order, those of one record together. Pure: the same events on the same state give the same plan.
 *
 * A key has at most one live statement; a new one closes the former at its own position, and a closed one is never
 * reopened but stated anew. What counts in the end does not depend on the order of records (M1).
 */
export function planChanges(arrived: readonly ArrivedEvent[], state: WriterState): Plan {
  const book = new Book(state);
  const changes: GraphChange[] = [];
  const results: EventResult[] = [];
  for (let i = 0; i < arrived.length;) {
    const { recordedAt, event } = arrived[i]!;
    const record = [event];
    while (++i < arrived.length && isSameRecord(arrived[i]!, recordedAt, event)) record.push(arrived[i]!.event);
    results.push(...admitRecord(book, record));
    if (arrived[i]?.recordedAt !== recordedAt) changes.push(...book.settle(recordedAt));
  }
  return { changes, results };
}

function isSameRecord(next: ArrivedEvent, recordedAt: LedgerPosition, of: CanonicalEvent): boolean {
  return next.recordedAt === recordedAt && next.event.source.record === of.source.record;
}

function admitRecord(book: Book, events: readonly CanonicalEvent[]): readonly EventResult[] {
  const editions = Map.groupBy(events, ({ recordKey }) => recordKey);
  if (editions.size === 1) return admit(book, events);
  const results = new Map<CanonicalEvent, EventResult>();
  for (const edition of editions.values())
    admit(book, edition).forEach((result, i) => results.set(edition[i]!, result));
  return events.map((event) => results.get(event)!);
}
