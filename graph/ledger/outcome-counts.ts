import type { OutcomeCounts, OutcomeKind } from './outcomes.ts';

/** Every kind is counted, those that did not occur with zero. */
export function outcomeCounts(
  source: string,
  found: Iterable<readonly [kind: OutcomeKind, count: number]>,
): OutcomeCounts {
  const counts: Record<OutcomeKind, number> = { applied: 0, duplicate: 0, ignored: 0, superseded: 0, quarantined: 0 };
  for (const [kind, count] of found) counts[kind] += count;
  return { source, counts };
}
