import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { instantsOf, readZone, startOfDay } from './zone.ts';
import type { Zone } from './zone.ts';

const zone = (name: string): Zone => {
  const { ok, problem } = readZone(name);
  if (problem) throw new Error(problem.message);
  return ok;
};

const names = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/Santiago',
  'Africa/Casablanca',
  'UTC',
  '-03:30',
];
const instants = fc
  .integer({ min: Date.UTC(1975, 0), max: Date.UTC(2037, 0) })
  .map((ms) => Math.floor(ms / 1000) * 1000);

test('every instant is found again from what the clocks of its zone showed', () => {
  fc.assert(
    fc.property(fc.constantFrom(...names), instants, (name, utcMs) => {
      const found = instantsOf(zone(name), utcMs + zone(name)(utcMs) * 1000);
      expect(found).toContain(utcMs);
      expect(found.length).toBeLessThanOrEqual(2);
    }),
  );
});

test('remembered offsets are those of the time zone database', () => {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: 'Africa/Casablanca', timeZoneName: 'longOffset' });
  const told = (utcMs: number) =>
    format
      .formatToParts(utcMs)
      .find(({ type }) => type === 'timeZoneName')
      ?.value.replace('+00:00', '');
  const printed = (seconds: number) => (seconds === 0 ? 'GMT' : `GMT+0${String(seconds / 3600)}:00`);
  fc.assert(fc.property(instants, (utcMs) => expect(printed(zone('Africa/Casablanca')(utcMs))).toBe(told(utcMs))));
});

test('a day begins at one where clocks skip its midnight, and never where a zone skips the day', () => {
  expect(startOfDay(zone('America/Santiago'), Date.UTC(2024, 8, 8))).toBe(Date.UTC(2024, 8, 8, 4));
  expect(startOfDay(zone('Pacific/Apia'), Date.UTC(2011, 11, 30))).toBeUndefined();
});

test.each(['MEZ', 'CST', 'EST', 'Europe/Atlantis', '+25:00', '+1', ''])('"%s" is no zone', (name) => {
  expect(readZone(name).problem?.code).toBe('TIME_ZONE_UNKNOWN');
});
