import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const withLogs = (name: string): readonly string[] => [name, `${name}-wal`, `${name}-shm`];

/** What is made of the ledger, and can be thrown away. The graph stands before what is only true of it. */
export const projectionFiles: readonly string[] = [
  ...withLogs('graph.db'),
  ...withLogs('outcomes.db'),
  'flow.snapshot',
];

/** Outcomes without the graph they tell of would be taken for all that is to be done. */
export function dropOrphans(data: string): void {
  if (existsSync(join(data, 'graph.db'))) return;
  for (const name of projectionFiles) rmSync(join(data, name), { force: true });
}
