/**
 * Statements of a page, each with all it states as one text: the index is filled from one record a statement instead of
 * twenty values an edge.
 */
export const opened = `
MATCH (s:Statement) WHERE s.recordedAt > $after AND s.recordedAt <= $through
WITH s ORDER BY s.number
RETURN
  s.event AS event, s.recordedAt AS recordedAt, s.retractedAt AS retractedAt, s.context AS context, s.view AS view,
  s.source AS source, s.site AS site, s.record AS record, s.mapping AS mapping, s.stated AS stated`;
