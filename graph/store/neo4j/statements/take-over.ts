/** A batch that changes nothing still says who writes. */
export const takeOver = `
MATCH (g:GenealogyGraph {name: 'whence'})
SET g.epoch = $epoch, g.writer = $writer`;
