/** In the transaction of what it stands for. */
export const moveWatermark = `
MATCH (g:GenealogyGraph {name: 'whence'})
SET
  g.epoch = $epoch, g.position = $position, g.nodes = g.nodes + $nodes, g.edges = g.edges + $edges,
  g.statements = g.statements + $statements`;
