import { expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { describePeer } from '../peers/describe-peer.ts';
import type { Figure } from './figure.ts';
import { hasNeo4j } from './neo4j-ground.ts';
import { benches, storesOf } from './run-benches.ts';
import { summaryOf } from './report.ts';

const here = import.meta.dirname;

function run(...options: readonly string[]): readonly unknown[] {
  const hook = join(here, '../../tools/register-hook.ts');
  const told = execFileSync(
    process.execPath,
    ['--import', hook, join(here, 'bench.ts'), '--smoke', '--json', ...options],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  return told
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

const times = { min: expect.any(Number), median: expect.any(Number) };
const sense = expect.stringMatching(/^(at-least|at-most)$/);

/** Of one store: that all of it ran, and that each line has its form. */
async function mustTell(store: string, lines: readonly unknown[]): Promise<void> {
  const figures = lines.slice(0, -1) as readonly Figure[];
  for (const figure of figures) {
    const named = { bench: expect.any(String), size: expect.any(Number), store, sense };
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
  const here = (await benches()).filter((bench) => storesOf(bench).includes(store));
  expect(new Set(figures.map(({ bench }) => bench))).toEqual(new Set(here.flatMap((bench) => bench.figures)));
}

test('every bench runs, and its figures are lines that say what was promised and whether it was reached', async () => {
  await mustTell('sqlite', run('--size', '3000'));
}, 120_000);

describePeer('With the graph in Neo4j', hasNeo4j(), () => {
  test('every bench runs, and the walks beside ours find the same', async () => {
    await mustTell('neo4j', run('--store', 'neo4j', '--size', '1000'));
  }, 300_000);
});

test('only what is asked for is run', () => {
  const figures = run('--size', '3000', '--only', 'memory').slice(0, -1) as readonly Figure[];
  expect(figures.map(({ bench }) => bench)).toEqual(['memory.edge', 'memory.node', 'memory.text']);
});
