/** In the order of keys; an operation has nothing to search by. */
export const findByMaterial = `
MATCH (n:Keyed)
WHERE
  n.material = $material AND n.search IS NOT NULL AND n.key > $after
  AND ($kinds IS NULL OR n.kind IN $kinds) AND ($issuer IS NULL OR n.issuer = $issuer)
  AND ($material IS NULL OR n.material = $material) AND ($site IS NULL OR n.site = $site)
WITH n ORDER BY n.key
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
RETURN n.key AS key LIMIT $first`;
