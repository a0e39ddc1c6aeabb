import process from 'node:process';
import { parseArgs } from 'node:util';
import { runFuzz } from './run-fuzz.ts';
import { fuzzTargets } from './targets.ts';

// npm run fuzz -- [name …] [--inputs 1e5] [--seed N]
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { inputs: { type: 'string', default: '1e5' }, seed: { type: 'string' } },
});

const write = (line: string): boolean => process.stdout.write(`${line}\n`);
const names = positionals.length > 0 ? positionals : [...fuzzTargets.keys()];

for (const name of names) {
  const target = fuzzTargets.get(name);
  if (!target) {
    write(`There is nothing to fuzz by the name ${name}; there is: ${[...fuzzTargets.keys()].join(', ')}`);
    process.exitCode = 2;
    continue;
  }
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
  write(`${name}: seed ${seed}`);
  const begun = performance.now();
  const { inputs, ends, failure } = await runFuzz(target, Number(values.inputs), seed);
  write(`  ${inputs} inputs in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  for (const [end, count] of Object.entries(ends).toSorted(([, a], [, b]) => b - a)) write(`  ${count}  ${end}`);
  if (failure === undefined) continue;
  write(failure);
  process.exitCode = 1;
}
