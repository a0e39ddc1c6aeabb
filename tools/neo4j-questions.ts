export interface ExampleQuestion {
  readonly asks: string;
  readonly cypher: string;
}

/** Questions for whoever works in the database itself. `$thing` is a key as answers of Whence show it. */
export const exampleQuestions: readonly ExampleQuestion[] = [
  {
    asks: 'Which things have a number that begins so?',
    cypher: `MATCH (n:Keyed) WHERE n.search STARTS WITH toUpper($number)
RETURN n.kind, n.value, n.material, n.key ORDER BY n.key LIMIT 50`,
  },
  {
    asks: 'Which lots of a material are there?',
    cypher: `MATCH (lot:MaterialLot {material: $material})
RETURN lot.value, lot.key ORDER BY lot.key LIMIT 50`,
  },
  {
    asks: 'Into what did it go directly?',
    cypher: `MATCH (:Keyed {key: $thing})-[r:CONSUMED_BY|INSTALLED_IN|PACKED_IN|SAMPLED_AS|REIDENTIFIED_AS]->(next:Keyed)
WHERE r.retractedAt IS NULL
RETURN type(r) AS how, next.key, r.validFrom, r.certainty, r.record ORDER BY r.validFrom LIMIT 50`,
  },
  {
    asks: 'What may it have reached? (Without windows, choices and times: Whence knows better.)',
    cypher: `MATCH (:Keyed {key: $thing})-[
  way:CONSUMED_BY|PRODUCED|INSTALLED_IN|PACKED_IN|HAS_MEMBER|SAMPLED_AS|REIDENTIFIED_AS*1..8
]->(reached:TraceObject)
WHERE all(step IN way WHERE step.retractedAt IS NULL)
RETURN DISTINCT reached.kind, reached.key ORDER BY reached.key LIMIT 500`,
  },
  {
    asks: 'What may have come into it, under whichever of its numbers?',
    cypher: `MATCH (:Keyed {key: $unit})-[:SAME_AS*0..2]-(same:Keyed)
WITH DISTINCT same
MATCH (same)<-[way:CONSUMED_BY|PRODUCED|INSTALLED_IN|SAMPLED_AS|REIDENTIFIED_AS*1..8]-(source:TraceObject)
WHERE all(step IN way WHERE step.retractedAt IS NULL)
RETURN DISTINCT source.kind, source.key ORDER BY source.key LIMIT 500`,
  },
  {
    asks: 'What is stated of it, by whom, in which record?',
    cypher: `MATCH (n:Keyed {key: $unit})-[r]-(:Keyed) WHERE r.retractedAt IS NULL
RETURN type(r) AS what, r.source, r.record, r.mapping, r.validFrom ORDER BY r.record`,
  },
  {
    asks: 'How much ran on which equipment?',
    cypher: `MATCH ()-[r:EXECUTED_ON]->(machine:Equipment) WHERE r.retractedAt IS NULL
RETURN machine.value, count(*) AS operations ORDER BY operations DESC LIMIT 20`,
  },
  {
    asks: 'How much went to which party?',
    cypher: `MATCH ()-[r:TO_PARTY]->(party:Organization) WHERE r.retractedAt IS NULL
RETURN party.value, count(*) AS shipments ORDER BY shipments DESC LIMIT 20`,
  },
  {
    asks: 'What did each source state?',
    cypher: `MATCH (s:Statement) WHERE s.retractedAt IS NULL
RETURN s.source, s.verb, count(*) AS statements ORDER BY s.source, s.verb`,
  },
  {
    asks: 'What was taken back or replaced, and when?',
    cypher: `MATCH (s:Statement) WHERE s.retractedAt IS NOT NULL
RETURN s.source, s.verb, s.recordedAt, s.retractedAt, s.replacedAt ORDER BY s.retractedAt LIMIT 50`,
  },
];
