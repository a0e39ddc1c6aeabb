/**
 * One pruned walk within the server, and of every statement that names what it reaches all that it states. What is reached
 * is told by the edges that enter it, which all come of what is reached, too: those that leave a roll of labels are
 * thousands and say nothing of where this label came from. With what became of the start, and what each was packed in: that
 * says where it went.
 */
export const reachIn = `
UNWIND $keys AS key
MATCH (start:Keyed {key: key})<-[
  path:CONSUMED_BY|PRODUCED|INSTALLED_IN|PACKED_IN|HAS_MEMBER|SAMPLED_AS|REIDENTIFIED_AS*0..
]-(n)
WHERE
  all(
    r IN path
    WHERE
      r.recordedAt <= $position AND (r.retractedAt IS NULL OR r.retractedAt > $position)
      AND ($views IS NULL OR r.view IN $views)
  )
WITH DISTINCT n LIMIT $limit
CALL (n) {
  RETURN n AS around
  UNION
  MATCH (n)-[:PACKED_IN*1..]->(around)
  RETURN DISTINCT around
}
WITH DISTINCT around AS n
CALL (n) {
  MATCH (n)<-[
    r:CONSUMED_BY|PRODUCED|INSTALLED_IN|PACKED_IN|HAS_MEMBER|SAMPLED_AS|REIDENTIFIED_AS
  ]-(:Keyed)
  RETURN r.event AS event
  UNION
  WITH n WHERE n.key IN $keys
  MATCH (n)-[
    r:CONSUMED_BY|PRODUCED|INSTALLED_IN|PACKED_IN|HAS_MEMBER|SAMPLED_AS|REIDENTIFIED_AS
  ]->(:Keyed)
  RETURN r.event AS event
  UNION
  MATCH (n)-[r:SAME_AS|CLASS_ONLY]-(:Keyed)
  RETURN r.event AS event
  UNION
  MATCH (n)<-[:STATES]-(s:Statement)
  RETURN s.event AS event
}
WITH DISTINCT event
MATCH (s:Statement {event: event})
WHERE
  s.recordedAt <= $position AND (s.retractedAt IS NULL OR s.retractedAt > $position)
  AND ($views IS NULL OR s.view IN $views)
WITH s ORDER BY s.number
RETURN
  s.event AS event, s.recordedAt AS recordedAt, s.retractedAt AS retractedAt, s.context AS context, s.view AS view,
  s.source AS source, s.site AS site, s.record AS record, s.mapping AS mapping, s.stated AS stated`;
