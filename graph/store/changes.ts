import type { CanonicalEvent, Verb } from '../events/canonical-event.ts';
import type { LedgerPosition } from '../ledger/ledger.ts';
import type { ObjectKey, ObjectRef } from '../model/object-ref.ts';
import type { ViewId } from '../model/view.ts';

/** base64url SHA-256, 43 characters (graph/events/event-key.ts). */
export type EventKey = string;

/** Edges that a trace walks, in the direction suspicion travels (trace.md §1). `CLASS_ONLY` is never walked: it makes a gap. */
export const flowKinds = [
  'CONSUMED_BY',
  'PRODUCED',
  'INSTALLED_IN',
  'PACKED_IN',
  'HAS_MEMBER',
  'SAMPLED_AS',
  'REIDENTIFIED_AS',
  'SAME_AS',
  'CLASS_ONLY',
] as const;

/** Edges joined to an answer and never walked. */
export const joinKinds = [
  'AT',
  'DISPOSITIONED_BY',
  'DOCUMENTED_BY',
  'EXECUTED_ON',
  'FOLLOWED',
  'FOR_ORDER',
  'FROM_PARTY',
  'PERFORMED_BY',
  'SUBJECT_OF',
  'TO_PARTY',
  'TREATED_IN',
] as const;

export type FlowKind = (typeof flowKinds)[number];
export type JoinKind = (typeof joinKinds)[number];
export type EdgeKind = FlowKind | JoinKind;

export type Context = CanonicalEvent['context'];
export type Certainty = 'confirmed' | 'inferred';
export type ChoiceKind = 'exactly one' | 'at least one';
export type TimePrecision = 'ns' | 'us' | 'ms' | 's' | 'min' | 'h' | 'day';

/** A node is only its identity; everything else about it is stated by statements. */
export interface NodeChange {
  readonly key: ObjectKey;
  readonly ref: ObjectRef;
}

/**
 * One edge of a statement. Its id is event key, `recordedAt`, `role` and `ordinal`; view, record and mapping are the
 * statement's.
 */
export interface EdgeChange {
  readonly kind: EdgeKind;
  readonly from: ObjectKey;
  readonly to: ObjectKey;
  /** Part it plays in its event, `input`, `output`, `part`, `content` …: with `ordinal` unique within the statement. */
  readonly role: string;
  readonly ordinal: number;
  /** Windows (PACKED_IN, INSTALLED_IN) are two statements; a removal is an `end`. Paired at read. */
  readonly phase?: 'begin' | 'end';
  /** UTC text with the source's digits; of a window statement the one moment it states. */
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly precision?: TimePrecision;
  readonly basis?: 'event' | 'posting' | 'inferred';
  /** Exact decimal text and UCUM code. */
  readonly qty?: string;
  readonly unit?: string;
  readonly certainty: Certainty;
  /** Label unique over all events; all members carry it and the size of the group, so hidden members never prove "all". */
  readonly choice?: string;
  readonly choiceKind?: ChoiceKind;
  readonly choiceSize?: number;
  readonly method?: string;
  readonly use?: string;
  readonly position?: readonly string[];
  readonly ext?: Readonly<Record<string, unknown>>;
}

/** A named value stated of a node, e.g. `origin`, `shipped`, `gap`, or a declared attribute `declared.unit`. */
export interface AttributeChange {
  readonly node: ObjectKey;
  readonly name: string;
  /** JSON text, canonical (graph/model/canonical-json.ts). */
  readonly value: string;
  readonly role: string;
  readonly ordinal: number;
}

/** What one event says, at one ledger position. The event itself is kept whole, so that history needs no ledger read. */
export interface Statement {
  readonly event: EventKey;
  /** Highest ledger position it depends on: its record's, or that of the later record that made it readable. */
  readonly recordedAt: LedgerPosition;
  readonly verb: Verb;
  readonly context: Context;
  readonly view: ViewId;
  readonly source: string;
  readonly record: LedgerPosition;
  readonly mapping: string;
  readonly recordKey: string;
  readonly revision?: string;
  readonly site?: string;
  /** Retraction stated by a `correct` event: whatever the target states, whenever it arrives, does not count. */
  readonly retracts?: { readonly recordKey: string; readonly event?: EventKey };
  /** Canonical JSON of the event. Two events with one key and one digest of this text are one. */
  readonly body: string;
}

export interface OpenStatement {
  readonly change: 'open';
  readonly statement: Statement;
  readonly nodes: readonly NodeChange[];
  readonly edges: readonly EdgeChange[];
  readonly attributes: readonly AttributeChange[];
  /** Opened already retracted: its retraction was known before it came. */
  readonly retractedAt?: LedgerPosition;
}

/**
 * Ends the latest statement of an event at `at`: its edges and attributes no longer count from there on. `retracted` may
 * be undone by a later correction; `replaced` is for good, and may be said of a statement that is retracted already.
 */
export interface CloseStatement {
  readonly change: 'close';
  readonly event: EventKey;
  readonly at: LedgerPosition;
  readonly because: 'retracted' | 'replaced';
}

export type GraphChange = OpenStatement | CloseStatement;
