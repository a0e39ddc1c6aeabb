/** Position of the last statement of a page of so many; none where fewer are left. */
export const pageEnd = `
MATCH (s:Statement) WHERE s.recordedAt > $after AND s.recordedAt <= $upTo
RETURN s.recordedAt AS position ORDER BY position SKIP $before LIMIT 1`;
