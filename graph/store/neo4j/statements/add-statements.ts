export const addStatements = `
UNWIND $rows AS row
MERGE (s:Statement {number: row.number})
ON CREATE SET s = row`;
