import { randomUUID } from 'node:crypto';
import { WhenceError } from '../../errors.ts';
import type { Connection, Mode } from './connection.ts';
import { integer } from './integer.ts';
import { schema, schemaVersion } from './schema.ts';
import { beginGraph } from './statements/begin-graph.ts';
import { readState } from './statements/read-state.ts';
import { showIndexes } from './statements/show-indexes.ts';

/** The one node that says what the graph is, and how far it has come. */
export interface GraphState {
  readonly id: string;
  readonly version: number;
  readonly epoch: number;
  readonly position: number;
  readonly nodes: number;
  readonly edges: number;
  readonly statements: number;
  /** What the graph is made of; nothing before the first batch of a writer that has a ledger. */
  readonly ledger: string | null;
}

/** Undefined before anything was written to the database. */
export async function stateOf(connection: Connection, mode: Mode): Promise<GraphState | undefined> {
  const [state] = await connection.glance(mode, readState);
  if (state !== undefined) mustBeReadable(connection, (state as GraphState).version);
  return state as GraphState | undefined;
}

export function mustBeReadable({ uri }: Connection, version: number): void {
  if (version !== schemaVersion) throw new WhenceError('GRAPH_VERSION', { uri, version, expected: schemaVersion });
}

/** Makes what is missing of constraints, indexes and state: nothing, where all is there. */
export async function prepare(connection: Connection): Promise<void> {
  await stateOf(connection, 'WRITE');
  // A constraint is shown by its index. Most often all are there, and each command would cost a transaction of its own.
  const known = new Set((await connection.glance('WRITE', showIndexes)).map(({ name }) => name as string));
  for (const statement of schema) if (!known.has(statement.split(' ')[2]!)) await connection.execute(statement);
  await connection.write((run) => run(beginGraph, { id: randomUUID(), version: integer(schemaVersion) }));
}
