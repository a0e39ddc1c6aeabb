export const statements = `
UNWIND range(0, size($events) - 1) AS place
MATCH (s:Statement {event: $events[place]})
WHERE
  s.recordedAt <= $position AND (s.retractedAt IS NULL OR s.retractedAt > $position)
  AND ($views IS NULL OR s.view IN $views)
WITH place, s ORDER BY place, s.number
RETURN
  s {
    .event, .recordedAt, .retractedAt, .replacedAt, .verb, .context, .view, .source, .record, .mapping, .site, .recordKey,
    .revision, .retractsRecordKey, .retractsEvent, .body
  } AS statement`;
