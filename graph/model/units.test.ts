import { expect, test } from '@jest/globals';
import { plant, rec20 } from './unit-aliases.ts';
import { units } from './units.ts';

test('every alias leads to a unit that converts', () => {
  const lost = [...Object.entries(rec20), ...Object.entries(plant)].filter(([, code]) => !units.has(code));
  expect(lost).toEqual([]);
});

test('no alias of a plant hides a UCUM code or is written in two forms of Unicode', () => {
  const hidden = Object.keys(plant).filter((alias) => units.has(alias) || alias !== alias.normalize('NFKC'));
  expect(hidden).toEqual([]);
});

test('each dimension has exactly one base unit or several of the same size', () => {
  for (const dimension of new Set([...units.values()].map((unit) => unit.dimension))) {
    const bases = [...units.values()].filter(
      ({ dimension: own, factor, offset }) => own === dimension && factor.numerator === factor.denominator && !offset,
    );
    expect(bases).not.toEqual([]);
  }
});
