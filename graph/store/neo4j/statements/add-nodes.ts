/** A node is only its identity, so that whatever is there already is the same. */
export const addNodes = `
UNWIND $rows AS row
MERGE (n:Keyed {key: row.key})
ON CREATE SET n:$(row.labels), n += row.ref`;
