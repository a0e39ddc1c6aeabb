import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { examplePlantOf } from '../../src/example-plant.ts';
import type { Ready, WholeAnswer } from '../plant/plant-service.ts';

interface Truth {
  readonly question: { readonly start: string };
}

/** Where the example plant's question begins. */
export const startOf = (data: string): string =>
  (JSON.parse(readFileSync(join(examplePlantOf(data), 'truth.json'), 'utf8')) as Truth).question.start;

/** What an answer says while its store does not. */
export const lag = 'The graph store does not answer.';

/** What an answer says without the attributes, which only the store has. */
export const walked = ({ rows }: WholeAnswer): readonly object[] =>
  rows.map(({ id, keys, depth, inclusion }) => ({ id, keys, depth, inclusion }));

export const textsOf = ({ completeness }: WholeAnswer): string => JSON.stringify(completeness.gaps);

/** Nothing of the store or the index is amiss, and the graph has all that the ledger has; what the disk is like is no matter here. */
export const isWell = ({ codes, ledgerPosition, appliedPosition }: Ready): boolean =>
  codes.every((code) => code.startsWith('DISK_')) && appliedPosition === ledgerPosition;

export async function waitFor(isTrue: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await isTrue()) return;
    await pause(100);
  }
  throw new Error('It did not come about within a minute.');
}
