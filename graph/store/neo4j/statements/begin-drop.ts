/** From here on the graph is of no version, so that one whose dropping was interrupted is never opened as whole. */
export const beginDrop = `
MATCH (g:GenealogyGraph) SET g.version = -1`;
