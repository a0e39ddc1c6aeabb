import { expect, test } from '@jest/globals';
import { coarser, compareUtc, millisOf } from './time.ts';

test('instants order to the nanosecond, whatever their number of digits', () => {
  const shuffled = [
    '2026-10-24T10:00:00.000000002Z',
    '2026-10-24T10:00:01Z',
    '2026-10-24T10:00:00Z',
    '2026-10-24T10:00:00.1Z',
    '2026-10-24T10:00:00.000000001Z',
  ];
  expect(shuffled.sort(compareUtc)).toEqual([
    '2026-10-24T10:00:00Z',
    '2026-10-24T10:00:00.000000001Z',
    '2026-10-24T10:00:00.000000002Z',
    '2026-10-24T10:00:00.1Z',
    '2026-10-24T10:00:01Z',
  ]);
});

test('the same instant with more zeros is the same', () => {
  expect(compareUtc('2026-10-24T10:00:00Z', '2026-10-24T10:00:00.000Z')).toBe(0);
  expect(millisOf('2026-10-24T10:00:00.1239Z')).toBe(millisOf('2026-10-24T10:00:00.123Z'));
});

test('what is no UTC text has no milliseconds', () => {
  expect(millisOf('2026-10-24T10:00:00+02:00')).toBeNaN();
});

test('the coarser of two precisions counts', () => {
  expect([coarser('ms', 'day'), coarser('h', 's'), coarser('ns', 'ns')]).toEqual(['day', 'h', 'ns']);
});
