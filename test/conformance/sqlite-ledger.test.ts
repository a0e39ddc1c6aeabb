import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ledger } from '../../graph/ledger/ledger.ts';
import { openSqliteLedger, openSqliteLedgerHere } from '../../graph/ledger/sqlite/sqlite-ledger.ts';
import type { LedgerPlace } from './ledger.ts';
import { ledgerConformance } from './ledger.ts';

async function emptyFolder(open: (folder: string) => Promise<Ledger>): Promise<LedgerPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'whence-ledger-'));
  return { open: () => open(folder), remove: () => rm(folder, { recursive: true }) };
}

ledgerConformance('The SQLite ledger, written in its own thread,', () => emptyFolder(openSqliteLedger));

ledgerConformance('The SQLite ledger, written here,', () =>
  emptyFolder((folder) => Promise.resolve(openSqliteLedgerHere(folder))),
);
