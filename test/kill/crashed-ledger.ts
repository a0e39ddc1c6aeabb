import { expect } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { LedgerReader, LedgerRecord } from '../../graph/ledger/ledger.ts';
import { canonicalJson } from '../../graph/model/canonical-json.ts';
import { openSqliteLedgerHere } from '../../graph/ledger/sqlite/sqlite-ledger.ts';

/** What the source of `ledger-child.ts` was told. */
export interface Said {
  readonly acknowledged: number;
  readonly isDone: boolean;
  readonly isReady: boolean;
}

/** From what `ledger-child.ts` writes to its standard output. */
export function readSaid(out: string): Said {
  // A number may have been cut short by the kill: only whole lines count.
  const lines = out.split('\n').slice(0, -1);
  const numbers = lines.map(Number).filter(Number.isInteger);
  return { acknowledged: Math.max(0, ...numbers), isDone: lines.includes('done'), isReady: lines.includes('ready') };
}

/** Opens as after a crash, and looks at everything. */
export async function afterCrash(folder: string, look: (reader: LedgerReader) => void): Promise<void> {
  const ledger = openSqliteLedgerHere(folder);
  try {
    look(ledger.reader);
  } finally {
    await ledger.close();
  }
}

export function expectWhole(reader: LedgerReader, acknowledged: number): void {
  expect(reader.verify()).toMatchObject({ ok: true });
  const positions = [...everyPosition(reader)];
  // Acknowledged ⊆ kept, nothing twice, nothing between left out: rows are read in their order.
  expect(positions).toEqual(positions.map((_, i) => i + 1));
  expect(positions.length).toBeGreaterThanOrEqual(acknowledged);
  // I2: the cursor stands at a record that is there.
  expect(Number(reader.cursor('mes', 'line 4') ?? 0)).toBe(positions.length);
  expect(reader.counts()[0]?.stored ?? 0).toBe(positions.length);
}

/** SHA-256 over what is kept, in order: what is made of two ledgers with one digest is the same (I10, S3). */
export function keptDigest(reader: LedgerReader): string {
  const kept = createHash('sha256');
  for (const { position, contentType, headers, body } of everyRecord(reader))
    kept.update(canonicalJson({ position, contentType, headers })).update(body);
  return kept.digest('hex');
}

function* everyPosition(reader: LedgerReader): Generator<number> {
  for (const { position } of everyRecord(reader)) yield Number(position);
}

function* everyRecord(reader: LedgerReader): Generator<LedgerRecord> {
  for (let page = reader.read(0, 1000); page.length > 0; page = reader.read(page.at(-1)!.seq, 1000)) yield* page;
}
