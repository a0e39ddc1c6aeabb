import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bounds, compareTimes, spanOf } from './time-bounds.ts';
import type { Precision, TimeSpan } from './time.ts';

const time = (from: string, precision: Precision, more: Partial<TimeSpan> = {}): TimeSpan => ({
  from,
  precision,
  basis: 'event',
  ...more,
});
const ms = (text: string) => Date.parse(text);

test.each([
  ['ms', '2026-10-24T10:00:00.250Z', '2026-10-24T10:00:00.250Z'],
  ['s', '2026-10-24T10:00:00Z', '2026-10-24T10:00:00.999Z'],
  ['min', '2026-10-24T10:00:00Z', '2026-10-24T10:00:59.999Z'],
  ['h', '2026-10-24T10:00:00Z', '2026-10-24T10:59:59.999Z'],
  ['day', '2026-10-24T10:00:00Z', '2026-10-25T09:59:59.999Z'],
] as const)('a time to the %s may be as late as the end of its step', (precision, from, latest) => {
  expect(bounds(time(from, precision))).toEqual({ earliestMs: ms(from), latestMs: ms(latest) });
});

test.each([
  ['2026-10-24T22:00:00Z', 25],
  ['2026-03-28T23:00:00Z', 23],
  ['2026-06-01T22:00:00Z', 24],
])('the day in Berlin that begins %s has %d hours', (from, hours) => {
  const { earliestMs, latestMs } = bounds(time(from, 'day', { zone: 'Europe/Berlin' }));
  expect((latestMs + 1 - earliestMs) / 3_600_000).toBe(hours);
});

test('a clock that may be off widens both ends', () => {
  expect(bounds(time('2026-10-24T10:00:00.000Z', 'ms'), 500)).toEqual({
    earliestMs: ms('2026-10-24T09:59:59.500Z'),
    latestMs: ms('2026-10-24T10:00:00.500Z'),
  });
});

test('order is known only where the bounds do not meet', () => {
  const [shift, scan, later] = [
    time('2026-10-24T10:00:00Z', 'h'),
    time('2026-10-24T10:59:59Z', 's'),
    time('2026-10-24T11:00:00Z', 's'),
  ];
  expect(compareTimes(shift, scan)).toBe('unknown');
  expect(compareTimes(shift, later)).toBe('before');
  expect(compareTimes(later, shift)).toBe('after');
  expect(compareTimes(shift, later, 1)).toBe('unknown');
});

test('what is before is never also after, and a wider skew never makes an order', () => {
  const points = fc
    .tuple(fc.integer({ min: 0, max: 100_000 }), fc.constantFrom<Precision>('ms', 's', 'min', 'h', 'day'))
    .map(([offset, precision]) => time(new Date(offset * 1000).toISOString(), precision));
  const flipped = { before: 'after', after: 'before', unknown: 'unknown' };
  fc.assert(
    fc.property(points, points, fc.nat(100_000), (a, b, skew) => {
      expect(compareTimes(b, a)).toBe(flipped[compareTimes(a, b)]);
      expect(['unknown', compareTimes(a, b)]).toContain(compareTimes(a, b, skew));
    }),
  );
});

test('a span takes the coarser precision, and refuses to end before it begins', () => {
  const [start, end] = [time('2026-10-24T21:50:10Z', 's'), time('2026-10-24T22:01:00Z', 'min')];
  expect(spanOf(start, end)).toEqual({ ok: { ...start, to: end.from, precision: 'min' } });
  expect(spanOf(end, start).problem?.code).toBe('TIME_ORDER');
});
