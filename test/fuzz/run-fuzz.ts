import fc from 'fast-check';
import { inspect } from 'node:util';
import type { FuzzTarget } from './fuzz-target.ts';

export interface FuzzReport {
  readonly seed: number;
  readonly inputs: number;
  /** How many records came to which end. */
  readonly ends: Readonly<Record<string, number>>;
  /** The smallest batch that breaks a rule, and how; absent where none does. */
  readonly failure?: string;
}

/** As many inputs as asked, of one seed: the same seed gives the same inputs. */
export async function runFuzz({ batches, size, run }: FuzzTarget, inputs: number, seed: number): Promise<FuzzReport> {
  const ends: Record<string, number> = {};
  let tried = 0;
  const property = fc.asyncProperty(batches, async (batch) => {
    tried += batch.length;
    for (const end of await run(batch)) ends[end] = (ends[end] ?? 0) + 1;
  });
  const checked = await fc.check(property, { seed, numRuns: Math.ceil(inputs / size) });
  const report = { seed, inputs: tried, ends };
  if (!checked.failed) return report;
  return { ...report, failure: `${inspect(checked.errorInstance)}\n${shown(checked.counterexample?.[0] ?? [])}` };
}

const shown = (batch: readonly unknown[]): string =>
  batch
    .map((one) => (one instanceof Uint8Array ? inspect(Buffer.from(one).toString('latin1')) : inspect(one)))
    .join('\n');
