import type { LedgerPosition } from '../graph/ledger/ledger.ts';

/** A record that is landed and not yet read, as known at a position (ledger/outcomes.ts). */
export interface QuarantinedRecord {
  readonly record: LedgerPosition;
  readonly source: string;
  /** Keys and raw values that could be read so far. */
  readonly names: readonly string[];
  /** Nothing could be read: it may concern anything that its source speaks of. */
  readonly unreadable: boolean;
}

/** A record that a person waived: it says nothing, and answers that it may concern say that it was put aside. */
export interface WaivedRecord extends QuarantinedRecord {
  readonly reason: string;
}

/** A source whose figures do not add up, in words. */
export interface Imbalance {
  readonly source: string;
  readonly text: string;
}

export interface SourceIntake {
  readonly source: string;
  readonly lastRecord: LedgerPosition;
  /** UTC text, from the ledger's clock. */
  readonly lastReceivedAt: string;
}

/** The store does not answer, or has lost what it had and is being written anew. */
export type StoreLag = 'away' | 'behind';

/**
 * What completeness asks besides the graph, each as known at a ledger position. There is no clock here: the time of a
 * position is when its record was received, so an answer asked again at its position says the same.
 */
export interface Evidence {
  quarantinedAt(at: LedgerPosition): readonly QuarantinedRecord[];
  waivedAt(at: LedgerPosition): readonly WaivedRecord[];
  /** As of now, whatever the position asked about: a fault of the house concerns every answer it gives. */
  imbalances(): readonly Imbalance[];
  /** How far each source has come by then. */
  intakeAt(at: LedgerPosition): readonly SourceIntake[];
  /** Just now, whatever the position asked about; undefined while the store has all that the index has. */
  storeLag?(): StoreLag | undefined;
  /** When the latest record at or before the position was received; undefined before the first. */
  receivedAt(at: LedgerPosition): string | undefined;
}

/** Of a graph that no ledger stands behind: nothing is held back, nothing is late. */
export const noEvidence: Evidence = {
  quarantinedAt: () => [],
  waivedAt: () => [],
  imbalances: () => [],
  intakeAt: () => [],
  receivedAt: () => undefined,
};
