/** Rows are sorted by their ends, so that two batches never wait for each other in a circle. */
export const addEdges = `
UNWIND $rows AS row
MATCH (a:Keyed {key: row.from})
MATCH (b:Keyed {key: row.to})
MERGE (a)-[r:$(row.kind) {eid: row.edge.eid}]->(b)
ON CREATE SET r = row.edge`;
