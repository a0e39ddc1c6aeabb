export const resolve = `
UNWIND $keys AS key
MATCH (n:Keyed {key: key})
WHERE
  EXISTS {
    MATCH (n)-[r]-(:Keyed)
    WHERE
      r.recordedAt <= $position AND (r.retractedAt IS NULL OR r.retractedAt > $position)
      AND ($views IS NULL OR r.view IN $views)
  }
  OR EXISTS {
    MATCH (n)<-[:STATES]-(s:Statement)
    WHERE
      s.recordedAt <= $position AND (s.retractedAt IS NULL OR s.retractedAt > $position)
      AND ($views IS NULL OR s.view IN $views)
  }
RETURN n.key AS key`;
