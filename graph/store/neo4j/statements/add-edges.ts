/**
 * A row is a statement with the edges it states, as `batch.ts` lists them. Created, not merged: the watermark in the same
 * transaction says that none of them is there, and to look for each among the edges of a machine with 10⁶ of them would take
 * a minute a batch.
 */
export const addEdges = `
UNWIND $rows AS s
UNWIND s[9] AS e
MATCH (a:Keyed {key: e[1]})
MATCH (b:Keyed {key: e[2]})
CREATE (a)-[r:$(e[0])]->(b)
SET r = {
  event: s[0], recordedAt: s[1], retractedAt: s[2], context: s[3], view: s[4], source: s[5], site: s[6], record: s[7],
  mapping: s[8], eid: e[3], seq: e[4], role: e[5], ordinal: e[6], phase: e[7], validFrom: e[8], validTo: e[9],
  precision: e[10], basis: e[11], qty: e[12], qtyNum: e[13], unit: e[14], certainty: e[15], choice: e[16],
  choiceKind: e[17], choiceSize: e[18], method: e[19], use: e[20], position: e[21], ext: e[22]
}`;
