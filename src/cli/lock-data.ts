import { setTimeout as pause } from 'node:timers/promises';
import { WhenceError } from '../../graph/errors.ts';
import { lockFolder } from '../../graph/ledger/sqlite/folder-lock.ts';
import type { FolderLock } from '../../graph/ledger/sqlite/folder-lock.ts';
import { readRunFile } from '../run-file.ts';

const patienceMs = 2000;
const betweenMs = 50;

/** The data folder for this process alone. Waits a moment for one that is just ending. */
export async function lockData(data: string): Promise<FolderLock> {
  for (let waited = 0; ; waited += betweenMs) {
    const lock = lockFolder(data);
    if (lock !== undefined) return lock;
    if (waited >= patienceMs) throw inUse(data);
    await pause(betweenMs);
  }
}

function inUse(data: string): WhenceError {
  const running = readRunFile(data);
  const by = running === undefined ? {} : { service: running.url, pid: running.pid };
  return new WhenceError('DATA_IN_USE', { folder: data, ...by });
}
