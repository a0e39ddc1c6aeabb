import type { LedgerPosition } from '../../ledger/ledger.ts';
import type { Connection } from './connection.ts';

const last = 'SELECT coalesce(max(id), 0) FROM statement';
const recordedAt = 'SELECT recorded_at FROM statement WHERE id = ?';

/** Number of the first statement recorded after the position; one beyond the last where there is none. */
export function firstAfter(connection: Connection, position: LedgerPosition): number {
  let [low, high] = [1, (connection.value(last) as number) + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (positionOf(connection, middle) > position) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Position of a statement; beyond every position where there is no such statement. */
export function positionOf(connection: Connection, statement: number): LedgerPosition {
  return (connection.value(recordedAt, statement) as LedgerPosition | undefined) ?? Infinity;
}
