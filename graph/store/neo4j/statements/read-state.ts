export const readState = `
MATCH (g:GenealogyGraph {name: 'whence'})
RETURN
  g.id AS id, g.version AS version, g.epoch AS epoch, g.position AS position, g.nodes AS nodes, g.edges AS edges,
  g.statements AS statements, g.ledger AS ledger`;
