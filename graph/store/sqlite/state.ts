import type { LedgerPosition } from '../../ledger/ledger.ts';
import type { EventKey } from '../changes.ts';
import type { AsOf, StoredStatement, WriterState } from '../store.ts';
import type { Connection } from './connection.ts';
import type { Rows } from './rows.ts';

const ofRecordKey = 'SELECT * FROM whole_statement WHERE record_key = ? AND recorded_at <= ? ORDER BY id';
const correcting = 'SELECT * FROM whole_statement WHERE retracts_record_key = ? AND recorded_at <= ? ORDER BY id';

/** The latest statements of the record keys' events and of their corrections, as they were known. */
export function writerState(
  connection: Connection,
  rows: Rows,
  asOf: AsOf,
  recordKeys: readonly string[],
): WriterState {
  const latest = new Map<EventKey, StoredStatement>();
  for (const recordKey of recordKeys) {
    for (const sql of [ofRecordKey, correcting]) {
      for (const row of connection.rows(sql, recordKey, asOf.position)) {
        const statement = asKnown(rows.statement(row), asOf.position);
        latest.set(statement.event, statement);
      }
    }
  }
  return { statements: [...latest.values()] };
}

function asKnown(statement: StoredStatement, position: LedgerPosition): StoredStatement {
  const { retractedAt, replacedAt, ...rest } = statement;
  return {
    ...rest,
    ...(retractedAt !== undefined && retractedAt <= position ? { retractedAt } : {}),
    ...(replacedAt !== undefined && replacedAt <= position ? { replacedAt } : {}),
  };
}
