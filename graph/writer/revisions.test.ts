import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareRevisions } from './revisions.ts';

test.each([
  ['10', '9'],
  ['B', 'A'],
  ['A10', 'A9'],
  ['2026-03-02T10:00:00.5Z', '2026-03-02T09:59:59Z'],
  ['18446744073709551617', '18446744073709551616'],
  ['1', undefined],
])('%s is above %s', (high, low) => {
  expect(compareRevisions(high, low)).toBeGreaterThan(0);
  expect(compareRevisions(low, high)).toBeLessThan(0);
});

test('leading zeros mean nothing', () => {
  expect(compareRevisions('007', '7')).toBe(0);
});

test('it is an order: of three, the first is never above the last and below it', () => {
  const text = fc.string({ unit: fc.constantFrom('0', '1', '9', 'A', '.', '-'), maxLength: 6 });
  fc.assert(
    fc.property(text, text, text, (a, b, c) => {
      if (compareRevisions(a, b) <= 0 && compareRevisions(b, c) <= 0)
        expect(compareRevisions(a, c)).toBeLessThanOrEqual(0);
      expect(Math.sign(compareRevisions(a, b))).toBe(-Math.sign(compareRevisions(b, a)) + 0);
    }),
  );
});
