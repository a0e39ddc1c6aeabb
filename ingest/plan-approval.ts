import type { LedgerPosition, LedgerRecord } from '../graph/ledger/ledger.ts';

/**
 * A person put a version of a plan into effect. Lies in stream `decision` of its source, is its own audit entry, and takes
 * effect at its own position: what it reads anew is recorded there.
 */
export interface PlanApproval {
  readonly at: string;
  readonly actor: string;
  readonly role: string;
  readonly action: 'plan approve';
  readonly target: string;
  /** `id@version` before and after. */
  readonly old?: string;
  readonly new: string;
  readonly reason: string;
  /** Who brought this version. */
  readonly author: string;
  /** Where the version itself lies in the ledger. */
  readonly plan: LedgerPosition;
  /** First record of the source that is read anew; absent where only waiting records are. */
  readonly replayFrom?: LedgerPosition;
  /** What the person saw before approving. */
  readonly foreseen: EventCounts;
}

/** Events of a replay, against what counted before it. */
export interface EventCounts {
  readonly same: number;
  readonly changed: number;
  readonly added: number;
  readonly retracted: number;
}

export const approvalType = 'application/vnd.whence.plan-approval+json';

/** Undefined where the body is no approval. */
export function readApproval({ contentType, body }: LedgerRecord): PlanApproval | undefined {
  if (contentType !== approvalType) return undefined;
  try {
    const read = JSON.parse(Buffer.from(body).toString('utf8')) as Partial<PlanApproval>;
    return Number.isSafeInteger(read.plan) && typeof read.new === 'string' ? (read as PlanApproval) : undefined;
  } catch {
    return undefined;
  }
}
