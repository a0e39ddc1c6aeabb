import type { CanonicalEvent } from '../events/canonical-event.ts';
import type { LedgerPosition } from '../ledger/ledger.ts';
import type { GraphChange } from '../store/changes.ts';
import type { WriterState } from '../store/store.ts';
import { Book } from './book.ts';
import { admit, withdraw } from './editions.ts';
import type { EventResult, Withdrawal } from './editions.ts';

/** A valid event, with the highest ledger position it depends on: its record's, or that of what made it readable. */
export interface ArrivedEvent {
  readonly event: CanonicalEvent;
  readonly recordedAt: LedgerPosition;
}

/** Events, and what is taken back beside them. */
export type Arrival = ArrivedEvent | Withdrawal;

export interface Plan {
  readonly changes: readonly GraphChange[];
  /** One an event and one a withdrawal, in the order they arrived. */
  readonly results: readonly EventResult[];
}

/**
 * What the events change, on a state that holds all that was recorded before the first of them. Events stand in ledger
 * order, those of one record together. Pure: the same events on the same state give the same plan.
 *
 * A key has at most one live statement; a new one closes the former at its own position, and a closed one is never
 * reopened but stated anew. What counts in the end does not depend on the order of records (M1).
 */
export function planChanges(arrived: readonly Arrival[], state: WriterState): Plan {
  const book = new Book(state);
  const changes: GraphChange[] = [];
  const results: EventResult[] = [];
  for (let i = 0; i < arrived.length;) {
    const next = arrived[i]!;
    const { recordedAt } = next;
    if ('withdraws' in next) {
      results.push(withdraw(book, next.withdraws));
      i++;
    } else {
      const record = recordAt(arrived, i, next);
      results.push(...admitRecord(book, record));
      i += record.length;
    }
    if (arrived[i]?.recordedAt !== recordedAt) changes.push(...book.settle(recordedAt));
  }
  return { changes, results };
}

/** The events of one record, from the first of them on. */
function recordAt(arrived: readonly Arrival[], from: number, first: ArrivedEvent): readonly CanonicalEvent[] {
  const record = [first.event];
  for (let i = from + 1; i < arrived.length; i++) {
    const next = arrived[i]!;
    if ('withdraws' in next || !isSameRecord(next, first)) break;
    record.push(next.event);
  }
  return record;
}

const isSameRecord = (next: ArrivedEvent, first: ArrivedEvent): boolean =>
  next.recordedAt === first.recordedAt && next.event.source.record === first.event.source.record;

function admitRecord(book: Book, events: readonly CanonicalEvent[]): readonly EventResult[] {
  const editions = Map.groupBy(events, ({ recordKey }) => recordKey);
  if (editions.size === 1) return admit(book, events);
  const results = new Map<CanonicalEvent, EventResult>();
  for (const edition of editions.values())
    admit(book, edition).forEach((result, i) => results.set(edition[i]!, result));
  return events.map((event) => results.get(event)!);
}
