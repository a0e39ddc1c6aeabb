/** A batch that changes nothing still says who writes. */
export const raiseEpoch = `
MATCH (g:GenealogyGraph {name: 'whence'})
SET g.epoch = $epoch`;
