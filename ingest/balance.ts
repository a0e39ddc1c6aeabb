import { problem } from '../graph/errors.ts';
import type { Problem } from '../graph/errors.ts';
import type { SourceCount } from '../graph/ledger/ledger.ts';
import type { OutcomeCounts } from '../graph/ledger/outcomes.ts';
import type { SourceStatus } from './runner.ts';

/**
 * Both balances (ingest.md §6): what a connector delivered is what was stored and what was known; and, once the pipeline has
 * reached the ledger's head, what was stored is the sum of the five outcomes. What does not add up is a defect of ours, and
 * every answer says so. The source is the problem's path.
 */
export function imbalances(
  runs: readonly SourceStatus[],
  stored: readonly SourceCount[],
  outcomes: readonly OutcomeCounts[],
): readonly Problem[] {
  return [...runs.flatMap(notLanded), ...notDecided(stored, outcomes)];
}

const imbalance = (source: string, says: string): Problem =>
  problem('BALANCE', `Source ${source}: ${says}`, { path: source, value: says });

function notLanded({ source, delivered, stored, redelivered }: SourceStatus): readonly Problem[] {
  if (delivered === stored + redelivered) return [];
  return [imbalance(source, `${delivered} delivered, ${stored} stored, ${redelivered} repeated`)];
}

function notDecided(stored: readonly SourceCount[], outcomes: readonly OutcomeCounts[]): readonly Problem[] {
  const kept = new Map<string, number>();
  for (const count of stored) kept.set(count.source, (kept.get(count.source) ?? 0) + count.stored);
  const decided = new Map(
    outcomes.map(({ source, counts }) => [source, Object.values(counts).reduce((sum, n) => sum + n, 0)]),
  );
  const sources = new Set([...kept.keys(), ...decided.keys()]);
  return [...sources].flatMap((source) => {
    const [have, of] = [decided.get(source) ?? 0, kept.get(source) ?? 0];
    return have === of ? [] : [imbalance(source, `${of} stored, ${have} with an outcome`)];
  });
}
