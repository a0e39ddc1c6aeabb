export const wholeStatements = `
MATCH (s:Statement) WHERE s.number >= $first AND s.number < $end
RETURN
  s.number AS number,
  s {
    .event, .recordedAt, .retractedAt, .replacedAt, .verb, .context, .view, .source, .record, .mapping, .site, .recordKey,
    .revision, .retractsRecordKey, .retractsEvent, .body
  } AS statement`;
