import type { LedgerPosition, LedgerRecord } from '../../graph/ledger/ledger.ts';
import type { Finding, Outcome, QuarantineReason } from '../../graph/ledger/outcomes.ts';
import type { Withdrawal } from '../../graph/writer/editions.ts';
import type { ArrivedEvent } from '../../graph/writer/plan-changes.ts';

/** A record as read, before the graph has seen it: what it states, and what becomes of it if the graph takes that. */
export interface PreparedRecord {
  readonly record: LedgerRecord;
  /** The record's own position, or that of the later one that made it readable. */
  readonly decidedAt: LedgerPosition;
  readonly plan?: string;
  readonly events: readonly ArrivedEvent[];
  /** Stated by the service beside the record, whatever becomes of it: gaps in its source's count. */
  readonly beside: readonly ArrivedEvent[];
  readonly findings: readonly Finding[];
  /** Decided already, without the graph. */
  readonly decided?: Pick<Outcome, 'kind' | 'note' | 'quarantine'>;
  /** What it stated before and no longer does, where it is read anew. */
  readonly withdraws?: readonly Withdrawal[];
  /** Why a newer version of the plan cannot read what an older one could. */
  readonly unread?: QuarantineReason;
}

/** Records of a source that are read anew under a version that was approved. */
export interface Replay {
  readonly source: string;
  readonly from: LedgerPosition;
}
