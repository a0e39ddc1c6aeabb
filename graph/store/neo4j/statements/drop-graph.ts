/** Last of all: until it is gone, the graph is known to be incomplete. */
export const dropGraph = `
MATCH (g:GenealogyGraph) DELETE g`;
