export const addStatements = `
UNWIND $rows AS row
CREATE (s:Statement)
SET s = row`;
