/** Ends the latest statement of each event, and says what it stated, whose edges carry the end too. */
export const closeStatements = `
UNWIND $rows AS row
CALL (row) {
  MATCH (s:Statement {event: row.event})
  RETURN s ORDER BY s.number DESC LIMIT 1
}
WITH row, s, s.retractedAt IS NULL AS counted
SET s.retractedAt = coalesce(s.retractedAt, row.retractedAt), s.replacedAt = coalesce(row.replacedAt, s.replacedAt)
WITH s, counted WHERE counted
RETURN s.event AS event, s.recordedAt AS recordedAt, s.retractedAt AS retractedAt, s.stated AS stated`;
