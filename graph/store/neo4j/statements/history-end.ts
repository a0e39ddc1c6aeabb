/** Position of the last of the first so many statements that name the key, newest first. */
export const historyEnd = `
MATCH (n:Keyed {key: $key})
CALL (n) {
  MATCH (n)-[r]-(:Keyed)
  WHERE
    r.recordedAt < $before AND (r.retractedAt IS NULL OR r.retractedAt > r.recordedAt)
    AND ($views IS NULL OR r.view IN $views)
  RETURN r.event AS event, r.recordedAt AS recordedAt
  UNION
  MATCH (n)<-[:STATES]-(s:Statement)
  WHERE
    s.recordedAt < $before AND (s.retractedAt IS NULL OR s.retractedAt > s.recordedAt)
    AND ($views IS NULL OR s.view IN $views)
  RETURN s.event AS event, s.recordedAt AS recordedAt
}
WITH event, recordedAt ORDER BY recordedAt DESC LIMIT $first
RETURN min(recordedAt) AS position`;
