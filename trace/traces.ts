import type { LedgerPosition } from '../graph/ledger/ledger.ts';
import type { ObjectKey } from '../graph/model/object-ref.ts';
import type { View } from '../graph/model/view.ts';
import type { AnswerEdge, AnswerGroup, AnswerHead, GroupBy, RowFilter, RowPage, Why } from './answer.ts';
import type { Question } from './question.ts';

export type AskResult =
  | { readonly kind: 'answer'; readonly answer: AnswerHead }
  | { readonly kind: 'unknown'; readonly keys: readonly ObjectKey[] }
  | { readonly kind: 'not-yet-applied'; readonly position: LedgerPosition };

/** Known at its head where `known` is absent. */
export type Asked = Omit<Question, 'asOf'> & {
  readonly asOf: { readonly known?: LedgerPosition; readonly validAt?: string };
};

/**
 * The one engine behind API, command line and exports. An answer is frozen at its position and kept while there is room;
 * an evicted one is computed again at the same position, so its pages agree whenever they are asked for.
 */
export interface Traces {
  ask(view: View, asked: Asked): Promise<AskResult>;
  /** Undefined when the id was never given out here, or to this view: hidden and absent are alike. */
  answer(view: View, id: string): Promise<AnswerHead | undefined>;
  rows(view: View, id: string, at: number, first: number, filter?: RowFilter): Promise<RowPage | undefined>;
  edges(view: View, id: string, at: number, first: number): Promise<readonly AnswerEdge[] | undefined>;
  groups(
    view: View,
    id: string,
    by: readonly GroupBy[],
    filter?: RowFilter,
  ): Promise<readonly AnswerGroup[] | undefined>;
  why(view: View, id: string, key: ObjectKey): Promise<Why | undefined>;
  /** SHA-256 over the canonical lines (trace.md §2). */
  digest(view: View, id: string): Promise<string | undefined>;
  /** Which of the starts reach each row, as ordinals. */
  startsReaching(
    view: View,
    id: string,
    rows: readonly ObjectKey[],
  ): Promise<readonly (readonly number[])[] | undefined>;
  /** Reads what the store has more than the index. Resolves when the index stands where the store stood at the call, or later. */
  follow(): Promise<void>;
  /** Ledger position the index stands at, and whether it is still warming. Told at once, whatever is being read. */
  state(): Promise<{
    readonly position: LedgerPosition;
    readonly warm: boolean;
    readonly nodes: number;
    readonly edges: number;
  }>;
  close(): Promise<void>;
}
