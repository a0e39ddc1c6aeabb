import { expect, test } from '@jest/globals';
import { withCountedLots } from '../../graph/writer/counted-lots.ts';
import { effectivePlan } from './effective-plan.ts';
import { keptFaults } from './kept-units.ts';
import { loadBundle } from './load-bundle.ts';
import { mapFile } from './run-examples.ts';
import { examplePseudonyms } from './pseudonyms.ts';

const plan = (quantity: string) => `whence: mapping/1
id: p
source: s
uses: { schemes: plant@1, units: plant@1 }
decode: { format: json }
match: [{ name: all }]
key: nr
time: { at: "at | datetime('iso')" }
events:
  - rule: made
    type: transform
    context: actual
    time: at
    inputs:
      - { thing: "'L1' | id('lot')", quantity: ${quantity} }
      - { thing: "'L2' | id('lot')", quantity: ${quantity} }
    outputs: [{ thing: "'S1' | id('unit')" }, { thing: "'S2' | id('unit')" }]
`;

const schemes = `whence: schemes/1
id: plant
version: 1
rules:
  lot: { kind: lot, scheme: local, issuer: plant }
  unit: { kind: unit, scheme: local, issuer: plant }
`;

function mapped(quantity: string, units: string, unit: string) {
  const library = { schemes, units: `whence: units/1\nid: plant\nversion: 1\n${units}\n`, tables: {} };
  const bundle = loadBundle(plan(quantity), library);
  const effective = bundle.ok ? effectivePlan(bundle.ok, 's', examplePseudonyms) : bundle;
  if (effective.faults) return effective.faults.map(({ code, path, message }) => `${code} ${path ?? ''} ${message}`);
  const record = { nr: '1', at: '2026-06-30T12:00:00Z', n: '2.50', u: unit };
  const [first] = mapFile(effective.ok, Buffer.from(JSON.stringify(record)));
  if (first?.kind === 'quarantined') return `${first.reason.code} ${first.reason.path}`;
  const [event] = first?.kind === 'events' ? first.events : [];
  return event?.verb === 'transform' ? event : first;
}

const asWritten = '{ value: n, unit: "u | unit" }';

test('a UCUM code that the plant keeps is taken as it stands, and is unknown where nobody declared it', () => {
  const keep = "keep: ['mmol/L', '[iU]/mL', 'U/L']";
  for (const unit of ['mmol/L', '[iU]/mL', 'U/L'])
    expect(mapped(asWritten, keep, unit)).toMatchObject({ inputs: [{ quantity: { value: '2.50', unit } }, {}] });
  expect(mapped(asWritten, keep, 'mol/L')).toMatch(/^UNIT_UNKNOWN/);
  expect(mapped(asWritten, "aliases: { IE: '[iU]' }\nkeep: ['[iU]']", 'IE')).toMatchObject({
    inputs: [{ quantity: { unit: '[iU]', raw: { value: '2.50', unit: 'IE' } } }, {}],
  });
});

test('a kept unit is not converted: the record waits', () => {
  expect(mapped('{ value: n, unit: "u | unit", in: kg }', 'keep: [U/L]', 'U/L')).toMatch(/^UNIT_UNKNOWN/);
  expect(mapped('{ value: n, unit: "u | unit", in: U/L }', 'keep: [U/L]', 'U/L')).toMatchObject({
    inputs: [{ quantity: { value: '2.50', unit: 'U/L' } }, {}],
  });
});

test('lots in a kept unit may be counted ones: none is certain to be in each output', () => {
  const counted = mapped(asWritten, "keep: ['[iU]']", '[iU]') as Parameters<typeof withCountedLots>[0];
  expect(withCountedLots(counted).uses.map(({ choiceKind }) => choiceKind)).toEqual(['at least one', 'at least one']);
  const weighed = mapped(asWritten, '', 'kg') as Parameters<typeof withCountedLots>[0];
  expect(withCountedLots(weighed).uses.map(({ choiceKind }) => choiceKind)).toEqual([undefined, undefined]);
});

test('what is no code, or is read already, cannot be kept', () => {
  const wrong = [
    '',
    'mmol / L',
    'µmol',
    '[iU',
    'iU]',
    '[iU}',
    '{a[}]',
    'x'.repeat(65),
    'kg',
    'STK',
    'KGM',
    'PAL',
    'IE',
  ];
  const faults = keptFaults({ IE: '[iU]' }, [...wrong, 'U/L', 'U/L', '__proto__', '10*6/uL', '{cells}/uL']);
  expect(faults.map(({ code, value }) => [code, value])).toEqual([...wrong, 'U/L'].map((code) => ['UNIT_KEPT', code]));
  expect(mapped(asWritten, 'keep: [kg]', 'kg')).toEqual([
    expect.stringMatching(/^UNIT_KEPT uses.units The unit "kg" to be kept is known already, as kg/),
  ]);
});
