import { statfsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { WhenceError } from '../../errors.ts';

/** Before 3.51.3 a checkpoint could, by a race, lose committed pages of the write-ahead log. */
const oldestEngine = [3, 51, 3] as const;

/** What must hold of the connection that writes, read back after its first write: a pragma that did not take is silent. */
const asserted = { journal_mode: 'wal', synchronous: 2, mmap_size: 0, cell_size_check: 1 } as const;
export type AssertedPragma = keyof typeof asserted;

/** Locks and shared memory of SQLite do not hold over these. Linux `statfs` types. */
const networkFileSystems: Readonly<Record<number, string>> = {
  0x6969: 'NFS',
  0x517b: 'SMB',
  0xff534d42: 'SMB (CIFS)',
  0xfe534d42: 'SMB 2',
};

export function checkEngine(version: string): void {
  const found = version.split('.').map(Number);
  const differing = oldestEngine.findIndex((part, i) => part !== (found[i] ?? 0));
  if (differing >= 0 && (found[differing] ?? 0) < oldestEngine[differing]!) {
    throw new WhenceError('LEDGER_ENGINE', { says: `SQLite ${version} is older than ${oldestEngine.join('.')}` });
  }
}

export function checkPragmas(read: (pragma: AssertedPragma) => unknown): void {
  for (const [pragma, wanted] of Object.entries(asserted)) {
    const found = read(pragma as AssertedPragma);
    if (found !== wanted) throw new WhenceError('LEDGER_ENGINE', { says: `${pragma} did not take`, wanted, found });
  }
}

export function checkFileSystem(folder: string, type: number = fileSystemType(folder)): void {
  const name = networkFileSystems[type >>> 0];
  if (name !== undefined) throw new WhenceError('LEDGER_FILESYSTEM', { says: `The ledger lies on ${name}`, folder });
}

// Elsewhere the number means something else.
function fileSystemType(folder: string): number {
  return process.platform === 'linux' ? statfsSync(folder).type : 0;
}

export function engineVersion(db: DatabaseSync): string {
  return (db.prepare('SELECT sqlite_version() AS version').get() as { version: string }).version;
}
