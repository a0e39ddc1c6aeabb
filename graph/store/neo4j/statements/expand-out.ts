export const expandOut = `
UNWIND $keys AS key
MATCH (n:Keyed {key: key})-[
  r:CONSUMED_BY|PRODUCED|INSTALLED_IN|PACKED_IN|HAS_MEMBER|SAMPLED_AS|REIDENTIFIED_AS|SAME_AS|CLASS_ONLY
]->(m:Keyed)
WHERE
  r.recordedAt <= $position AND (r.retractedAt IS NULL OR r.retractedAt > $position)
  AND ($views IS NULL OR r.view IN $views)
RETURN type(r) AS kind, n.key AS from, m.key AS to, properties(r) AS edge`;
