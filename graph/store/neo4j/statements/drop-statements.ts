export const dropStatements = `
MATCH (s:Statement) CALL (s) { DETACH DELETE s } IN TRANSACTIONS OF 5000 ROWS`;
