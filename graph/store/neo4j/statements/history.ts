/** Statements that name the key within an interval of positions, newest first. */
export const history = `
MATCH (n:Keyed {key: $key})
CALL (n) {
  MATCH (n)-[r]-(:Keyed)
  WHERE
    r.recordedAt < $before AND r.recordedAt >= $from AND (r.retractedAt IS NULL OR r.retractedAt > r.recordedAt)
    AND ($views IS NULL OR r.view IN $views)
  RETURN r.event AS event, r.recordedAt AS recordedAt
  UNION
  MATCH (n)<-[:STATES]-(s:Statement)
  WHERE
    s.recordedAt < $before AND s.recordedAt >= $from AND (s.retractedAt IS NULL OR s.retractedAt > s.recordedAt)
    AND ($views IS NULL OR s.view IN $views)
  RETURN s.event AS event, s.recordedAt AS recordedAt
}
MATCH (s:Statement {event: event}) WHERE s.recordedAt = recordedAt
WITH s ORDER BY s.recordedAt DESC, s.event
RETURN
  s {
    .event, .recordedAt, .retractedAt, .replacedAt, .verb, .context, .view, .source, .record, .mapping, .site, .recordKey,
    .revision, .retractsRecordKey, .retractsEvent, .body
  } AS statement`;
