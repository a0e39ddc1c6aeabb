import { expect, test } from '@jest/globals';
import { createUnitReader, readUnit } from './unit-reader.ts';

test.each([
  ...['ST', 'STK', 'PCE', 'H87', 'EA', 'ea', 'C62', '{piece}'].map((text) => [text, '{piece}']),
  ...['KG', 'KGM', 'kg'].map((text) => [text, 'kg']),
  ...['G', 'GRM', 'g'].map((text) => [text, 'g']),
  ...['°C', 'CEL', 'Cel', '℃'].map((text) => [text, 'Cel']),
  ...['µm', 'μm', '4H', 'um'].map((text) => [text, 'um']),
  ...['m³', 'M3', 'MTQ'].map((text) => [text, 'm3']),
  ...['kΩ', 'k\u2126', 'kOhm'].map((text) => [text, 'kOhm']),
  ['TNE', 't'],
  ['LBR', '[lb_av]'],
  ['CS', '{case}'],
  ['Nm', 'N.m'],
  ['BAR', 'bar'],
  ['mbar', 'mbar'],
  ['MMT', 'mm'],
  [' KG ', 'kg'],
])('"%s" is %s', (text, code) => {
  expect(readUnit(text)).toEqual({ ok: code });
});

test('what two systems read differently is refused until the system is named', () => {
  expect(readUnit('PAL').problem?.message).toContain('Pa or {pallet}');
  expect(readUnit('PAL', 'rec20')).toEqual({ ok: 'Pa' });
  expect(readUnit('PAL', 'plant')).toEqual({ ok: '{pallet}' });
});

test('a declared alias of the plant comes first', () => {
  const read = createUnitReader({ PAL: '{pallet}', GEB: '{drum}' });
  expect([read('PAL').ok, read('GEB').ok, read('KG').ok]).toEqual(['{pallet}', '{drum}', 'kg']);
});

test.each(['', 'XYZ', 'constructor', '__proto__'])('"%s" is no unit', (text) => {
  expect(readUnit(text).problem?.code).toBe('UNIT_UNKNOWN');
});
