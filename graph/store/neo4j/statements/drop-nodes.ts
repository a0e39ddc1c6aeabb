export const dropNodes = `
MATCH (n:Keyed) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS`;
