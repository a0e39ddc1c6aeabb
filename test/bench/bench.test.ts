import { expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import type { Figure } from './figure.ts';
import { benches, storesOf } from './run-benches.ts';
import { summaryOf } from './report.ts';

const here = import.meta.dirname;

function run(...options: readonly string[]): readonly unknown[] {
  const hook = join(here, '../../tools/register-hook.ts');
  const told = execFileSync(
    process.execPath,
    ['--import', hook, join(here, 'bench.ts'), '--smoke', '--json', '--size', '3000', ...options],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  return told
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

const times = { min: expect.any(Number), median: expect.any(Number) };
const sense = expect.stringMatching(/^(at-least|at-most)$/);

test('every bench runs, and its figures are lines that say what was promised and whether it was reached', async () => {
  const lines = run();
  const figures = lines.slice(0, -1) as readonly Figure[];
  for (const figure of figures) {
    const named = { bench: expect.any(String), size: expect.any(Number), store: 'sqlite', sense };
    const shape =
      'value' in figure
        ? { value: expect.any(Number), unit: expect.any(String) }
        : { ours_ms: times, against: expect.any(String), theirs_ms: times, ratio: expect.any(Number) };
    expect(figure).toEqual({ ...named, ...shape, goal: figure.goal, ok: figure.ok });
    expect([figure.goal, figure.ok]).toEqual(
      figure.goal === null ? [null, null] : [expect.any(Number), expect.any(Boolean)],
    );
  }
  expect(lines.at(-1)).toEqual(summaryOf(figures));
  const here = (await benches()).filter((bench) => storesOf(bench).includes('sqlite'));
  expect(new Set(figures.map(({ bench }) => bench))).toEqual(new Set(here.flatMap((bench) => bench.figures)));
}, 120_000);

test('only what is asked for is run', () => {
  const figures = run('--only', 'memory').slice(0, -1) as readonly Figure[];
  expect(figures.map(({ bench }) => bench)).toEqual(['memory.edge', 'memory.node', 'memory.text']);
});
