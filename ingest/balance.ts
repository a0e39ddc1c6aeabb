import type { SourceCount } from '../graph/ledger/ledger.ts';
import type { OutcomeCounts } from '../graph/ledger/outcomes.ts';
import type { SourceStatus } from './runner.ts';

/** A source whose records do not add up: a defect of ours, so every answer says so (`BALANCE`). */
export interface Imbalance {
  readonly source: string;
  readonly says: string;
}

/**
 * Both balances (ingest.md §6): what a connector delivered is what was stored and what was known; and, once the pipeline has
 * reached the ledger's head, what was stored is the sum of the five outcomes.
 */
export function imbalances(
  runs: readonly SourceStatus[],
  stored: readonly SourceCount[],
  outcomes: readonly OutcomeCounts[],
): readonly Imbalance[] {
  return [...runs.flatMap(notLanded), ...notDecided(stored, outcomes)];
}

function notLanded({ source, delivered, stored, redelivered }: SourceStatus): readonly Imbalance[] {
  if (delivered === stored + redelivered) return [];
  return [{ source, says: `${delivered} delivered, ${stored} stored, ${redelivered} repeated` }];
}

function notDecided(stored: readonly SourceCount[], outcomes: readonly OutcomeCounts[]): readonly Imbalance[] {
  const kept = new Map<string, number>();
  for (const count of stored) kept.set(count.source, (kept.get(count.source) ?? 0) + count.stored);
  const decided = new Map(
    outcomes.map(({ source, counts }) => [source, Object.values(counts).reduce((sum, n) => sum + n, 0)]),
  );
  const sources = new Set([...kept.keys(), ...decided.keys()]);
  return [...sources].flatMap((source) => {
    const [have, of] = [decided.get(source) ?? 0, kept.get(source) ?? 0];
    return have === of ? [] : [{ source, says: `${of} stored, ${have} with an outcome` }];
  });
}
