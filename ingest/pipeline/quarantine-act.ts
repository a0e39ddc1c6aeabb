import type { LedgerPosition, LedgerReader, LedgerRecord } from '../../graph/ledger/ledger.ts';
import type { QuarantineReason } from '../../graph/ledger/outcomes.ts';
import type { PreparedRecord } from './prepared-record.ts';

/** What a person did with records that wait; the body is the audit entry as well, so that act and entry are one record. */
export const quarantineActType = 'application/vnd.whence.quarantine-act+json';

export interface QuarantineAct {
  readonly kind: 'retry' | 'waive';
  readonly records: readonly LedgerPosition[];
  readonly reason: string;
}

/** Undefined where the body is not such an act. */
export function readQuarantineAct({ body }: LedgerRecord): QuarantineAct | undefined {
  try {
    const { kind, records, reason } = JSON.parse(Buffer.from(body).toString('utf8')) as Partial<QuarantineAct>;
    const isAct = (kind === 'retry' || kind === 'waive') && Array.isArray(records) && typeof reason === 'string';
    return isAct ? { kind, records: records.filter((seq) => Number.isSafeInteger(seq)), reason } : undefined;
  } catch {
    return undefined;
  }
}

/** A record that waits: why, and by which plan. */
export interface Waiting {
  readonly quarantine: QuarantineReason;
  readonly plan?: string;
}

/** A record that waits becomes one that a person put aside: it states nothing, and what it named is kept with it. */
export function waived(
  was: Waiting,
  ledger: Pick<LedgerReader, 'record'>,
  seq: LedgerPosition,
  { reason, at }: { readonly reason: string; readonly at: LedgerPosition },
): PreparedRecord | undefined {
  const record = ledger.record(seq);
  const decided = { kind: 'ignored', note: `waived: ${reason}`, quarantine: was.quarantine } as const;
  const { plan } = was;
  const nothing = { events: [], beside: [], findings: [] };
  return record && { record, decidedAt: at, ...(plan === undefined ? {} : { plan }), ...nothing, decided };
}
