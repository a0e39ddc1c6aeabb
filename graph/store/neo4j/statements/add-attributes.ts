export const addAttributes = `
UNWIND $rows AS row
MATCH (s:Statement {number: row.statement})
MATCH (n:Keyed {key: row.node})
MERGE (s)-[a:STATES {seq: row.attribute.seq}]->(n)
ON CREATE SET a = row.attribute`;
