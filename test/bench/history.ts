import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from './figure.ts';

const history = join(import.meta.dirname, 'history.jsonl');

/** Keeps the ratios with the commit they are of: a change that makes one worse by a fifth is a defect. */
export function record(figures: readonly Figure[]): void {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const lines = figures.map((figure) => {
    const { bench, size, store } = figure;
    const of =
      'value' in figure ? { value: figure.value, unit: figure.unit } : { against: figure.against, ratio: figure.ratio };
    return JSON.stringify({ commit, bench, size, store, ...of });
  });
  appendFileSync(history, lines.map((line) => `${line}\n`).join(''));
}
