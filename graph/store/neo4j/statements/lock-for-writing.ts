/** Takes the graph's only lock before anything is read: a second writer waits here, and then sees what the first one did. */
export const lockForWriting = `
MATCH (g:GenealogyGraph {name: 'whence'})
SET g.lockedBy = $epoch
WITH g
RETURN
  g.version AS version, g.epoch AS epoch, g.position AS position, g.statements AS statements, g.ledger AS ledger,
  g.writer AS writer`;
