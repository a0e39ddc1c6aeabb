/**
 * Rows are sorted by their ends. Created, not merged: the watermark in the same transaction says that none of them is there,
 * and to look for each among the edges of a machine with 10⁶ of them would take a minute a batch.
 */
export const addEdges = `
UNWIND $rows AS row
MATCH (a:Keyed {key: row.from})
MATCH (b:Keyed {key: row.to})
CREATE (a)-[r:$(row.kind)]->(b)
SET r = row.edge`;
