import type { DatabaseSync } from 'node:sqlite';
import { WhenceError } from '../../errors.ts';
import type { LedgerPosition, LedgerStream, VerifyReport } from '../ledger.ts';
import type { ChainBatch, ChainRecord, ChainStart } from '../verify.ts';
import { chainBegin, verifyChain } from '../verify.ts';
import type { RecordRow } from './ledger-rows.ts';
import type { RowReader } from './ledger-rows.ts';
import * as sql from './ledger-statements.ts';

interface Landed {
  readonly source: string;
  readonly stream: LedgerStream;
  readonly stored: number;
}

const pageRows = 1000;

/**
 * The chain, and what lies beside it in the file: pages and index (SQLite's own check), counts and cursors. Not found, beside
 * what no chain finds: another state text of a cursor, another count of repeats, bytes in no use, and pages still in the
 * write-ahead log, which SQLite checks by itself when it next opens the file.
 */
export function verifyLedgerFile(
  db: DatabaseSync,
  rows: RowReader,
  progress: (done: number) => void = () => undefined,
): VerifyReport {
  const nothing = { records: 0, batches: 0, head: chainBegin.head, clockBack: [] };
  try {
    const pages = brokenPages(db);
    if (pages !== undefined) return { ...nothing, ok: false, broken: pages };
    return verifyRows(db, rows, progress);
  } catch (error) {
    return { ...nothing, ok: false, broken: unreadable(error) };
  }
}

/** The last `count` records or a few more, back to where a batch begins. What came before is taken as given. */
export function verifyLastRecords(db: DatabaseSync, rows: RowReader, count: number): VerifyReport {
  const end = lastSeq(db);
  const batch = db.prepare(sql.selectBatchAt).get(Math.max(end - count, 1)) as ChainBatch | undefined;
  const start = batch === undefined ? chainBegin : { seq: batch.firstSeq - 1, head: batch.prevHead };
  return verifyChain(batchesAfter(db, start, end), recordsAfter(db, rows, start.seq, end), start);
}

function verifyRows(db: DatabaseSync, rows: RowReader, progress: (done: number) => void): VerifyReport {
  // What is committed meanwhile is left out, without holding a read transaction that would keep the log from shrinking.
  db.exec('BEGIN');
  const end = lastSeq(db);
  const landed = db.prepare(sql.selectLanded).all() as unknown as Landed[];
  const ahead = db.prepare(sql.selectCursorAhead).get(end);
  const loose = db.prepare(sql.selectAfter).get(end) as { seq: LedgerPosition } | undefined;
  db.exec('COMMIT');
  const counts = new Map<string, number>();
  const records = counted(recordsAfter(db, rows, 0, end), counts);
  const report = verifyChain(batchesAfter(db, chainBegin, end), records, chainBegin, progress);
  const broken =
    report.broken ??
    (loose && `record ${loose.seq} is in no batch`) ??
    miscounted(landed, counts) ??
    (ahead && 'a cursor is ahead of the records');
  return broken === undefined ? report : { ...report, ok: false, broken };
}

function lastSeq(db: DatabaseSync): LedgerPosition {
  return (db.prepare(sql.selectState).get() as { seq: LedgerPosition | null }).seq ?? 0;
}

function* batchesAfter(db: DatabaseSync, start: ChainStart, end: LedgerPosition): Generator<ChainBatch> {
  const select = db.prepare(sql.selectBatches);
  for (let after = start.seq; ;) {
    const page = select.all(after, end) as unknown as ChainBatch[];
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.firstSeq;
  }
}

function* recordsAfter(
  db: DatabaseSync,
  rows: RowReader,
  start: LedgerPosition,
  end: LedgerPosition,
): Generator<ChainRecord> {
  const select = db.prepare(sql.selectRecords);
  select.setReturnArrays(true);
  for (let after = start; ;) {
    const page = select.all(after, pageRows) as unknown as RecordRow[];
    for (const row of page) {
      if (row[0] > end) return;
      yield rows.chainRecord(row);
      after = row[0];
    }
    if (page.length < pageRows) return;
  }
}

function* counted(records: Iterable<ChainRecord>, counts: Map<string, number>): Generator<ChainRecord> {
  for (const record of records) {
    const key = JSON.stringify([record.source, record.stream]);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    yield record;
  }
}

function miscounted(landed: readonly Landed[], counts: ReadonlyMap<string, number>): string | undefined {
  const wrong = landed.find(({ source, stream, stored }) => counts.get(JSON.stringify([source, stream])) !== stored);
  if (wrong !== undefined) return `the count of records of ${wrong.source} is not ${wrong.stored}`;
  return landed.length === counts.size ? undefined : 'a source with records is not counted';
}

function brokenPages(db: DatabaseSync): string | undefined {
  const found = db.prepare(sql.integrityCheck).all() as unknown as { integrity_check: string }[];
  const first = found[0]?.integrity_check;
  return first === 'ok' ? undefined : `the file itself: ${first ?? 'no answer'}`;
}

function unreadable(error: unknown): string {
  if (error instanceof WhenceError) return error.message;
  return `the file itself cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}
