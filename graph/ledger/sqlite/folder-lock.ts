import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface FolderLock {
  release(): void;
}

/**
 * Takes a data folder for this process, or nothing when another one has it. The lock is SQLite's own on an empty file: the
 * system drops it with the process, so none is left behind by a kill and no process id can be mistaken for another.
 */
export function lockFolder(folder: string): FolderLock | undefined {
  mkdirSync(folder, { recursive: true });
  const db = new DatabaseSync(join(folder, 'in-use.lock'), { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
    return { release: () => db.close() };
  } catch (error) {
    db.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
}

const isBusy = (error: unknown): boolean => (error as { readonly errcode?: number }).errcode === 5;
