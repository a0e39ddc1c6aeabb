import type { LedgerReader } from './ledger.ts';

/** Who may approve: in a `single` ledger a lone user may approve what he wrote himself. */
export type LedgerMode = 'single' | 'regulated';

/** The cursor that remembers it: set once, and never back. */
export const modeCursor = { source: 'whence', partition: 'control:mode' } as const;

export const isRegulated = (reader: Pick<LedgerReader, 'cursor'>): boolean =>
  reader.cursor(modeCursor.source, modeCursor.partition) === 'regulated';

export const modeOf = (reader: Pick<LedgerReader, 'cursor'>): LedgerMode =>
  isRegulated(reader) ? 'regulated' : 'single';
