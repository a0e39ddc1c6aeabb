export const closed = `
MATCH (s:Statement) WHERE s.retractedAt > $after AND s.retractedAt <= $through AND s.recordedAt <= $after
WITH s ORDER BY s.number
RETURN s.event AS event, s.recordedAt AS recordedAt, s.retractedAt AS at`;
