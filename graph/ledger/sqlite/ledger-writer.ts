import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { WhenceError } from '../../errors.ts';
import type { AppendCall } from '../landing.ts';
import { noHead } from '../leaf.ts';
import type { LedgerPosition, Receipt } from '../ledger.ts';
import type { ChainBatch } from '../verify.ts';
import { BlobStore } from './blob-store.ts';
import { checkHeadNote, headNotePath, readHeadNote, writeHeadNote } from './head-note.ts';
import { failureOf, failureOfReopening, ledgerError } from './ledger-failure.ts';
import { ledgerPath, makeSchema, openForWriting, raiseEpoch } from './ledger-file.ts';
import { RowReader } from './ledger-rows.ts';
import * as sql from './ledger-statements.ts';
import type { LedgerState } from './ledger-transaction.ts';
import { LedgerTransaction, prepareStatements } from './ledger-transaction.ts';
import type { ReadyCall } from './ready-call.ts';
import { readyCall } from './ready-call.ts';
import { verifyLastRecords } from './verify-ledger-file.ts';

export type Failpoint = 'before commit' | 'after commit';

export interface LedgerWriterOptions {
  readonly folder: string;
  readonly now: () => number;
  /** Where the last head is noted outside the ledger; `ledger.head` beside it by default. */
  readonly headNote?: string | undefined;
  /** Tests let it throw where the file system could fail. */
  readonly failpoint?: ((at: Failpoint) => void) | undefined;
}

export type CallResult =
  { readonly receipts: readonly Receipt[]; readonly error?: undefined } | { readonly error: unknown };

interface StoredState {
  readonly store: string;
  readonly epoch: number;
  readonly commits: number;
  readonly seq: LedgerPosition | null;
  readonly head: Uint8Array | null;
}

interface Attempt {
  readonly receipts: readonly (readonly Receipt[])[];
  readonly after: LedgerState;
}

const failuresTolerated = 2;
const failureWindowMs = 10 * 60 * 1000;
const reverifiedRecords = 10_000;

/** The one writer of a ledger folder, synchronous. Opening it fences every earlier one. */
export class LedgerWriter {
  readonly #options: LedgerWriterOptions;
  readonly #notePath: string;
  readonly #blobs: BlobStore;
  readonly #store: string;
  readonly #epoch: number;
  #db: DatabaseSync | undefined;
  #statements: ReturnType<typeof prepareStatements>;
  #state: LedgerState;
  #attempt: Attempt | undefined;
  #isFenced = false;
  #failedAt: number[] = [];
  #noted: LedgerPosition;

