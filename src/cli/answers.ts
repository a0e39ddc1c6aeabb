// What comes back for the documents beside: the fields that they name, as the schema types them.

export interface Counts {
  readonly certain: number;
  readonly possible: number;
}

export interface NamedRow {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly material?: string;
  readonly site?: string;
}

export interface Reading {
  readonly input: string;
  readonly syntax: string;
  readonly as: string;
  readonly guessed?: boolean;
  readonly matches: readonly NamedRow[];
}

export interface Gap {
  readonly kind: string;
  readonly source?: string;
  readonly from?: string;
  readonly to?: string;
  readonly text: string;
  readonly remedy: string;
  readonly at?: { readonly id: string; readonly label: string };
}

export interface Completeness {
  readonly status: 'COMPLETE' | 'TRUNCATED' | 'GAPPED';
  readonly gapCounts: readonly { readonly kind: string; readonly count?: number }[];
  readonly gaps: { readonly total: number; readonly rows: readonly Gap[] };
  readonly stop?: { readonly limit: number; readonly frontierSize: number };
  readonly sources: readonly {
    readonly source: string;
    readonly lastReceivedAt: string;
    readonly cannotShow: readonly string[];
  }[];
  readonly notes: readonly string[];
}

export interface Trace {
  readonly __typename: 'Trace';
  readonly id: string;
  /** Absent while the graph store is away. */
  readonly digest?: string;
  readonly ledgerMode: 'SINGLE' | 'REGULATED';
  readonly direction: 'FORWARD' | 'BACKWARD';
  readonly position: string;
  readonly starts: readonly {
    readonly said: string;
    readonly id: string;
    readonly label: string;
    readonly because: string;
  }[];
  readonly rules: {
    readonly name: string;
    readonly narrowed: boolean;
    readonly reason?: string;
    readonly text: readonly string[];
    readonly clamped: readonly string[];
    readonly conservative?: Counts;
  };
  readonly completeness: Completeness;
  readonly summary: {
    readonly nodes: number;
    readonly things: number;
    readonly edges: number;
    readonly counts: Counts;
    readonly byKind: readonly { readonly kind: string; readonly counts: Counts }[];
    readonly maxDepth: number;
  };
}

export interface Refused {
  readonly __typename: 'UnknownObject' | 'AmbiguousObject' | 'Refusal';
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly near?: readonly NamedRow[];
  readonly readings?: readonly Reading[];
}

export interface Row extends NamedRow {
  readonly keys: readonly string[];
  readonly depth: number;
  readonly inclusion: 'CERTAIN' | 'POSSIBLE';
  readonly reason?: string;
  readonly customers: readonly { readonly id: string; readonly label: string }[];
}

export interface Page<Item> {
  readonly rows: readonly Item[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string };
  readonly total: number;
}

export interface Group {
  readonly keys: readonly string[];
  readonly labels: readonly string[];
  readonly rows: number;
  readonly counts: Counts;
  readonly folded: number;
}

export interface Edge {
  readonly kind: string;
  readonly fromLabel: string;
  readonly toLabel: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly certainty: 'CONFIRMED' | 'INFERRED';
  readonly choiceKind?: string;
  readonly choiceSize?: number;
  readonly method?: string;
  readonly quantity?: { readonly value: string; readonly unit: string };
  readonly source: string;
  readonly record: string;
  readonly mapping: string;
  readonly event: string;
}

export interface ChainRecord {
  readonly position: string;
  readonly source: string;
  readonly partition: string;
  readonly sourcePosition: string;
  readonly receivedAt: string;
  readonly digest: string;
}

export interface WhyIn {
  readonly __typename: 'WhyIn';
  readonly weakest: 'CONFIRMED' | 'INFERRED';
  readonly inclusion: 'CERTAIN' | 'POSSIBLE';
  readonly otherPaths: boolean;
  readonly edges: readonly Edge[];
  readonly group: readonly { readonly member: string; readonly label: string; readonly edges: readonly Edge[] }[];
  readonly records: readonly ChainRecord[];
}

export interface WhyOut {
  readonly __typename: 'WhyOut';
  readonly reason: string;
  readonly rule?: string;
  readonly text: string;
  readonly nearest: readonly Edge[];
}

export interface ExplainedTrace {
  readonly __typename: 'Trace';
  readonly id: string;
  readonly direction: 'FORWARD' | 'BACKWARD';
  readonly starts: readonly { readonly id: string; readonly label: string }[];
  readonly completeness: { readonly status: Completeness['status'] };
  readonly why: WhyIn | WhyOut;
}

export interface SourceState {
  readonly id: string;
  readonly records: number;
  readonly redelivered: number;
  readonly lastRecord: string;
  readonly lastReceivedAt: string;
  readonly appliedPosition: string;
  readonly backlog: number;
  readonly quarantined: number;
  readonly outcomes: readonly { readonly outcome: string; readonly records: number }[];
  readonly facts: number;
  readonly delivered: number;
  readonly balanced: boolean;
  readonly imbalance?: string;
  readonly held: readonly {
    readonly partition: string;
    readonly code: string;
    readonly what: string;
    readonly records: number;
    readonly group: string;
  }[];
}

export interface QuarantineGroup {
  readonly id: string;
  readonly source: string;
  readonly code: string;
  readonly stage: string;
  readonly path: string;
  readonly value: string;
  readonly message: string;
  readonly cause: string;
  readonly remedy: string;
  readonly records: number;
  readonly firstRecord: string;
  readonly since?: string;
  readonly names: readonly string[];
  readonly makesGapped: readonly { readonly id: string; readonly label: string }[];
  readonly unreadable: number;
}

/** What an act came to, or why nothing was done. */
export type ActAnswer<Done> = (Refused & { readonly __typename: 'Refusal' }) | Done;

export interface QuarantineActDone {
  readonly __typename: 'QuarantineActDone';
  readonly position: string;
  readonly records: number;
  readonly outcomes: readonly { readonly outcome: string; readonly records: number }[];
  readonly left: number;
}

export interface Decision {
  readonly __typename: 'Decision';
  readonly position: string;
  readonly outcome: string;
}

export interface Guess {
  readonly stated: { readonly id: string; readonly label: string };
  readonly mayBe: { readonly id: string; readonly label: string };
  readonly source: string;
  readonly record: string;
  readonly records: number;
  readonly state: 'OPEN' | 'ONE_THING' | 'TWO_THINGS';
}
