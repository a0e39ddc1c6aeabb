/** Both ends are found by key, so that no index of each type is needed. */
export const closeEdges = `
UNWIND $rows AS row
MATCH (a:Keyed {key: row.from})
MATCH (b:Keyed {key: row.to})
MATCH (a)-[r]->(b) WHERE r.eid = row.eid
SET r.retractedAt = row.retractedAt`;
