/** All that the statements stated: a page often shows many edges of one. */
export const edges = `
UNWIND $events AS event
MATCH (s:Statement {event: event})
RETURN
  s { .event, .recordedAt, .retractedAt, .context, .view, .source, .site, .record, .mapping } AS envelope, s.stated AS stated`;
