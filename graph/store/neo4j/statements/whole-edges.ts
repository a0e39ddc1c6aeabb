/** The edges themselves, not what their statements say: a digest is taken of what is walked. */
export const wholeEdges = `
MATCH (a:Keyed)-[r]->(b:Keyed) WHERE r.seq >= $first AND r.seq < $end
RETURN type(r) AS kind, a.key AS from, b.key AS to, properties(r) AS edge`;
