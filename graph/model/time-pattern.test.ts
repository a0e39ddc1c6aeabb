import { expect, test } from '@jest/globals';
import { datetime } from './time-pattern.ts';
import type { TimeReader } from './time-pattern.ts';
import type { IsoRules } from './iso-time.ts';

const reader = (pattern: string, rules: IsoRules = {}): TimeReader => {
  const { ok, problem } = datetime(pattern, rules);
  if (problem) throw new Error(problem.message);
  return ok;
};

const german = 'dd.MM.yyyy HH:mm:ss';
const berlin = { zone: 'Europe/Berlin' };

test('a night shift crosses midnight in UTC as it did in the plant', () => {
  const read = reader(german, berlin);
  expect(read('24.10.2026 23:50:10').ok?.from).toBe('2026-10-24T21:50:10Z');
  expect(read('25.10.2026 00:01:02').ok?.from).toBe('2026-10-24T22:01:02Z');
});

test('an hour that the clocks repeat is an interval over both, unless the rule says which', () => {
  const both = {
    from: '2026-10-25T00:30:00Z',
    to: '2026-10-25T01:30:00Z',
    zone: 'Europe/Berlin',
    precision: 's',
    basis: 'event',
  };
  expect(reader(german, berlin)('25.10.2026 02:30:00')).toEqual({ ok: both });
  expect(reader(german, { ...berlin, repeated: 'earlier' })('25.10.2026 02:30:00').ok).toMatchObject({
    from: both.from,
  });
  expect(reader(german, { ...berlin, repeated: 'later' })('25.10.2026 02:30:00').ok).toMatchObject({ from: both.to });
});

test('an hour that the clocks skip is refused, with the likely cause', () => {
  const { problem } = reader(german, berlin)('29.03.2026 02:30:00');
  expect(problem).toMatchObject({ code: 'TIME_NONEXISTENT', value: '29.03.2026 02:30:00' });
  expect(problem?.message).toContain('Europe/Berlin');
});

test.each([
  ['yyyyMMddHHmmss', '20261024215010', '2026-10-24T21:50:10Z', 's'],
  ['M/d/yyyy h:mm a', '7/4/2026 12:05 AM', '2026-07-04T00:05:00Z', 'min'],
  ['M/d/yyyy h:mm a', '7/4/2026 12:05 PM', '2026-07-04T12:05:00Z', 'min'],
  ['yyDDD', '26060', '2026-03-01T00:00:00Z', 'day'],
  ["yyyy-MM-dd'T'HH:mm:ss.SSS", '2026-10-24T21:50:10.007', '2026-10-24T21:50:10.007Z', 'ms'],
  ['yyyy-MM-dd HH:mm:ss.S', '2026-10-24 21:50:10.1234567', '2026-10-24T21:50:10.1234567Z', 'ns'],
  ["dd.MM.yy, HH 'Uhr'", '24.10.26, 21 Uhr', '2026-10-24T21:00:00Z', 'h'],
])('%s reads %s', (pattern, text, from, precision) => {
  expect(reader(pattern, { zone: 'UTC' })(text).ok).toMatchObject({ from, precision });
});

test('an offset in the text wins over the declared zone', () => {
  expect(reader('yyyy-MM-dd HH:mm XX', berlin)('2026-10-24 12:00 -0500').ok).toMatchObject({
    from: '2026-10-24T17:00:00Z',
    zone: '-05:00',
  });
  expect(reader('yyyy-MM-dd HH:mm XXX')('2026-10-24 12:00 Z').ok).toMatchObject({
    from: '2026-10-24T12:00:00Z',
    zone: 'Z',
  });
});

test('a time without zone, in pattern or rules, is refused', () => {
  expect(reader(german)('24.10.2026 23:50:10').problem?.code).toBe('TIME_NO_ZONE');
});

test.each([
  '24.10.2026',
  '24-10-2026 23:50:10',
  '31.02.2026 10:00:00',
  '00.00.0000 00:00:00',
  '24.10.2026 23:50:10 CET',
])('"%s" is not read by it', (text) => {
  expect(reader(german, berlin)(text).problem?.code).toBe('TIME_UNREADABLE');
});

test.each([
  ['dd.MM', 'no year'],
  ['yyyy', 'no day'],
  ['yyyy-MM-dd hh:mm', 'hh and a'],
  ['yyyy-mm-dd HH:mm', 'twice'],
  ['YYYY-MM-dd', '"YYYY"'],
  ["yyyy-MM-dd'T", "'"],
])('pattern %s is refused', (pattern, why) => {
  const { problem } = datetime(pattern, { zone: 'UTC' });
  expect(problem?.code).toBe('TIME_PATTERN');
  expect(problem?.message).toContain(why);
});

test('what stands in square brackets may be left out, and then says nothing of how exact the time is', () => {
  const read = reader('yyyy-MM-dd[ H:mm][:ss][.S]', berlin);
  expect(read('2026-09-14 9:42:07.518213').ok).toMatchObject({ from: '2026-09-14T07:42:07.518213Z', precision: 'us' });
  expect(read('2026-09-14 9:42:07').ok).toMatchObject({ from: '2026-09-14T07:42:07Z', precision: 's' });
  expect(read('2026-09-14 9:42').ok).toMatchObject({ precision: 'min' });
  expect(read('2026-09-14').ok).toMatchObject({ precision: 'day' });
  expect(reader("yyyy-MM-dd '['H']'", berlin)('2026-09-14 [9]').ok).toMatchObject({ precision: 'h' });
  for (const pattern of ['yyyy-MM-dd[ H', 'yyyy-MM-dd] H', 'yyyy-MM-dd[ H[:mm]]', '[yyyy-]MM-dd', 'yyyy-MM[-dd]'])
    expect([pattern, datetime(pattern, berlin).problem?.code]).toEqual([pattern, 'TIME_PATTERN']);
});
