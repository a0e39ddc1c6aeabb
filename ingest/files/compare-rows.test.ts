import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareRolling, vanishedRows } from './compare-rows.ts';

const rows = (text: string): readonly string[] => text.split('');

test('rows fell out at the front and new ones came at the end', () => {
  expect(compareRolling(rows('abcde'), rows('cdefg'))).toEqual({ kind: 'rolled', fallen: 2, from: 2 });
  expect(compareRolling(rows('abc'), rows('abcd'))).toEqual({ kind: 'rolled', fallen: 0, from: 2 });
  expect(compareRolling(['a', 'b', 'cu'], ['b', 'cut', 'd'])).toEqual({ kind: 'rolled', fallen: 1, from: 1 });
});

test('a row between others vanished', () => {
  expect(compareRolling(rows('abcde'), rows('bdefg'))).toEqual({ kind: 'vanished', rows: [2], added: [3, 4] });
  expect(vanishedRows(rows('abcde'), rows('abdef'))).toEqual([2]);
  expect(vanishedRows(rows('ab'), rows('xy'))).toEqual([]);
});

test('nothing of before is left', () => {
  expect(compareRolling(rows('abc'), rows('xyz'))).toEqual({ kind: 'lost' });
});

test('however a file of distinct rows rolls, the new rows are exactly those that came', () => {
  const sizes = fc.tuple(
    fc.integer({ min: 1, max: 30 }),
    fc.integer({ min: 0, max: 30 }),
    fc.integer({ min: 1, max: 30 }),
  );
  fc.assert(
    fc.property(sizes, ([length, fallen, added]) => {
      fc.pre(fallen < length);
      const all = Array.from({ length: length + added }, (_, n) => `row ${n};`);
      const change = compareRolling(all.slice(0, length), all.slice(fallen));
      expect(change).toEqual({ kind: 'rolled', fallen, from: length - fallen - 1 });
    }),
  );
});

test('whatever vanishes between kept rows is found', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 3 }), { minLength: 4, maxLength: 20 }),
      fc.nat(),
      (before, at) => {
        const gone = 1 + (at % (before.length - 2));
        const now = [...before.slice(0, gone), ...before.slice(gone + 1)];
        expect(vanishedRows(before, now)).toEqual([gone]);
        expect(compareRolling(before, now)).toEqual({ kind: 'vanished', rows: [gone], added: [] });
      },
    ),
  );
});
