import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readIsoTime } from './iso-time.ts';
import { millisOf } from './time.ts';

test.each([
  ['2026-10-24T23:50:10+02:00', { from: '2026-10-24T21:50:10Z', zone: '+02:00', precision: 's' }],
  ['2026-10-24T21:50:10.120Z', { from: '2026-10-24T21:50:10.120Z', zone: 'Z', precision: 'ms' }],
  ['2026-10-24T21:50:10.123456789Z', { from: '2026-10-24T21:50:10.123456789Z', zone: 'Z', precision: 'ns' }],
  ['2026-10-24T21:50:10,5-0330', { from: '2026-10-25T01:20:10.5Z', zone: '-03:30', precision: 'ms' }],
  ['2026-10-24 21:50+05', { from: '2026-10-24T16:50:00Z', zone: '+05:00', precision: 'min' }],
  ['20261024T215010Z', { from: '2026-10-24T21:50:10Z', zone: 'Z', precision: 's' }],
  ['2026-12-31T24:00:00Z', { from: '2027-01-01T00:00:00Z', zone: 'Z', precision: 's' }],
])('%s keeps its digits and its offset', (text, time) => {
  expect(readIsoTime(text)).toEqual({ ok: { ...time, basis: 'event' } });
});

test('a date alone is a whole day of its zone', () => {
  const time = { from: '2026-10-24T22:00:00Z', zone: 'Europe/Berlin', precision: 'day', basis: 'posting' };
  expect(readIsoTime('2026-10-25', { zone: 'Europe/Berlin', basis: 'posting' })).toEqual({ ok: time });
});

test('the same instant is read from every offset', () => {
  const instants = fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(instants, fc.integer({ min: -14 * 4, max: 14 * 4 }), (date, quarters) => {
      const minutes = Math.abs(quarters * 15);
      const offset = `${quarters < 0 ? '-' : '+'}${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
      const local = new Date(date.getTime() + quarters * 900_000).toISOString().slice(0, -1);
      expect(millisOf(readIsoTime(local + offset).ok?.from ?? '')).toBe(date.getTime());
    }),
  );
});

test('a local time without a zone is no instant', () => {
  expect(readIsoTime('2026-10-24T21:50:10').problem?.code).toBe('TIME_NO_ZONE');
});

test.each([
  '24.10.2026',
  '2026-13-01T00:00:00Z',
  '2026-02-29',
  '0001-01-01T00:00:00Z',
  '2026-10-24T25:00:00Z',
  '2026-1024',
  'soon',
])('"%s" is no time', (text) => {
  expect(readIsoTime(text, { zone: 'UTC' }).problem?.code).toBe('TIME_UNREADABLE');
});
