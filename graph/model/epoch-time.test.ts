import { expect, test } from '@jest/globals';
import { readEpoch } from './epoch-time.ts';

test.each([
  ['1792878610', 's', '2026-10-24T21:50:10Z'],
  ['1792878610007', 'ms', '2026-10-24T21:50:10.007Z'],
  ['1792878610123456789', 'ns', '2026-10-24T21:50:10.123456789Z'],
  ['5', 'us', '1970-01-01T00:00:00.000005Z'],
] as const)('%s %s since 1970 is %s', (text, unit, from) => {
  expect(readEpoch(text, unit)).toEqual({ ok: { from, zone: 'Z', precision: unit, basis: 'event' } });
});

test.each(['', '-5', '1.5', '1e9', '99999999999999999999'])('"%s" is no such count', (text) => {
  expect(readEpoch(text, 's').problem?.code).toBe('TIME_UNREADABLE');
});
