import { join } from 'node:path';
import { isStoreAway } from '../graph/errors.ts';
import { loadSnapshot, saveSnapshot } from '../graph/flow/snapshot-file.ts';
import type { StoreIdentity } from '../graph/flow/snapshot.ts';
import type { LedgerReader } from '../graph/ledger/ledger.ts';
import { openSqliteLedgerReader } from '../graph/ledger/sqlite/sqlite-ledger-reader.ts';
import { openSqliteOutcomesReader } from '../graph/ledger/sqlite/sqlite-outcomes.ts';
import { KeptBookmarks } from '../graph/store/kept-bookmarks.ts';
import { openGraph } from '../graph/store/open-graph.ts';
import type { StorePlace } from '../graph/store/open-graph.ts';
import type { GraphStore } from '../graph/store/store.ts';
import type { TraceHost } from '../trace/trace-host.ts';
import { evidenceOf } from './ledger-evidence.ts';

export interface TraceHostOptions {
  /** The data folder; it holds the snapshot, too. */
  readonly folder: string;
  readonly store: StorePlace;
  readonly isWithoutIndex?: boolean;
}

/** Opened inside the walking thread: graph, ledger and outcomes of a data folder, all for reading, and the saved index. */
export async function openTraceHost(options: unknown): Promise<TraceHost> {
  const { folder, store: place, isWithoutIndex = false } = options as TraceHostOptions;
  const ledger = openSqliteLedgerReader(folder);
  const outcomes = openSqliteOutcomesReader(folder);
  const store = await openGraph(place, { readOnly: true, bookmarks: new KeptBookmarks(outcomes) });
  const path = join(folder, 'flow.snapshot');
  const of = await fitting(store, ledger);
  const loaded = isWithoutIndex ? undefined : loadSnapshot(path, of);
  let known = 'id' in of ? of : undefined;
  return {
    store: {
      ...store,
      // Whatever is read into the index is of this graph; it may be away when the index is saved.
      async *changes(after, upTo) {
        known = { ...(await store.identity()), position: upTo };
        yield* store.changes(after, upTo);
      },
    },
    isWithoutIndex,
    evidence: evidenceOf(ledger, outcomes),
    load: () => (loaded && 'index' in loaded ? loaded.index : undefined),
    save: async (index) => {
      const identity = await identityOf(store, known);
      if (identity) saveSnapshot(path, index, identity);
    },
    close: async () => {
      await store.close();
      outcomes.close();
      ledger.close();
    },
  };
}

/**
 * What a saved index must be of. A store that is away is not waited for: questions are answered meanwhile, and both the
 * index of this folder and the graph are made of the ledger that lies here.
 */
async function fitting(store: GraphStore, ledger: LedgerReader) {
  try {
    return { ...(await store.identity()), position: await store.position() };
  } catch (error) {
    if (isStoreAway(error)) return { position: ledger.head().seq };
    throw error;
  }
}

/** The store's, or while that is away the one last known; none where the index is as it was loaded. */
async function identityOf(store: GraphStore, known: StoreIdentity | undefined): Promise<StoreIdentity | undefined> {
  try {
    return await store.identity();
  } catch (error) {
    if (isStoreAway(error)) return known;
    throw error;
  }
}
