import type { LedgerPosition } from '../graph/ledger/ledger.ts';
import type { ObjectKey } from '../graph/model/object-ref.ts';
import type { StoredEdge } from '../graph/store/store.ts';
import type { Question } from './question.ts';

export type Inclusion = 'certain' | 'possible';

/** Why a row is only possible: the first weakening on its best path (T9, T16–T18, T24). */
export type PossibleReason =
  | 'alternatives'
  | 'inferred link'
  | 'guessed identity'
  | 'unresolved identity'
  | 'window not closed'
  | 'window may not overlap'
  | 'valid time uncertain'
  | 'reached over a possible row';

/** One row of an answer: an identity class (model.md §2). Rows are ordered by (depth, id as UTF-8 bytes). */
export interface AnswerRow {
  /** Smallest key of the class. */
  readonly id: ObjectKey;
  readonly keys: readonly ObjectKey[];
  readonly kind: string;
  readonly depth: number;
  readonly inclusion: Inclusion;
  readonly reason?: PossibleReason;
  readonly extent: 'whole';
  /** Edge id of one parent edge on a best shortest path; absent for starts. */
  readonly parentEdge?: string;
}

export const gapKinds = [
  'NO_ORIGIN',
  'CLASS_ONLY',
  'UNRESOLVED',
  'QUARANTINED',
  'SOURCE_GAP',
  'SOURCE_LAG',
  'RULE_PENDING',
  'BALANCE',
  'VIEW_LIMIT',
] as const;
export type GapKind = (typeof gapKinds)[number];

export interface Gap {
  readonly kind: GapKind;
  /** Row it lies at, where it has one. */
  readonly at?: ObjectKey;
  readonly source?: string;
  readonly from?: string;
  readonly to?: string;
  readonly record?: LedgerPosition;
  readonly text: string;
}

export interface Stop {
  readonly budget: 'nodes';
  readonly limit: number;
  /** Rows whose next level was not walked. */
  readonly frontierSize: number;
  readonly frontier: readonly ObjectKey[];
}

/** What an answer rests on and what is missing (trace.md §5). */
export interface Completeness {
  readonly status: 'complete' | 'truncated' | 'gapped';
  readonly gapCounts: readonly { readonly kind: GapKind; readonly count?: number }[];
  readonly gaps: readonly Gap[];
  readonly stop?: Stop;
  /** Sources the answer rests on, with what each cannot show, and how far they are known. */
  readonly sources: readonly SourceBasis[];
  /** Notes on bounds that were met, e.g. that shared ancestors of choices were not searched to the end (T17). */
  readonly notes: readonly string[];
}

export interface SourceBasis {
  readonly source: string;
  readonly lastRecord: LedgerPosition;
  readonly lastReceivedAt: string;
  readonly cannotShow: readonly string[];
}

export interface Counts {
  readonly certain: number;
  readonly possible: number;
}

export interface Summary {
  /** Rows, operations included. */
  readonly nodes: number;
  readonly things: number;
  readonly edges: number;
  readonly counts: Counts;
  readonly byKind: Readonly<Record<string, Counts>>;
  readonly maxDepth: number;
  readonly byDepth: readonly number[];
}

/** A frozen answer without its rows; rows, edges, groups and reasons are views of it, asked for by its id. */
export interface AnswerHead {
  /** Hash of (resolved starts, direction, rules, as-of, budget, view, kernel). */
  readonly id: string;
  readonly question: Question;
  readonly questionDigest: string;
  readonly kernel: string;
  readonly summary: Summary;
  readonly completeness: Completeness;
  /** Counts under `conservative` where the rules are narrower. */
  readonly conservative?: Counts;
}

export type GroupBy = 'kind' | 'material' | 'customer' | 'site' | 'inclusion';

export interface AnswerGroup {
  readonly keys: readonly string[];
  readonly rows: number;
  readonly counts: Counts;
}

export interface RowFilter {
  readonly kinds?: readonly string[];
  readonly materials?: readonly string[];
  readonly customers?: readonly string[];
  readonly inclusions?: readonly Inclusion[];
  /** Part of an id, case-insensitive. */
  readonly text?: string;
}

export interface RowPage {
  readonly rows: readonly (AnswerRow & { readonly customers: readonly ObjectKey[] })[];
  readonly total: number;
  /** Ordinal in the frozen, filtered order of the first row after this page; absent at the end. */
  readonly next?: number;
}

/** One edge of the answer, by the store's edge id, between rows. */
export interface AnswerEdge {
  readonly eid: string;
  readonly kind: string;
  readonly from: ObjectKey;
  readonly to: ObjectKey;
  /** T10: what left a thing did so provably before anything brought it about. A fault of a clock or a key; nothing is removed. */
  readonly anomaly?: 'out of order';
}

/** T20: one shortest certain chain where there is one, from a start to the row. */
export interface WhyIn {
  readonly kind: 'in';
  readonly edges: readonly StoredEdge[];
  readonly weakest: 'confirmed' | 'inferred';
  readonly inclusion: Inclusion;
  /** For a row that a choice proves (T17): one chain a member. */
  readonly group?: readonly { readonly member: ObjectKey; readonly edges: readonly StoredEdge[] }[];
  readonly otherPaths: boolean;
  readonly startsReaching: readonly number[];
}

export interface WhyOut {
  readonly kind: 'out';
  readonly reason: 'unknown' | 'rule' | 'direction' | 'no link' | 'beyond budget' | 'not yet known' | 'retracted';
  /** Rule number that keeps it out, e.g. T5, T13, T14. */
  readonly rule?: string;
  readonly text: string;
  /** Edges that would have led there but for the rule. */
  readonly nearest: readonly StoredEdge[];
}

export type Why = WhyIn | WhyOut;
