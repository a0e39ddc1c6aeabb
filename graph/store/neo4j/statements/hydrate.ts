/** A page in one call: of each node that a visible statement names its attributes, and of its joins the latest. */
export const hydrate = `
UNWIND range(0, size($keys) - 1) AS place
MATCH (n:Keyed {key: $keys[place]})
WHERE
  EXISTS {
    MATCH (n)-[r]-(:Keyed)
    WHERE
      r.recordedAt <= $position AND (r.retractedAt IS NULL OR r.retractedAt > $position)
      AND ($views IS NULL OR r.view IN $views)
  }
  OR EXISTS {
    MATCH (n)<-[:STATES]-(s:Statement)
    WHERE
      s.recordedAt <= $position AND (s.retractedAt IS NULL OR s.retractedAt > $position)
      AND ($views IS NULL OR s.view IN $views)
  }
CALL (n) {
  MATCH (s:Statement)-[a:STATES]->(n)
  WHERE
    s.recordedAt <= $position AND (s.retractedAt IS NULL OR s.retractedAt > $position)
    AND ($views IS NULL OR s.view IN $views)
  WITH
    a, s { .event, .recordedAt, .retractedAt, .context, .view, .source, .site, .record, .mapping } AS envelope
  ORDER BY a.seq
  RETURN collect([properties(a), envelope]) AS attributes
}
CALL (n) {
  MATCH (n)-[
    r:AT|DISPOSITIONED_BY|DOCUMENTED_BY|EXECUTED_ON|FOLLOWED|FOR_ORDER|FROM_PARTY|PERFORMED_BY|SUBJECT_OF|TO_PARTY|TREATED_IN
  ]->(m:Keyed)
  WHERE
    r.recordedAt <= $position AND (r.retractedAt IS NULL OR r.retractedAt > $position)
    AND ($views IS NULL OR r.view IN $views)
  WITH r, m ORDER BY r.seq DESC LIMIT $joinLimit
  RETURN collect([type(r), m.key, properties(r)]) AS out
}
CALL (n) {
  MATCH (n)<-[
    r:AT|DISPOSITIONED_BY|DOCUMENTED_BY|EXECUTED_ON|FOLLOWED|FOR_ORDER|FROM_PARTY|PERFORMED_BY|SUBJECT_OF|TO_PARTY|TREATED_IN
  ]-(m:Keyed)
  WHERE
    r.recordedAt <= $position AND (r.retractedAt IS NULL OR r.retractedAt > $position)
    AND ($views IS NULL OR r.view IN $views)
  WITH r, m ORDER BY r.seq DESC LIMIT $joinLimit
  RETURN collect([type(r), m.key, properties(r)]) AS into
}
RETURN n.key AS key, attributes, out, into ORDER BY place`;
