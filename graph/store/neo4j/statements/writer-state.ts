/** What was recorded of the record keys, and the corrections that target them, as it came. */
export const writerState = `
UNWIND $recordKeys AS recordKey
CALL (recordKey) {
  MATCH (s:Statement {recordKeyText: recordKey}) RETURN s
  UNION
  MATCH (s:Statement {retractsText: recordKey}) RETURN s
}
WITH DISTINCT s WHERE s.recordedAt <= $position
ORDER BY s.number
RETURN
  s {
    .event, .recordedAt, .retractedAt, .replacedAt, .verb, .context, .view, .source, .record, .mapping, .site, .recordKey,
    .revision, .retractsRecordKey, .retractsEvent, .body
  } AS statement`;
