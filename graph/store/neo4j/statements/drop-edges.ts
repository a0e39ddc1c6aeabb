/** Edges go first and in bounded batches: a node with millions of them is too much for one transaction. */
export const dropEdges = `
MATCH (:Keyed)-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 10000 ROWS`;
