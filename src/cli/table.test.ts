import { expect, test } from '@jest/globals';
import { table } from './table.ts';

test('texts stand left, numbers right, and no line ends in blanks', () => {
  expect(
    table(
      ['to', 'certain'],
      [
        ['Peñavera', 1234],
        ['(to nobody)', 1],
      ],
    ),
  ).toEqual(['to           certain', 'Peñavera       1,234', '(to nobody)        1']);
});
