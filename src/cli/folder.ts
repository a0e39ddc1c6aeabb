import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { WhenceError } from '../../graph/errors.ts';
import type { LedgerReader } from '../../graph/ledger/ledger.ts';

export const hasLedger = (folder: string): boolean => existsSync(join(folder, 'ledger.db'));

/** For reading, beside whoever writes. Rejects with `DATA_EMPTY` where there is none. */
export async function openLedgerOf(folder: string): Promise<LedgerReader> {
  if (!hasLedger(folder)) throw new WhenceError('DATA_EMPTY', { folder });
  const { openSqliteLedgerReader } = await import('../../graph/ledger/sqlite/sqlite-ledger-reader.ts');
  return openSqliteLedgerReader(folder);
}
