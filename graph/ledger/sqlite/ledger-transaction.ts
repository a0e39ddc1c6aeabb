import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { WhenceError } from '../../errors.ts';
import { variantPosition } from '../landing.ts';
import { chainHead, leafOf } from '../leaf.ts';
import type { CursorChange, LedgerPosition, LedgerStream, Receipt } from '../ledger.ts';
import * as sql from './ledger-statements.ts';
import type { ReadyCall, ReadyRecord } from './ready-call.ts';

/** What the next transaction builds on. `commits` counts transactions, so that one whose reply was lost can be told. */
export interface LedgerState {
  readonly seq: LedgerPosition;
  readonly head: Uint8Array;
  readonly commits: number;
}

interface KnownRow {
  readonly seq: LedgerPosition;
  readonly stream: LedgerStream;
  readonly digest: Uint8Array;
}

type Statements = Readonly<Record<keyof typeof texts, StatementSync>>;
const texts = {
  countCommit: sql.countCommit,
  insertRecord: sql.insertRecord,
  selectKnown: sql.selectKnown,
  upsertCursor: sql.upsertCursor,
  countRedelivery: sql.countRedelivery,
  countLanded: sql.countLanded,
  insertBatch: sql.insertBatch,
};

export function prepareStatements(db: DatabaseSync): Statements {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, db.prepare(text)])) as Statements;
}

/**
 * One transaction: records, dedupe, cursors, leaves, chain hash and epoch together, or none of it. Made anew for each; the
 * caller begins, commits or rolls back.
 */
export class LedgerTransaction {
  readonly #statements: Statements;
  readonly #before: LedgerState;
  readonly #epoch: number;
  readonly #receivedAt: string;
  readonly #leaves: Buffer[] = [];
  readonly #landed = new Tally();
  readonly #repeated = new Tally();
  #seq: LedgerPosition;

  constructor(statements: Statements, before: LedgerState, epoch: number, receivedAt: string) {
    this.#statements = statements;
    this.#before = before;
    this.#epoch = epoch;
    this.#receivedAt = receivedAt;
    this.#seq = before.seq;
  }

  write(calls: readonly ReadyCall[]): {
    readonly receipts: readonly (readonly Receipt[])[];
    readonly after: LedgerState;
  } {
    const { changes } = this.#statements.countCommit.run(this.#epoch);
    if (changes === 0) throw new WhenceError('FENCED', { epoch: this.#epoch });
    const receipts = calls.map((call) => call.records.map((record) => this.#keep(record)));
    for (const call of calls) this.#advance(call.advance);
    this.#count();
    return { receipts, after: { seq: this.#seq, head: this.#chain(), commits: this.#before.commits + 1 } };
  }

  #keep(ready: ReadyRecord): Receipt {
    const { source, partition, position } = ready.record;
    if (this.#insert(ready, position)) return { kind: 'kept', seq: this.#seq };
    const first = this.#known(ready, position);
    for (let known = first, at = position; ; known = this.#known(ready, at)) {
      if (ready.digest.equals(known.digest)) return this.#repeat(known, source, partition);
      at = variantPosition(at, ready.digest.toString('hex'));
      if (this.#insert(ready, at)) return { kind: 'kept-variant', seq: this.#seq, of: first.seq };
    }
  }

  /** False where the position is taken. */
  #insert(ready: ReadyRecord, position: string): boolean {
    const { record, digest, inline, range } = ready;
    const seq = this.#seq + 1;
    const bodyDigest = digest.toString('hex');
    const leaf = leafOf({ ...record, position, receivedAt: this.#receivedAt, bodyDigest });
    const { changes } = this.#statements.insertRecord.run(
      seq,
      record.stream,
      record.source,
      record.partition,
      position,
      this.#receivedAt,
      record.sourceTime ?? null,
      record.contentType,
      record.headers,
      record.flags ?? null,
      digest,
      leaf,
      range === undefined ? null : Buffer.from(range.blob, 'hex'),
      range?.start ?? null,
      range?.end ?? null,
      inline,
    );
    if (changes === 0) return false;
    this.#seq = seq;
    this.#leaves.push(leaf);
    this.#landed.add(record.source, record.stream, '', this.#seq);
    return true;
  }

  #known(ready: ReadyRecord, position: string): KnownRow {
    const { source, partition } = ready.record;
    return this.#statements.selectKnown.get(source, partition, position) as unknown as KnownRow;
  }

  #repeat(known: KnownRow, source: string, partition: string): Receipt {
    this.#repeated.add(source, known.stream, partition, known.seq);
    return { kind: 'repeat', seq: known.seq };
  }

  #advance(changes: readonly CursorChange[]): void {
    for (const { source, partition, state } of changes) {
      this.#statements.upsertCursor.run(source, partition, state, this.#seq);
    }
  }

  #count(): void {
    for (const { source, stream, count, last } of this.#landed.all()) {
      this.#statements.countLanded.run(source, stream, count, last, this.#receivedAt);
    }
    for (const { source, stream, partition, count } of this.#repeated.all()) {
      this.#statements.countRedelivery.run(source, stream, partition, count, this.#receivedAt);
    }
  }

  #chain(): Uint8Array {
    const { seq, head } = this.#before;
    if (this.#leaves.length === 0) return head;
    const next = chainHead(head, this.#leaves);
    const first = seq + 1;
    this.#statements.insertBatch.run(first, this.#seq, head, next, this.#epoch);
    return next;
  }
}

interface TallyEntry {
  readonly source: string;
  readonly stream: LedgerStream;
  readonly partition: string;
  count: number;
  last: LedgerPosition;
}

/** Counts by source, stream and partition. Neighbours mostly agree, so the last entry is tried before its key is built. */
class Tally {
  readonly #entries = new Map<string, TallyEntry>();
  #recent: TallyEntry | undefined;

  add(source: string, stream: LedgerStream, partition: string, seq: LedgerPosition): void {
    const entry = this.#entry(source, stream, partition);
    entry.count++;
    entry.last = seq;
  }

  #entry(source: string, stream: LedgerStream, partition: string): TallyEntry {
    const recent = this.#recent;
    if (recent?.source === source && recent.stream === stream && recent.partition === partition) return recent;
    const key = JSON.stringify([source, stream, partition]);
    const entry = this.#entries.get(key) ?? { source, stream, partition, count: 0, last: 0 };
    this.#entries.set(key, entry);
    this.#recent = entry;
    return entry;
  }

  all(): Iterable<TallyEntry> {
    return this.#entries.values();
  }
}
