import type { Ledger } from '../graph/ledger/ledger.ts';
import { isRegulated, modeCursor } from '../graph/ledger/mode.ts';
import type { LedgerMode } from '../graph/ledger/mode.ts';
import { controlRecord } from './control-records.ts';

/** A ledger that was regulated once stays so, whatever a configuration says later. */
export async function landMode(ledger: Ledger, mode: LedgerMode): Promise<void> {
  if (mode === 'single' || isRegulated(ledger.reader)) return;
  const record = controlRecord('mode', modeCursor.source, { mode }, ledger.reader.head().seq);
  await ledger.append([record], [{ ...modeCursor, state: mode }]);
}
