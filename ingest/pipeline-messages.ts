import type { StorePlace } from '../graph/store/open-graph.ts';
import type { LedgerPosition } from '../graph/ledger/ledger.ts';

export interface PipelineWorkerData {
  readonly folder: string;
  readonly store: StorePlace;
  /** The writer epoch of the ledger: an older pipeline writes nothing more to the graph. */
  readonly epoch: number;
}

export type ToPipeline = { readonly kind: 'follow' } | { readonly kind: 'close' };

export type FromPipeline =
  | { readonly kind: 'opened'; readonly position: LedgerPosition }
  | { readonly kind: 'applied'; readonly position: LedgerPosition }
  /** It goes on by itself: the store is away, the disk is full. */
  | { readonly kind: 'waiting'; readonly code: string; readonly message: string }
  | { readonly kind: 'closed' };
