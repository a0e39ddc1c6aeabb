import { expect, test } from '@jest/globals';
import { env } from 'node:process';
import { difference } from './compare-kernels.ts';

const graphs = Number(env['WHENCE_GRAPHS'] ?? 100_000);
const firstSeed = Number(env['WHENCE_SEED'] ?? 1);

test(`T1 T3 T7 T9 T10 T13 T14 T16 T17 T18 T23 T24: the walk is what the page says, on ${graphs} random graphs`, () => {
  for (let seed = firstSeed; seed < firstSeed + graphs; seed++) expect(difference(seed)).toBeUndefined();
});
