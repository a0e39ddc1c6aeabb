import { WhenceError } from '../../errors.ts';
import { appendCall } from '../landing.ts';
import type { CursorChange, Ledger, LedgerPosition, LedgerReader, RawRecord, Receipt } from '../ledger.ts';
import type { Failpoint } from './ledger-writer.ts';
import { LocalHost } from './local-host.ts';
import { openSqliteLedgerReader } from './sqlite-ledger-reader.ts';
import { WorkerHost } from './worker-host.ts';
import type { WriterHost } from './writer-host.ts';

export interface SqliteLedgerOptions {
  /** Where the last head is noted, to tell an older copy of the ledger; `ledger.head` in its folder by default. */
  readonly headNote?: string;
}

export interface SqliteLedgerHereOptions extends SqliteLedgerOptions {
  readonly now?: () => number;
  readonly failpoint?: (at: Failpoint) => void;
}

/**
 * The ledger of a data folder (`ledger.db`, `blobs/`), its writer in a thread of its own. Opening it fences every earlier
 * writer. Rejects with `LEDGER_ENGINE`, `LEDGER_FILESYSTEM` or `ROLLBACK` where nothing may be written.
 */
export async function openSqliteLedger(folder: string, options: SqliteLedgerOptions = {}): Promise<Ledger> {
  const commits = new Commits();
  const host = await WorkerHost.open({ folder, headNote: options.headNote }, commits.reached);
  return new SqliteLedger(folder, host, commits);
}

/** The same, written by the calling thread. */
export function openSqliteLedgerHere(folder: string, options: SqliteLedgerHereOptions = {}): Ledger {
  const commits = new Commits();
  const host = new LocalHost({ folder, now: Date.now, ...options }, commits.reached);
  return new SqliteLedger(folder, host, commits);
}

class SqliteLedger implements Ledger {
  readonly reader: LedgerReader;
  readonly #host: WriterHost;
  readonly #commits: Commits;
  #isClosed = false;

  constructor(folder: string, host: WriterHost, commits: Commits) {
    this.reader = openSqliteLedgerReader(folder);
    this.#host = host;
    this.#commits = commits;
    commits.start(this.reader.head().seq);
  }

  async append(records: readonly RawRecord[], advance: readonly CursorChange[] = []): Promise<readonly Receipt[]> {
    if (this.#isClosed) throw new WhenceError('LEDGER_IO', { says: 'The ledger is closed' });
    if (records.length === 0 && advance.length === 0) return [];
    return this.#host.append(appendCall(records, advance));
  }

  async putBlob(bytes: Uint8Array): Promise<string> {
    if (this.#isClosed) throw new WhenceError('LEDGER_IO', { says: 'The ledger is closed' });
    return this.#host.putBlob(bytes);
  }

  onCommit(listener: (head: LedgerPosition) => void): () => void {
    return this.#commits.listen(listener);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#host.close();
    this.reader.close();
  }
}

/** Tells listeners once for each new head. */
class Commits {
  readonly #listeners = new Set<(head: LedgerPosition) => void>();
  #head: LedgerPosition = 0;

  start(head: LedgerPosition): void {
    this.#head = Math.max(this.#head, head);
  }

  readonly reached = (head: LedgerPosition): void => {
    if (head <= this.#head) return;
    this.#head = head;
    this.#listeners.forEach((listener) => listener(head));
  };

  listen(listener: (head: LedgerPosition) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
