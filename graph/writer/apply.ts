import { WhenceError } from '../errors.ts';
import type { LedgerPosition } from '../ledger/ledger.ts';
import type { GraphChange } from '../store/changes.ts';
import type { GraphStore, StoredStatement, WriterState } from '../store/store.ts';
import type { EventResult } from './editions.ts';
import { planChanges } from './plan-changes.ts';
import type { Arrival, Plan } from './plan-changes.ts';

/** The one way into the graph. */
export interface Writer {
  /**
   * Applies the events of all records up to `watermark`, in ledger order, in one transaction; what became of each, in
   * their order. A position is given whole, in one call. Given again, the same events have the same results and change
   * nothing, also in other batches.
   */
  apply(arrived: readonly Arrival[], watermark: LedgerPosition): Promise<readonly EventResult[]>;
}

/** What `apply` would do with these on the store as it is, without doing it. */
export async function planArrivals(
  store: Pick<GraphStore, 'writerState'>,
  arrived: readonly Arrival[],
  watermark: LedgerPosition,
): Promise<Plan> {
  mustBeInOrder(arrived, watermark);
  return planChanges(arrived, await stateBefore(store, arrived));
}

export function createWriter(store: GraphStore, epoch: number): Writer {
  let reached: LedgerPosition = 0;
  return {
    async apply(arrived, watermark) {
      const { changes, results } = await planArrivals(store, arrived, watermark);
      const position = await store.position();
      // Emptied, or put back from a copy: what lies between would be missing for ever.
      if (position < reached) throw new WhenceError('STORE_BEHIND', { position, reached });
      const news = changes.filter((change) => positionOf(change) > position);
      await store.apply(news, watermark, epoch);
      reached = Math.max(reached, watermark);
      return results;
    },
  };
}

/**
 * All that the events may touch, as it was before the first of them: their records, the corrections of those, whatever
 * these correct, and so on until nothing new is named.
 */
async function stateBefore(store: Pick<GraphStore, 'writerState'>, arrived: readonly Arrival[]): Promise<WriterState> {
  const first = arrived[0];
  if (first === undefined) return { statements: [] };
  const asOf = { position: first.recordedAt - 1 };
  const known = new Map<string, StoredStatement>();
  const asked = new Set<string>();
  let named = new Set(arrived.flatMap(recordKeysOf));
  while (named.size > 0) {
    for (const recordKey of named) asked.add(recordKey);
    const { statements } = await store.writerState(asOf, [...named]);
    for (const statement of statements) known.set(statement.event, statement);
    const next = statements.flatMap(({ recordKey, retracts }) => [
      recordKey,
      ...(retracts ? [retracts.recordKey] : []),
    ]);
    named = new Set(next.filter((recordKey) => !asked.has(recordKey)));
  }
  return { statements: [...known.values()] };
}

function recordKeysOf(arrival: Arrival): readonly string[] {
  if ('withdraws' in arrival) return [arrival.withdraws.recordKey];
  const { event } = arrival;
  return event.verb === 'correct' ? [event.recordKey, event.target.recordKey] : [event.recordKey];
}

function positionOf(change: GraphChange): LedgerPosition {
  return change.change === 'open' ? change.statement.recordedAt : change.at;
}

function mustBeInOrder(arrived: readonly Arrival[], watermark: LedgerPosition): void {
  let last = 0;
  for (const arrival of arrived) {
    const { recordedAt } = arrival;
    if (recordedAt < last || recordedAt > watermark) {
      const what = 'event' in arrival ? arrival.event.key : arrival.withdraws.recordKey;
      throw new WhenceError('BATCH_ORDER', { event: what, recordedAt, after: last, watermark });
    }
    last = recordedAt;
  }
}
