import { expect, test } from '@jest/globals';
import { convertForMaterial } from './material-factor.ts';
import type { MaterialFactor } from './material-factor.ts';

const seal = 'material:local:valveworks:::100200';
const perPiece = (kilo: string, validity: Partial<MaterialFactor> = {}): MaterialFactor => ({
  material: seal,
  of: { value: '1', unit: '{piece}' },
  is: { value: kilo, unit: 'kg' },
  ...validity,
});

const at = (atMs: number, ...factors: MaterialFactor[]) => ({ material: seal, atMs, factors });

test('pieces become grams by the declared weight of a piece, and pieces again', () => {
  const factors = at(0, perPiece('0.0125'));
  const grams = convertForMaterial({ value: '80', unit: '{piece}' }, 'g', factors).ok;
  expect(grams?.value).toBe('1000');
  expect(grams && convertForMaterial(grams, '{piece}', factors)).toMatchObject({
    ok: { value: '80', unit: '{piece}' },
  });
});

test('kilograms become dozens', () => {
  expect(convertForMaterial({ value: '0.3', unit: 'kg' }, '12.{piece}', at(0, perPiece('0.0125'))).ok?.value).toBe('2');
});

test('M4: there and back by a factor that does not end is the same decimal', () => {
  const factors = at(0, { material: seal, of: { value: '3', unit: '{piece}' }, is: { value: '1', unit: 'kg' } });
  const kilo = convertForMaterial({ value: '10', unit: '{piece}' }, 'kg', factors).ok;
  expect(kilo && convertForMaterial(kilo, '{piece}', factors).ok?.value).toBe('10');
});

test('a factor counts from its begin until before its end', () => {
  const factors = [perPiece('0.0125', { toMs: 1000 }), perPiece('0.0130', { fromMs: 1000 })];
  const weight = (ms: number) =>
    convertForMaterial({ value: '1', unit: '{piece}' }, 'kg', at(ms, ...factors)).ok?.value;
  expect([weight(999), weight(1000)]).toEqual(['0.0125', '0.013']);
});

test('two valid factors that differ are a problem, two that agree are none', () => {
  const one = { value: '1', unit: '{piece}' };
  expect(convertForMaterial(one, 'kg', at(0, perPiece('0.0125'), perPiece('0.013'))).problem?.code).toBe('UNIT_FACTOR');
  expect(convertForMaterial(one, 'kg', at(0, perPiece('0.0125'), perPiece('0.01250'))).ok?.value).toBe('0.0125');
});

test('without a factor of this material it stays a conflict of dimensions', () => {
  const other = { ...perPiece('0.0125'), material: 'material:local:valveworks:::100300' };
  expect(convertForMaterial({ value: '1', unit: '{piece}' }, 'kg', at(0, other)).problem?.code).toBe('UNIT_DIMENSION');
});
