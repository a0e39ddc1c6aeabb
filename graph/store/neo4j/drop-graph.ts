import { Connection } from './connection.ts';
import type { Neo4jPlace } from './neo4j-place.ts';
import { beginDrop } from './statements/begin-drop.ts';
import { dropEdges } from './statements/drop-edges.ts';
import { dropGraph } from './statements/drop-graph.ts';
import { dropNodes } from './statements/drop-nodes.ts';
import { dropStatements } from './statements/drop-statements.ts';

const inOrder = [beginDrop, dropEdges, dropStatements, dropNodes, dropGraph];

/** Removes all that Whence has written to the database, and nothing else. For `whence rebuild`: nothing else deletes. */
export async function dropNeo4jGraph(place: Neo4jPlace): Promise<void> {
  const connection = new Connection(place);
  try {
    for (const statement of inOrder) await connection.execute(statement);
  } finally {
    await connection.close();
  }
}
