import type { LedgerPosition } from '../ledger/ledger.ts';
import type { ObjectKey, ObjectRef } from '../model/object-ref.ts';
import type { View, ViewId } from '../model/view.ts';
import type { AttributeChange, EdgeChange, EventKey, GraphChange, Statement } from './changes.ts';

/** As known at: statements recorded after `position`, and retractions after it, do not count. */
export interface AsOf {
  readonly position: LedgerPosition;
}

export interface StoredStatement extends Statement {
  readonly retractedAt?: LedgerPosition;
  /** A newer statement or edition took its place: no correction brings it back. */
  readonly replacedAt?: LedgerPosition;
}

/** An edge with its statement's envelope. `eid` is `event.recordedAt.role.ordinal`. */
export interface StoredEdge extends EdgeChange {
  readonly eid: string;
  readonly event: EventKey;
  readonly recordedAt: LedgerPosition;
  readonly retractedAt?: LedgerPosition;
  readonly context: Statement['context'];
  readonly view: ViewId;
  readonly source: string;
  readonly site?: string;
  readonly record: LedgerPosition;
  readonly mapping: string;
}

export interface StoredAttribute extends AttributeChange {
  readonly event: EventKey;
  readonly recordedAt: LedgerPosition;
  readonly retractedAt?: LedgerPosition;
  readonly context: Statement['context'];
  readonly view: ViewId;
  readonly source: string;
  readonly site?: string;
  readonly record: LedgerPosition;
  readonly mapping: string;
}

/** What a page of rows shows of a node: all visible attributes, and the join edges it is an end of. */
export interface NodeDetail {
  readonly key: ObjectKey;
  readonly ref: ObjectRef;
  readonly attributes: readonly StoredAttribute[];
  readonly joins: readonly StoredEdge[];
}

/** Joins that `hydrate` gives of one node in one direction: a machine has millions, and nobody reads them at once. */
export const joinLimit = 1000;

export interface FindQuery {
  /** Matches identifier values, upper-cased: equal, then beginning with it, then containing it. */
  readonly text?: string;
  readonly kinds?: readonly string[];
  readonly issuer?: string;
  readonly material?: string;
  readonly site?: string;
}

/** What the writer must know of the past to apply a batch: nothing else may depend on it. */
export interface WriterState {
  /**
   * The latest statement of every event of the record keys asked for, and of every `correct` event that targets one of
   * them, live or not. Event keys are made of record keys, so no event of these is left out.
   */
  readonly statements: readonly StoredStatement[];
}

/** What a walk reads of a part of the graph, as it counts for its reader: flow edges and attributes. */
export interface Surroundings {
  readonly edges: readonly StoredEdge[];
  readonly attributes: readonly StoredAttribute[];
}

/** Statements opened or closed within (after, through], as the flow index needs them. */
export interface ChangePage {
  readonly through: LedgerPosition;
  readonly nodes: readonly { key: ObjectKey; ref: ObjectRef }[];
  /** Flow edges only. Those also retracted by `through` carry `retractedAt`. */
  readonly edges: readonly StoredEdge[];
  readonly attributes: readonly StoredAttribute[];
  /** Statements recorded at or before `after` and closed within the interval. */
  readonly closed: readonly { event: EventKey; recordedAt: LedgerPosition; at: LedgerPosition }[];
}

export type DigestKind = 'head' | 'history';

/**
 * The genealogy graph: keyed nodes, and the edges and attributes that statements state of them. It can be thrown away and
 * rebuilt from the ledger. Nothing in it is edited: a statement is opened once and closed at most once.
 */
export interface GraphStore {
  /**
   * Applies the changes in order, and `watermark`, in one transaction; a watermark at or below `position()` changes nothing.
   * `epoch` is the writer's: a lower one than the highest seen is refused with `FENCED`.
   */
  apply(changes: readonly GraphChange[], watermark: LedgerPosition, epoch: number): Promise<void>;

  /** What `writer/apply.ts` needs before it can plan changes after `asOf`; the same however much was applied since. */
  writerState(asOf: AsOf, recordKeys: readonly string[]): Promise<WriterState>;

  /** Highest ledger position whose changes are all applied. */
  position(): Promise<LedgerPosition>;

  /** The refs of those keys that a visible statement names; others are absent. */
  resolve(view: View, asOf: AsOf, keys: readonly ObjectKey[]): Promise<ReadonlyMap<ObjectKey, ObjectRef>>;

  /** Keys that fit, best match first, then by UTF-8 bytes; at most `first` after the key `after`. Never scans edges. */
  find(view: View, asOf: AsOf, query: FindQuery, first: number, after?: ObjectKey): Promise<readonly ObjectKey[]>;

  /** All visible flow edges that leave (`out`) or enter (`in`) the keys, window ends and CLASS_ONLY included. */
  expand(view: View, asOf: AsOf, keys: readonly ObjectKey[], direction: 'out' | 'in'): Promise<readonly StoredEdge[]>;

  /**
   * In one call, where the store walks by itself and `expand` need not be called level by level: all that the visible
   * statements say which name something that visible flow edges lead to from the keys, on (`out`) or back (`in`), the keys
   * themselves included, and whatever such a thing was packed in. `SAME_AS` and `CLASS_ONLY` are told and not followed. Of
   * more than `limit` nodes only so many are looked at.
   */
  reach?(
    view: View,
    asOf: AsOf,
    keys: readonly ObjectKey[],
    direction: 'out' | 'in',
    limit: number,
  ): Promise<Surroundings>;

  /**
   * Attributes and joins of each key, in the order asked; one store call however many keys. Of a node with more than
   * `joinLimit` joins in one direction the latest stated ones: `history` pages through all of them.
   */
  hydrate(view: View, asOf: AsOf, keys: readonly ObjectKey[]): Promise<readonly NodeDetail[]>;

  /** Edges by their ids, in the order asked; hidden and unknown ones are absent. */
  edges(view: View, asOf: AsOf, eids: readonly string[]): Promise<readonly StoredEdge[]>;

  /**
   * The statement of each event that counts as of then, in the order asked; hidden and unknown ones are absent. What a page
   * shows of its operations (values, results, verdict) is read from their bodies, in one call.
   */
  statements(view: View, asOf: AsOf, events: readonly EventKey[]): Promise<readonly StoredStatement[]>;

  /**
   * Statements that name the key, newest first, retracted ones included: the `first` with `recordedAt` below `before`, and
   * those recorded at one position with the last of them, so that the next page may begin below it.
   */
  history(view: View, key: ObjectKey, first: number, before?: LedgerPosition): Promise<readonly StoredStatement[]>;

  /** Everything stated or retracted in (after, upTo], flow and attributes, in pages. Fills and follows the index. */
  changes(after: LedgerPosition, upTo: LedgerPosition): AsyncIterable<ChangePage>;

  /** SHA-256 of the canonical graph: `head` live statements without positions, `history` all of them with positions. */
  digest(kind: DigestKind): Promise<string>;

  /** Counts for the operator: nodes, edges, statements. */
  size(): Promise<{ nodes: number; edges: number; statements: number }>;

  /** Identity of this store, kept with an index snapshot: a snapshot of another store or epoch is refused. */
  identity(): Promise<{ id: string; epoch: number }>;

  close(): Promise<void>;
}
