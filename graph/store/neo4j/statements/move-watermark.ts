/** In the transaction of what it stands for. */
export const moveWatermark = `
MATCH (g:GenealogyGraph {name: 'whence'})
SET
  g.epoch = $epoch, g.writer = $writer, g.ledger = coalesce(g.ledger, $ledger), g.position = $position,
  g.nodes = g.nodes + $nodes, g.edges = g.edges + $edges, g.statements = g.statements + $statements`;
