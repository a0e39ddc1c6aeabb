import { expect, test } from '@jest/globals';
import { judge } from './value.ts';

const hardness = (value: string) => ({ type: 'decimal', value, unit: '1', low: '60', high: '70' }) as const;

test.each([
  ['59.999', 'fail'],
  ['60', 'pass'],
  ['70.000', 'pass'],
  ['70.0001', 'fail'],
])('a hardness of %s within 60 to 70 is a %s', (value, verdict) => {
  expect(judge(hardness(value))).toEqual({ ok: verdict });
});

test('limits of a later revision may be in another unit', () => {
  const torque = { type: 'decimal', value: '12', unit: 'N.m' } as const;
  expect(judge(torque, { low: '1150', unit: 'N.cm' })).toEqual({ ok: 'pass' });
  expect(judge(torque, { high: '1150', unit: 'N.cm' })).toEqual({ ok: 'fail' });
  expect(judge(torque, { high: '1150', unit: 'mm' }).problem?.code).toBe('UNIT_DIMENSION');
});

test('without limits, and for codes and texts, nothing is evaluated', () => {
  expect(judge({ type: 'decimal', value: '65', unit: '1' })).toEqual({ ok: 'not evaluated' });
  expect(judge({ type: 'code', value: 'IO', low: '1' })).toEqual({ ok: 'not evaluated' });
});
