import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { WhenceError } from '../../errors.ts';
import type { AssertedPragma } from './engine.ts';
import { checkEngine, checkFileSystem, checkPragmas, engineVersion } from './engine.ts';
import * as sql from './ledger-statements.ts';
import { makeSyncedFolder } from './synced-file.ts';

const schemaVersion = 1;

export function ledgerPath(folder: string): string {
  return join(folder, 'ledger.db');
}

/** The connection that writes. Nothing has been checked by a write yet: see `raiseEpoch`. */
export function openForWriting(folder: string): DatabaseSync {
  makeSyncedFolder(folder);
  checkFileSystem(folder);
  const db = new DatabaseSync(ledgerPath(folder), { timeout: 5000 });
  try {
    checkEngine(engineVersion(db));
    db.exec(sql.settings);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Makes the tables where there are none; refuses those of a newer version. */
export function makeSchema(db: DatabaseSync): void {
  db.exec('BEGIN IMMEDIATE');
  const version = readPragma(db, 'user_version');
  if (version === 0) {
    db.exec(sql.schema);
    db.prepare(sql.insertMeta).run(randomUUID());
  }
  db.exec('COMMIT');
  if (version !== 0 && version !== schemaVersion) {
    throw new WhenceError('LEDGER_ENGINE', { says: 'The ledger was written by a newer version', version });
  }
}

/** Takes the ledger over: whoever wrote before is refused from now on. */
export function raiseEpoch(db: DatabaseSync): number {
  const { epoch } = db.prepare(sql.raiseEpoch).get() as { epoch: number };
  checkPragmas((pragma) => readPragma(db, pragma));
  return epoch;
}

function readPragma(db: DatabaseSync, pragma: AssertedPragma | 'user_version'): unknown {
  return Object.values(db.prepare(sql.pragmas[pragma]).get() ?? {})[0];
}

/** A connection that cannot write, for any thread. The file must be there already. */
export function openForReading(folder: string): DatabaseSync {
  const db = new DatabaseSync(ledgerPath(folder), { readOnly: true, timeout: 5000 });
  db.exec(sql.readerSettings);
  return db;
}

/** For whoever looks from outside: rejects a file that is not as the writer leaves it. */
export function checkJournal(folder: string): void {
  const db = openForReading(folder);
  try {
    const { journal_mode: found } = db.prepare(sql.pragmas.journal_mode).get() as { journal_mode: string };
    if (found !== 'wal')
      throw new WhenceError('LEDGER_ENGINE', { says: `The journal of the ledger is ${found}, not wal` });
  } finally {
    db.close();
  }
}
