import type { LedgerPosition } from '../graph/ledger/ledger.ts';
import type { EventKey } from '../graph/store/changes.ts';
import type { ObjectRef } from '../graph/model/object-ref.ts';

/**
 * What people may do by a question's door. Each act is one record of the ledger, which is its audit entry as well; it
 * resolves when that record is durable and everything that follows from it can be asked for.
 */
export interface Acts {
  /**
   * What was done under a name before, and whether it is what is asked for now; undefined where nothing was. It resolves
   * when what followed from it can be asked for: the act itself may still be on its way.
   */
  done(once: Once): Promise<ActDone | undefined>;
  /** Reads waiting records again, or puts them aside. Those that no longer wait are passed over. */
  onQuarantine(act: QuarantineActIn): Promise<LedgerPosition>;
  /** States that the keys are one thing, or that they are not. */
  identify(act: IdentifyActIn): Promise<LedgerPosition>;
  /** States that an event did not happen. */
  retract(act: RetractActIn): Promise<LedgerPosition>;
}

/** A name that whoever asks has given his act, so that asking again does nothing twice; and what he asks, as a digest. */
export interface Once {
  readonly key: string;
  readonly asked: string;
}

export interface ActDone {
  readonly position: LedgerPosition;
  /** Of an act on quarantined records: which ones. */
  readonly records: readonly LedgerPosition[];
  readonly isSame: boolean;
}

export interface QuarantineActIn {
  readonly kind: 'retry' | 'waive';
  /** The group they belong to. */
  readonly target: string;
  readonly records: readonly LedgerPosition[];
  readonly reason: string;
  readonly once?: Once | undefined;
}

export interface IdentifyActIn {
  readonly same: readonly ObjectRef[];
  readonly are: boolean;
  readonly reason: string;
  readonly once?: Once | undefined;
}

export interface RetractActIn {
  readonly recordKey: string;
  readonly event: EventKey;
  readonly reason: string;
  readonly once?: Once | undefined;
}
