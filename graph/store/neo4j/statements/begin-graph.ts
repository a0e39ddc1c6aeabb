export const beginGraph = `
MERGE (g:GenealogyGraph {name: 'whence'})
ON CREATE SET
  g.id = $id, g.version = $version, g.epoch = 0, g.position = 0, g.nodes = 0, g.edges = 0, g.statements = 0`;
