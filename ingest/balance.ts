import { problem } from '../graph/errors.ts';
import type { Problem } from '../graph/errors.ts';
import type { SourceBalance } from '../graph/ledger/outcomes.ts';
import type { SourceStatus } from './runner.ts';

/**
 * Both balances (ingest.md §6): what a connector delivered is what was stored and what was known; and what was read from the
 * ledger is the sum of the five outcomes, at every watermark. What does not add up is a defect of ours, and every answer says
 * so. The source is the problem's path.
 */
export function imbalances(runs: readonly SourceStatus[], balances: readonly SourceBalance[]): readonly Problem[] {
  return [...runs.flatMap(notLanded), ...balances.flatMap(notDecided)];
}

const imbalance = (source: string, says: string): Problem =>
  problem('BALANCE', `Source ${source}: ${says}`, { path: source, value: says });

function notLanded({ source, delivered, stored, redelivered }: SourceStatus): readonly Problem[] {
  if (delivered === stored + redelivered) return [];
  return [imbalance(source, `${delivered} delivered, ${stored} stored, ${redelivered} repeated`)];
}

function notDecided({ source, landed, decided }: SourceBalance): readonly Problem[] {
  return landed === decided ? [] : [imbalance(source, `${landed} read from the ledger, ${decided} with an outcome`)];
}
