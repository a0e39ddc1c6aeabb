import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import type { Genealogy } from './genealogy.ts';
import { Names } from './genealogy-names.ts';
import { packed, received, assembled } from './steps.ts';

const schema = `
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -1048576;
CREATE TABLE node (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE);
CREATE TABLE edge (from_node INTEGER NOT NULL, to_node INTEGER NOT NULL);
`;
const indexes = `
CREATE INDEX edge_forward ON edge (from_node, to_node);
CREATE INDEX edge_backward ON edge (to_node, from_node);
ANALYZE;
`;

const forward = `
WITH RECURSIVE reached (node) AS (
  SELECT ? UNION SELECT edge.to_node FROM reached JOIN edge ON edge.from_node = reached.node
)
SELECT node FROM reached`;
const backward = `
WITH RECURSIVE reached (node) AS (
  SELECT ? UNION SELECT edge.from_node FROM reached JOIN edge ON edge.to_node = reached.node
)
SELECT node FROM reached`;

/**
 * What one would write first: a table of edges, indexed both ways so that each step reads the index alone, and a recursive
 * query that meets every node once. Its pages all fit into its cache.
 */
export class SqliteWalk {
  readonly #db: DatabaseSync;
  readonly #forward: StatementSync;
  readonly #backward: StatementSync;

  constructor(folder: string, genealogy: Genealogy) {
    this.#db = new DatabaseSync(join(folder, 'edges.db'));
    this.#db.exec(schema);
    this.#fill(genealogy);
    this.#db.exec(indexes);
    this.#forward = this.#db.prepare(forward);
    this.#backward = this.#db.prepare(backward);
    this.#forward.setReturnArrays(true);
    this.#backward.setReturnArrays(true);
  }

  reach(from: number, isForward: boolean): readonly unknown[] {
    return (isForward ? this.#forward : this.#backward).all(from);
  }

  close(): void {
    this.#db.close();
  }

  #fill(genealogy: Genealogy): void {
    const { steps } = genealogy;
    const { count, from, to } = steps.links();
    const addNode = this.#db.prepare('INSERT INTO node (id, key) VALUES (?, ?)');
    const addEdge = this.#db.prepare('INSERT INTO edge (from_node, to_node) VALUES (?, ?)');
    this.#db.exec('BEGIN');
    for (const [node, key] of nodesOf(genealogy)) addNode.run(node, key);
    for (let i = 0; i < count; i++) addEdge.run(from[i]!, to[i]!);
    this.#db.exec('COMMIT');
  }
}

function* nodesOf(genealogy: Genealogy): Generator<readonly [number, string]> {
  const { steps } = genealogy;
  const names = new Names(genealogy);
  for (const [thing, node] of steps.nodeOfThing.entries()) if (node >= 0) yield [node, names.thing(thing).key];
  for (let step = 0; step < steps.count; step++) {
    if (steps.is(step, received | assembled)) continue;
    yield [steps.operationOf(step), names.operation(step).key];
    if (steps.is(step, packed)) yield [steps.containerOf(step), names.container(step).key];
  }
}
