import { isStoreAway } from '../graph/errors.ts';
import type { LedgerPosition, LedgerReader } from '../graph/ledger/ledger.ts';
import type { OutcomesReader } from '../graph/ledger/outcomes.ts';
import type { View } from '../graph/model/view.ts';
import type { AsOf, GraphStore } from '../graph/store/store.ts';
import type { Traces } from '../trace/traces.ts';
import type { Acts } from './acts.ts';
import { evidenceFor } from './evidence.ts';
import type { Evidence } from './evidence.ts';
import { createLoaders } from './loaders.ts';
import type { Loaders } from './loaders.ts';

/** What is asked: one engine and three places to read from. */
export interface QueryParts {
  readonly store: GraphStore;
  readonly traces: Traces;
  readonly ledger: LedgerReader;
  readonly outcomes: OutcomesReader;
  /** Records given by connectors since they were started here, by source. */
  readonly delivered?: () => readonly Delivered[];
  /** Up to where the graph was once written: a store that stands before it has lost something. */
  readonly written?: () => LedgerPosition;
}

/** What a connector gave, and what the ledger answered. */
export interface Delivered {
  readonly source: string;
  readonly delivered: number;
  readonly stored: number;
  readonly redelivered: number;
}

/** While the store is away or written anew, what the index knows is asked about. */
async function newestOf({ store, traces, written = () => 0 }: QueryParts): Promise<AsOf> {
  try {
    const before = written();
    const position = await store.position();
    return { position: position < before ? Math.max(position, (await traces.state()).position) : position };
  } catch (error) {
    const { position } = await traces.state();
    if (isStoreAway(error) && position > 0) return { position };
    throw error;
  }
}

/** What one request may use. There is no way to it without a view. */
export interface QueryContext {
  readonly view: View;
  readonly store: GraphStore;
  readonly traces: Traces;
  readonly evidence: Evidence;
  readonly loaders: Loaders;
  /** Absent where nobody asks who may act: for the figures of the service itself. */
  readonly acts?: Acts;
  readonly delivered: () => readonly Delivered[];
  /** What the traces of this request came to, for the metrics. */
  readonly answers: string[];
  /** The newest position everything is applied up to; the same throughout the request. */
  readonly head: () => Promise<AsOf>;
}

export function createContext(view: View, parts: QueryParts, acts?: Acts): QueryContext {
  const { store, traces, ledger, outcomes, delivered = () => [] } = parts;
  let head: Promise<AsOf> | undefined;
  return {
    view,
    store,
    traces,
    evidence: evidenceFor(view, ledger, outcomes),
    loaders: createLoaders(view, store),
    ...(acts ? { acts } : {}),
    delivered,
    answers: [],
    head: () => (head ??= newestOf(parts)),
  };
}
