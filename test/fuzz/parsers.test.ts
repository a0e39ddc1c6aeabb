import { expect, test } from '@jest/globals';
import process from 'node:process';
import { runFuzz } from './run-fuzz.ts';
import { fuzzTargets } from './targets.ts';

// `npm run fuzz` tries 100,000 inputs of each; WHENCE_FUZZ_INPUTS and WHENCE_FUZZ_SEED set figure and seed here.
const inputs = Number(process.env['WHENCE_FUZZ_INPUTS'] ?? 10_000);
const seed = Number(process.env['WHENCE_FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

test.each([...fuzzTargets.values()])(
  `S8 I10 I20: ${inputs} inputs of $name, seed ${seed}: each is kept, waits or is refused, by code with place and remedy`,
  async (target) => {
    const report = await runFuzz(target, inputs, seed);
    expect(report.failure).toBeUndefined();
    expect(report.inputs).toBe(inputs);
    // What only ever refuses has tried nothing.
    expect(report.ends['applied']).toBeGreaterThan(inputs / 2000);
  },
  600_000,
);
