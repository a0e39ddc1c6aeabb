import type { Ledger, LedgerReader } from '../graph/ledger/ledger.ts';
import { controlRecord } from './control-records.ts';
import type { LedgerMode } from './control-records.ts';

const own = 'whence';
const partition = 'control:mode';

export const isRegulated = (reader: LedgerReader): boolean => reader.cursor(own, partition) === 'regulated';

/** A ledger that was regulated once stays so, whatever a configuration says later. */
export async function landMode(ledger: Ledger, mode: LedgerMode): Promise<void> {
  if (mode === 'single' || isRegulated(ledger.reader)) return;
  const record = controlRecord('mode', own, { mode }, ledger.reader.head().seq);
  await ledger.append([record], [{ source: own, partition, state: mode }]);
}
