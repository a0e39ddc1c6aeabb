import type { ObjectKey } from '../../graph/model/object-ref.ts';
import type { Neo4jGround } from './neo4j-ground.ts';

const forward = `
MATCH (:Keyed {key: $key})-[
  path:CONSUMED_BY|PRODUCED|INSTALLED_IN|PACKED_IN|HAS_MEMBER|SAMPLED_AS|REIDENTIFIED_AS*1..
]->(n)
WHERE all(r IN path WHERE r.retractedAt IS NULL)
RETURN DISTINCT n.key AS key`;
const backward = `
MATCH (:Keyed {key: $key})<-[
  path:CONSUMED_BY|PRODUCED|INSTALLED_IN|PACKED_IN|HAS_MEMBER|SAMPLED_AS|REIDENTIFIED_AS*1..
]-(n)
WHERE all(r IN path WHERE r.retractedAt IS NULL)
RETURN DISTINCT n.key AS key`;

/** What one would write by hand, and the server runs as a pruned breadth-first expansion: how many it reaches, the start too. */
export async function cypherReach(ground: Neo4jGround, key: ObjectKey, isForward: boolean): Promise<number> {
  return (await ground.ask(isForward ? forward : backward, { key })).length + 1;
}
