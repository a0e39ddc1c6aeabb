import type { LedgerPosition } from './ledger.ts';

/** Each record has exactly one current outcome (ingest.md §6); landed = sum of the five. */
export const outcomeKinds = ['applied', 'duplicate', 'ignored', 'superseded', 'quarantined'] as const;
export type OutcomeKind = (typeof outcomeKinds)[number];

/** Why a record could not be read whole: enough to mend it, and to say whom it might concern meanwhile. */
export interface QuarantineReason {
  readonly code: string;
  readonly stage: 'decode' | 'match' | 'map' | 'validate' | 'resolve' | 'apply';
  readonly path: string;
  readonly value: string;
  readonly message: string;
  /** Keys and raw values read so far: an answer that holds one of them is gapped. */
  readonly names: readonly string[];
  /** Nothing could be read, or a part that may name things could not: it then concerns everything its source speaks of. */
  readonly unreadable: boolean;
}

export interface Finding {
  readonly code: string;
  readonly path: string;
  readonly value: string;
}

export interface Outcome {
  readonly seq: LedgerPosition;
  readonly source: string;
  readonly kind: OutcomeKind;
  /** Match rule of `ignored`, record of `duplicate` or `superseded`. */
  readonly note?: string;
  /** `id@version` of the plan that decided; absent where none was reached. */
  readonly plan?: string;
  readonly findings?: readonly Finding[];
  /** Of `quarantined`, and of `ignored` where a person waived it: what he waived is not forgotten. */
  readonly quarantine?: QuarantineReason;
  /** Ledger position at which this outcome was decided: the record's own, or that of the later record that freed it. */
  readonly decidedAt: LedgerPosition;
}

export interface QuarantineGroup {
  /** Hash of (source, plan id, code, path, value). */
  readonly id: string;
  readonly source: string;
  readonly code: string;
  readonly stage: string;
  readonly path: string;
  readonly value: string;
  readonly message: string;
  readonly records: number;
  /** Of these, how many may concern anything that their source speaks of. */
  readonly unreadable: number;
  readonly firstSeq: LedgerPosition;
  readonly lastSeq: LedgerPosition;
}

export interface OutcomeCounts {
  readonly source: string;
  readonly counts: Readonly<Record<OutcomeKind, number>>;
}

/** Both sides of the second balance of a source: what was read of it from the ledger, and what has an outcome. */
export interface SourceBalance {
  readonly source: string;
  readonly landed: number;
  readonly decided: number;
}

/** Stage in which the pipeline keeps how many records of each source it has read, counted before anything is made of them. */
export const landedStage = 'landed';

/** Reading what became of each ledger record, as of the last write. */
export interface OutcomesReader {
  through(): LedgerPosition;
  /** Every stage text, as of `through()`. */
  stages(): ReadonlyMap<string, string>;
  /** One of them, without reading the others. */
  stage(name: string): string | undefined;
  /** The current one. */
  outcome(seq: LedgerPosition): Outcome | undefined;
  /** Records quarantined as known at `at`: landed at or before it and not freed by then. In order of `seq`. */
  quarantinedAt(at: LedgerPosition): readonly Outcome[];
  /** Those of `quarantinedAt` that name one of `names`; cheap however many are quarantined. Unreadable ones name nothing. */
  quarantinedNaming(at: LedgerPosition, names: readonly string[]): readonly Outcome[];
  /** Records that a person waived, as known at `at`, each with the reason for which it waited. In order of `seq`. */
  waivedAt(at: LedgerPosition): readonly Outcome[];
  /** What is quarantined now, by first record. */
  groups(source?: string): readonly QuarantineGroup[];
  /** The first records of a group, in order. */
  sample(group: string, first: number): readonly LedgerPosition[];
  /** What the records of a group name, each once, by UTF-8 bytes; at most `first`. */
  names(group: string, first: number): readonly string[];
  /** Records whose current outcome says that a number was guessed (finding `IDENTITY_GUESSED`), in order, at most `first`. */
  guessed(after: LedgerPosition, first: number): readonly Outcome[];
  counts(): readonly OutcomeCounts[];
  /** Of every source that the pipeline has counted, both sides as of one write. Empty where none was counted. */
  balance(): readonly SourceBalance[];
  close(): void;
}

/**
 * What became of each ledger record. Written by `ingest` after the graph's commit, read by `queries` and by completeness.
 * It can be recomputed from the ledger at any time and may be deleted.
 */
export interface Outcomes extends OutcomesReader {
  /**
   * In order of `seq`, with the position up to which outcomes are now known, in one commit. Repeating it changes nothing.
   * A record freed later comes again, with the `decidedAt` of what freed it. `stages` are named texts that the pipeline
   * needs to go on after `through` (which plans are in effect, where a sequence stands); a name not given keeps its text, and
   * those given with an earlier `through` than the known one do not count.
   */
  write(outcomes: readonly Outcome[], through: LedgerPosition, stages?: ReadonlyMap<string, string>): void;

  /** As if nothing had been written, in one commit: the graph they tell of is gone, and the ledger is read anew. */
  forget(): void;
}
