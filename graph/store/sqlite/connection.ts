import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue, StatementSync } from 'node:sqlite';
import { WhenceError } from '../../errors.ts';
import { schema, schemaVersion } from './schema.ts';

export type Row = readonly (string | number | null)[];

const graphFile = 'graph.db';

// The graph can be made anew from the ledger, so its commits need not reach the disk one by one: NORMAL loses the last of
// them with the machine, never the file.
const pragmas = `
PRAGMA page_size = 16384;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA wal_autocheckpoint = 2000;
`;
const ofEveryConnection = `
PRAGMA busy_timeout = 10000;
PRAGMA cache_size = -65536;
PRAGMA mmap_size = 1073741824;
PRAGMA temp_store = MEMORY;
`;

/** One open graph file, with each of its SQL texts prepared once. Rows come as arrays, in the order of their columns. */
export class Connection {
  readonly #db: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();
  readonly readOnly: boolean;

  constructor(folder: string, readOnly: boolean) {
    this.readOnly = readOnly;
    if (!readOnly) mkdirSync(folder, { recursive: true });
    this.#db = new DatabaseSync(join(folder, graphFile), { readOnly });
    this.#db.exec(ofEveryConnection);
    if (!readOnly) this.#create();
    const version = this.value('PRAGMA user_version');
    if (version !== schemaVersion) throw new WhenceError('GRAPH_VERSION', { folder, version, expected: schemaVersion });
  }

  #create(): void {
    this.#db.exec(pragmas);
    if (this.value('PRAGMA user_version') !== 0) return;
    this.transaction(() => {
      this.#db.exec(schema);
      for (const [name, value] of [
        ['id', randomUUID()],
        ['epoch', 0],
        ['position', 0],
        ['nodes', 0],
        ['edges', 0],
        ['statements', 0],
      ] as const) {
        this.run('INSERT INTO meta (name, value) VALUES (?, ?)', name, value);
      }
      this.#db.exec('PRAGMA user_version = 1');
    });
  }

  /** The statement of a text, for loops that run it many times. */
  prepare(sql: string): StatementSync {
    const known = this.#prepared.get(sql);
    if (known !== undefined) return known;
    const statement = this.#db.prepare(sql);
    statement.setReturnArrays(true);
    this.#prepared.set(sql, statement);
    return statement;
  }

  run(sql: string, ...values: SQLInputValue[]): void {
    this.prepare(sql).run(...values);
  }

  rows(sql: string, ...values: SQLInputValue[]): readonly Row[] {
    return this.prepare(sql).all(...values) as unknown as readonly Row[];
  }

  /** Reads on while it is walked; end it before the same text is used again. */
  iterate(sql: string, ...values: SQLInputValue[]): Iterable<Row> {
    return this.prepare(sql).iterate(...values) as unknown as Iterable<Row>;
  }

  row(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.prepare(sql).get(...values) as unknown as Row | undefined;
  }

  value(sql: string, ...values: SQLInputValue[]): string | number | null | undefined {
    return this.row(sql, ...values)?.[0];
  }

  transaction(work: () => void): void {
    this.#within('BEGIN IMMEDIATE', work);
  }

  /** Reads of one commit, whatever is written meanwhile. */
  snapshot<T>(read: () => T): T {
    return this.#within('BEGIN', read);
  }

  #within<T>(begin: string, work: () => T): T {
    this.run(begin);
    try {
      const result = work();
      this.run('COMMIT');
      return result;
    } catch (error) {
      this.run('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    this.#prepared.clear();
    this.#db.close();
  }
}
