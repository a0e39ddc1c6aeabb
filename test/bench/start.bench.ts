import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { saveSnapshot } from '../../graph/flow/snapshot-file.ts';
import { measure } from './figure.ts';
import { quantile } from './rounds.ts';
import type { Bench } from './setting.ts';

const child = join(import.meta.dirname, 'start-child.ts');

/** From the beginning of a process to its first answer, with the index read from a snapshot: the median of several. */
export const bench: Bench = {
  figures: ['start.snapshot'],
  // eslint-disable-next-line @typescript-eslint/require-await
  async *run({ genealogies, size, store, folder, isSmoke }) {
    const { index, questions } = genealogies.of(size, 'operations');
    const path = join(folder('snapshot'), 'flow.snapshot');
    saveSnapshot(path, index, { id: 'bench', epoch: 1 });
    const asked = { path, of: { id: 'bench', epoch: 1, position: index.position }, question: questions.B };
    const once = (): number => {
      const told = execFileSync(process.execPath, [child, JSON.stringify(asked)], { encoding: 'utf8' });
      const { rows, ms } = JSON.parse(told) as { rows: number; ms: number };
      if (rows !== questions.B.nodes) throw new Error(`start: ${rows} rows instead of ${questions.B.nodes}`);
      return ms;
    };
    const taken = Array.from({ length: isSmoke ? 1 : 5 }, once);
    yield measure({ bench: 'start.snapshot', size, store }, quantile(taken, 0.5), 'ms', {
      goal: 1000,
      sense: 'at-most',
    });
  },
};
