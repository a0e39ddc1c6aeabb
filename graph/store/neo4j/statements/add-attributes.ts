export const addAttributes = `
UNWIND $rows AS row
MATCH (s:Statement {number: row.statement})
MATCH (n:Keyed {key: row.node})
CREATE (s)-[a:STATES]->(n)
SET a = row.attribute`;
