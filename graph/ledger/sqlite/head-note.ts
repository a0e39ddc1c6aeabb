import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WhenceError } from '../../errors.ts';
import type { LedgerPosition } from '../ledger.ts';
import { writeSynced } from './synced-file.ts';

/** The last head seen, kept outside the ledger: how an older copy of it is told from the ledger itself. */
export interface HeadNote {
  readonly store: string;
  readonly seq: LedgerPosition;
  readonly head: string;
}

export function headNotePath(folder: string): string {
  return join(folder, 'ledger.head');
}

/** Absent, or torn by something else than us: then nothing is known, which is no reason to refuse. */
export function readHeadNote(path: string): HeadNote | undefined {
  try {
    const { store, seq, head } = JSON.parse(readFileSync(path, 'utf8')) as Partial<HeadNote>;
    if (typeof store !== 'string' || typeof seq !== 'number' || typeof head !== 'string') return undefined;
    return { store, seq, head };
  } catch {
    return undefined;
  }
}

export function writeHeadNote(path: string, note: HeadNote): void {
  writeSynced(path, Buffer.from(`${JSON.stringify(note)}\n`));
}

/** `headAt` gives the chain hash of the batch that ends at a position, if there is one. */
export function checkHeadNote(
  note: HeadNote | undefined,
  found: { readonly store: string; readonly seq: LedgerPosition },
  headAt: (seq: LedgerPosition) => string | undefined,
): void {
  if (note === undefined) return;
  if (note.store !== found.store) {
    throw new WhenceError('ROLLBACK', { says: 'This is another ledger than the one seen last', seen: note.store });
  }
  if (found.seq < note.seq) {
    throw new WhenceError('ROLLBACK', {
      says: 'The ledger is shorter than last seen',
      found: found.seq,
      seen: note.seq,
    });
  }
  if (headAt(note.seq) !== note.head) {
    throw new WhenceError('ROLLBACK', { says: 'The ledger has another past than last seen', at: note.seq });
  }
}
