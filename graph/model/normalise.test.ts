import { expect, test } from '@jest/globals';
import { normalise } from './normalise.ts';
import type { NormalisingStep } from './normalise.ts';

test.each<[string, NormalisingStep[], string, string[]]>([
  ['100.200', [{ strip: '.-' }], '100200', ['strip .-']],
  ['100-200', [{ strip: '.-' }], '100200', ['strip .-']],
  ['100200', [{ strip: '.-' }], '100200', []],
  [' b0815 ', [{ case: 'upper' }], 'B0815', ['case upper']],
  ['000000000000100200', [{ zeros: 'strip' }], '100200', ['zeros strip']],
  ['000', [{ zeros: 'strip' }], '0', ['zeros strip']],
  ['00A12', [{ zeros: 'strip digits' }], '00A12', []],
  ['4711', [{ pad: 12 }], '000000004711', ['pad 12']],
  ['X4711', [{ pad: 12 }], 'X4711', []],
])('"%s" through %j is %s', (raw, steps, text, normalised) => {
  expect(normalise(raw, steps)).toEqual({ text, normalised });
});
