import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { noHead } from '../leaf.ts';
import type {
  CursorChange,
  LastFact,
  LedgerHead,
  LedgerPosition,
  LedgerReader,
  LedgerRecord,
  SourceCount,
  VerifyReport,
} from '../ledger.ts';
import { BlobStore } from './blob-store.ts';
import { openForReading } from './ledger-file.ts';
import type { RecordRow } from './ledger-rows.ts';
import { bodyLength, RowReader } from './ledger-rows.ts';
import * as sql from './ledger-statements.ts';
import { verifyLedgerFile } from './verify-ledger-file.ts';

// A page of rows that point into large blobs must not fill the memory.
const pageBytes = 64 * 1024 * 1024;

/** Reads the ledger of a data folder by a connection of its own; for any thread, beside the one writer. */
export function openSqliteLedgerReader(folder: string): LedgerReader {
  return new SqliteLedgerReader(folder);
}

class SqliteLedgerReader implements LedgerReader {
  readonly #db: DatabaseSync;
  readonly #blobs: BlobStore;
  readonly #rows: RowReader;
  readonly #selectRecords: StatementSync;
  readonly #selectRecord: StatementSync;
  readonly #selectReceivedAt: StatementSync;
  readonly #selectKnown: StatementSync;
  readonly #selectCursor: StatementSync;
  readonly #selectCursors: StatementSync;
  readonly #selectState: StatementSync;
  readonly #selectCounts: StatementSync;
  readonly #selectLastFact: StatementSync;

  constructor(folder: string) {
    this.#db = openForReading(folder);
    this.#blobs = new BlobStore(folder);
    this.#rows = new RowReader(this.#blobs);
    this.#selectRecords = this.#db.prepare(sql.selectRecords);
    this.#selectRecord = this.#db.prepare(sql.selectRecord);
    this.#selectRecords.setReturnArrays(true);
    this.#selectRecord.setReturnArrays(true);
    this.#selectReceivedAt = this.#db.prepare(sql.selectReceivedAt);
    this.#selectKnown = this.#db.prepare(sql.selectKnown);
    this.#selectCursor = this.#db.prepare(sql.selectCursor);
    this.#selectCursors = this.#db.prepare(sql.selectCursors);
    this.#selectState = this.#db.prepare(sql.selectState);
    this.#selectCounts = this.#db.prepare(sql.selectCounts);
    this.#selectLastFact = this.#db.prepare(sql.selectLastFact);
  }

  read(after: LedgerPosition, limit: number): readonly LedgerRecord[] {
    const records: LedgerRecord[] = [];
    let bytes = 0;
    for (const row of this.#selectRecords.iterate(after, limit) as unknown as Iterable<RecordRow>) {
      bytes += bodyLength(row);
      if (bytes > pageBytes && records.length > 0) break;
      records.push(this.#rows.record(row));
    }
    return records;
  }

  record(seq: LedgerPosition): LedgerRecord | undefined {
    const row = this.#selectRecord.get(seq) as RecordRow | undefined;
    return row && this.#rows.record(row);
  }

  seqOf(source: string, partition: string, position: string): LedgerPosition | undefined {
    return (this.#selectKnown.get(source, partition, position) as { seq: LedgerPosition } | undefined)?.seq;
  }

  receivedAt(seq: LedgerPosition): string | undefined {
    return (this.#selectReceivedAt.get(seq) as { receivedAt: string } | undefined)?.receivedAt;
  }

  cursor(source: string, partition: string): string | undefined {
    return (this.#selectCursor.get(source, partition) as { state: string } | undefined)?.state;
  }

  cursors(source: string): readonly CursorChange[] {
    return (this.#selectCursors.all(source) as unknown as CursorChange[]).map((row) => ({ ...row }));
  }

  head(): LedgerHead {
    const { seq, head, epoch } = this.#selectState.get() as {
      seq: LedgerPosition | null;
      head: Uint8Array | null;
      epoch: number;
    };
    return { seq: seq ?? 0, head: Buffer.from(head ?? noHead).toString('hex'), epoch };
  }

  counts(): readonly SourceCount[] {
    return (this.#selectCounts.all() as unknown as SourceCount[]).map((row) => ({ ...row }));
  }

  lastFacts(at: LedgerPosition): readonly LastFact[] {
    const facts = this.counts().filter(({ stream }) => stream === 'fact');
    return facts.flatMap(({ source, lastSeq, lastReceivedAt }) => {
      if (lastSeq <= at) return [{ source, seq: lastSeq, receivedAt: lastReceivedAt }];
      const earlier = this.#selectLastFact.get(source, at) as LastFact | undefined;
      return earlier === undefined ? [] : [{ ...earlier }];
    });
  }

  blob(sha256: string): Uint8Array | undefined {
    return this.#blobs.get(sha256);
  }

  verify(progress?: (done: number) => void): VerifyReport {
    return verifyLedgerFile(this.#db, this.#rows, progress);
  }

  close(): void {
    this.#db.close();
  }
}
