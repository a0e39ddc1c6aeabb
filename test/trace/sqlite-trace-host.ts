import { join } from 'node:path';
import { loadSnapshot, saveSnapshot } from '../../graph/flow/snapshot-file.ts';
import { openSqliteGraph } from '../../graph/store/sqlite/sqlite-graph.ts';
import { noEvidence } from '../../trace/evidence.ts';
import type { TraceHost } from '../../trace/trace-host.ts';

/** The embedded graph of a folder, read inside the walking thread. */
export async function openTraceHost(options: unknown): Promise<TraceHost> {
  const { folder } = options as { readonly folder: string };
  const store = openSqliteGraph(folder, { readOnly: true });
  const path = join(folder, 'flow.snapshot');
  const { id, epoch } = await store.identity();
  const position = await store.position();
  const loaded = loadSnapshot(path, { id, epoch, position });
  return {
    store,
    evidence: noEvidence,
    load: () => ('index' in loaded ? loaded.index : undefined),
    save: async (index) => saveSnapshot(path, index, await store.identity()),
    close: () => store.close(),
  };
}
