import type { Neo4jGround } from './neo4j-ground.ts';

/** Nodes and edges of a graph as a loading script has them. */
export interface PlainRows {
  readonly nodes: readonly object[];
  readonly edges: ReadonlyMap<string, readonly object[]>;
}

const rowsAtOnce = 5000;

const nodesOf = `
MATCH (n:Keyed) RETURN n.key AS key, properties(n) AS properties`;
const edgesOf = `
MATCH (a:Keyed)-[r]->(b:Keyed) RETURN type(r) AS kind, a.key AS from, b.key AS to, properties(r) AS properties`;

export async function plainRowsOf(ground: Neo4jGround): Promise<PlainRows> {
  const nodes = await ground.ask(nodesOf);
  const edges = Map.groupBy(await ground.ask(edgesOf), ({ kind }) => kind as string);
  return { nodes, edges };
}

const addNodes = `
UNWIND $rows AS row MERGE (n:Keyed {key: row.key}) SET n += row.properties`;
const addEdges = `
UNWIND $rows AS row
MATCH (a:Keyed {key: row.from})
MATCH (b:Keyed {key: row.to})
CREATE (a)-[r:$(row.kind)]->(b)
SET r = row.properties`;

/** The same nodes and edges by plain UNWIND: nothing is checked, no statement is kept, and nothing says how far it has come. */
export async function loadPlainly(ground: Neo4jGround, { nodes, edges }: PlainRows): Promise<void> {
  await inBatches(ground, addNodes, nodes);
  for (const rows of edges.values()) await inBatches(ground, addEdges, rows);
}

async function inBatches(ground: Neo4jGround, cypher: string, rows: readonly object[]): Promise<void> {
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    await ground.ask(cypher, { rows: rows.slice(at, at + rowsAtOnce) });
}
