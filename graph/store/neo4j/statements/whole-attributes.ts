export const wholeAttributes = `
MATCH (:Statement)-[a:STATES]->(n:Keyed) WHERE a.seq >= $first AND a.seq < $end
RETURN n.key AS node, properties(a) AS attribute`;
