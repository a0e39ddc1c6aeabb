import { join } from 'node:path';
import { loadSnapshot, saveSnapshot } from '../graph/flow/snapshot-file.ts';
import { openSqliteLedgerReader } from '../graph/ledger/sqlite/sqlite-ledger-reader.ts';
import { openSqliteOutcomesReader } from '../graph/ledger/sqlite/sqlite-outcomes.ts';
import { openSqliteGraph } from '../graph/store/sqlite/sqlite-graph.ts';
import type { TraceHost } from '../trace/trace-host.ts';
import { evidenceOf } from './ledger-evidence.ts';

export interface TraceHostOptions {
  /** The data folder; it holds the snapshot, too. */
  readonly folder: string;
}

/** Opened inside the walking thread: graph, ledger and outcomes of a data folder, all for reading, and the saved index. */
export async function openTraceHost(options: unknown): Promise<TraceHost> {
  const { folder } = options as TraceHostOptions;
  const store = openSqliteGraph(folder, { readOnly: true });
  const ledger = openSqliteLedgerReader(folder);
  const outcomes = openSqliteOutcomesReader(folder);
  const path = join(folder, 'flow.snapshot');
  const loaded = loadSnapshot(path, { ...(await store.identity()), position: await store.position() });
  return {
    store,
    evidence: evidenceOf(ledger, outcomes),
    load: () => ('index' in loaded ? loaded.index : undefined),
    save: async (index) => saveSnapshot(path, index, await store.identity()),
    close: async () => {
      outcomes.close();
      ledger.close();
      await store.close();
    },
  };
}