  constructor(options: LedgerWriterOptions) {
    this.#options = options;
    this.#notePath = options.headNote ?? headNotePath(options.folder);
    this.#blobs = new BlobStore(options.folder);
    const note = readHeadNote(this.#notePath);
    if (note !== undefined && !existsSync(ledgerPath(options.folder))) {
      throw new WhenceError('ROLLBACK', { says: 'The ledger is gone', seen: note.seq });
    }
    const db = opened(options.folder);
    try {
      makeSchema(db);
      const stored = storedState(db);
      checkHeadNote(note, { store: stored.store, seq: stored.seq ?? 0 }, (seq) => headAt(db, seq));
      this.#store = stored.store;
      this.#epoch = raiseEpoch(db);
      this.#state = stateOf(storedState(db));
      this.#statements = prepareStatements(db);
    } catch (error) {
      db.close();
      throw ledgerError(error);
    }
    this.#db = db;
    this.#noted = note?.seq ?? 0;
  }

  get seq(): LedgerPosition {
    return this.#state.seq;
  }

  /** All calls that can be kept, in one commit. One result a call, in their order. */
  commit(calls: readonly AppendCall[]): readonly CallResult[] {
    const prepared = calls.map((call) => attempt(() => readyCall(call, this.#blobs)));
    const ready = prepared.flatMap((call) => (call.ok === undefined ? [] : [call.ok]));
    const kept = attempt(() => this.#commitReady(ready));
    let next = 0;
    return prepared.map((call): CallResult => {
      if (call.ok === undefined) return { error: call.error };
      return kept.ok === undefined ? { error: kept.error } : { receipts: kept.ok[next++]! };
    });
  }

  putBlob(bytes: Uint8Array): string {
    try {
      return this.#blobs.put(bytes);
    } catch (error) {
      throw ledgerError(error);
    }
  }

  #commitReady(calls: readonly ReadyCall[]): readonly (readonly Receipt[])[] {
    if (calls.length === 0) return [];
    this.#refuseIntake();
    for (;;) {
      try {
        const landed = this.#db === undefined ? this.#reopen() : undefined;
        return landed ?? this.#transact(calls);
      } catch (error) {
        this.#fail(error);
      }
    }
  }

  #refuseIntake(): void {
    if (this.#isFenced) throw new WhenceError('FENCED', { epoch: this.#epoch });
    const since = this.#options.now() - failureWindowMs;
    this.#failedAt = this.#failedAt.filter((at) => at > since);
    if (this.#failedAt.length > failuresTolerated) {
      throw new WhenceError('LEDGER_IO', { says: 'The ledger failed three times in ten minutes: intake has stopped' });
    }
  }

  #transact(calls: readonly ReadyCall[]): readonly (readonly Receipt[])[] {
    const db = this.#db!;
    this.#attempt = undefined;
    try {
      db.exec('BEGIN IMMEDIATE');
      const receivedAt = new Date(this.#options.now()).toISOString();
      this.#attempt = new LedgerTransaction(this.#statements, this.#state, this.#epoch, receivedAt).write(calls);
      this.#options.failpoint?.('before commit');
      db.exec('COMMIT');
      this.#options.failpoint?.('after commit');
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
    this.#state = this.#attempt.after;
    return this.#attempt.receipts;
  }

  /** Returns where the batch may be tried again; throws what the callers get. */
  #fail(error: unknown): void {
    const failure = this.#db === undefined ? failureOfReopening(error) : failureOf(error);
    if (error instanceof WhenceError && error.code === 'FENCED') this.#isFenced = true;
    if (this.#isFenced || failure !== 'suspect') throw ledgerError(error);
    this.#failedAt.push(this.#options.now());
    this.#closeFile();
    if (this.#failedAt.length > failuresTolerated) throw ledgerError(error);
  }

  /**
   * After a failed sync: checks the file before anything more is kept. The copy of the log into the file writes and syncs
   * again all that a failed sync may have left in memory only. Gives the receipts if the batch did land after all.
   */
  #reopen(): readonly (readonly Receipt[])[] | undefined {
    const db = opened(this.#options.folder);
    try {
      const stored = this.#check(db);
      this.#statements = prepareStatements(db);
      this.#state = stateOf(stored);
    } catch (error) {
      db.close();
      throw error;
    }
    this.#db = db;
    const attempted = this.#attempt;
    this.#attempt = undefined;
    return attempted?.after.commits === this.#state.commits ? attempted.receipts : undefined;
  }

  #check(db: DatabaseSync): StoredState {
    checkPages(db);
    const tail = verifyLastRecords(db, new RowReader(this.#blobs), reverifiedRecords);
    if (tail.broken !== undefined) throw new WhenceError('LEDGER_IO', { says: tail.broken });
    const stored = storedState(db);
    if (stored.epoch !== this.#epoch) throw new WhenceError('FENCED', { epoch: this.#epoch });
    return stored;
  }

  #closeFile(): void {
    try {
      this.#db?.close();
    } catch {
      // It is opened anew in any case, and checked then.
    }
    this.#db = undefined;
  }

  /** Lazily, by whoever owns the writer: it may be behind the ledger, never ahead of it. */
  noteHead(): void {
    const { seq, head } = this.#state;
    if (seq === this.#noted || this.#isFenced) return;
    writeHeadNote(this.#notePath, { store: this.#store, seq, head: Buffer.from(head).toString('hex') });
    this.#noted = seq;
  }

  close(): void {
    try {
      this.noteHead();
      if (!this.#isFenced) this.#db?.exec(sql.emptyLog);
    } finally {
      this.#closeFile();
    }
  }
}

type Attempted<T> =
  { readonly ok: T; readonly error?: undefined } | { readonly ok?: undefined; readonly error: unknown };

function attempt<T>(work: () => T): Attempted<T> {
  try {
    return { ok: work() };
  } catch (error) {
    return { error: ledgerError(error) };
  }
}

function opened(folder: string): DatabaseSync {
  try {
    return openForWriting(folder);
  } catch (error) {
    throw ledgerError(error);
  }
}

function storedState(db: DatabaseSync): StoredState {
  return db.prepare(sql.selectState).get() as unknown as StoredState;
}

function stateOf({ seq, head, commits }: StoredState): LedgerState {
  return { seq: seq ?? 0, head: head ?? noHead, commits };
}

function headAt(db: DatabaseSync, seq: LedgerPosition): string | undefined {
  const batch = db.prepare(sql.selectBatchAt).get(seq) as ChainBatch | undefined;
  return batch?.lastSeq === seq ? batch.head : undefined;
}

function checkPages(db: DatabaseSync): void {
  const { quick_check: found } = db.prepare(sql.quickCheck).get() as { quick_check: string };
  if (found !== 'ok') throw new WhenceError('LEDGER_IO', { says: `The ledger's file is damaged: ${found}` });
  const { busy } = db.prepare(sql.checkpoint).get() as { busy: number };
  if (busy !== 0) throw new WhenceError('LEDGER_IO', { says: 'The log could not be copied: a reader holds it' });
}
