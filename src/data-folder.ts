import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { StorePlace } from '../graph/store/open-graph.ts';

const withLogs = (name: string): readonly string[] => [name, `${name}-wal`, `${name}-shm`];

/** What is made of the ledger, and can be thrown away. The graph stands before what is only true of it. */
export const projectionFiles: readonly string[] = [
  ...withLogs('graph.db'),
  ...withLogs('outcomes.db'),
  'flow.snapshot',
];

/** Outcomes without the graph they tell of are of no use. Of a database the pipeline finds out when it is there. */
export function dropOrphans(place: StorePlace): void {
  if (place.kind !== 'sqlite' || existsSync(join(place.folder, 'graph.db'))) return;
  for (const name of projectionFiles) rmSync(join(place.folder, name), { force: true });
}
