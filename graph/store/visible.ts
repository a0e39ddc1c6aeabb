import { mayShow } from '../model/view.ts';
import type { View, ViewId } from '../model/view.ts';
import type { LedgerPosition } from '../ledger/ledger.ts';
import { flowKinds } from './changes.ts';
import type { EdgeKind, FlowKind } from './changes.ts';
import type { AsOf } from './store.ts';

interface Spanned {
  readonly recordedAt: LedgerPosition;
  readonly retractedAt?: LedgerPosition;
}

/** Counts at `position`: recorded at or before it, and not retracted by then. */
export function countsAt({ position }: AsOf, { recordedAt, retractedAt }: Spanned): boolean {
  return recordedAt <= position && (retractedAt === undefined || retractedAt > position);
}

export function isVisible(view: View, asOf: AsOf, statement: Spanned & { readonly view: ViewId }): boolean {
  return countsAt(asOf, statement) && mayShow(view, statement.view);
}

/** Opened already retracted: there is no position at which it counts. It is kept so that it can be stated anew. */
export function neverCounts({ recordedAt, retractedAt }: Spanned): boolean {
  return retractedAt !== undefined && retractedAt <= recordedAt;
}

const flow: ReadonlySet<string> = new Set(flowKinds);

export function isFlowKind(kind: EdgeKind): kind is FlowKind {
  return flow.has(kind);
}
