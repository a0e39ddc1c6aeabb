import { expect, test } from '@jest/globals';
import { objectKey } from './object-ref.ts';
import { createIdentifierReader } from './scheme.ts';
import type { IdentifierContext, IdentifierRule, PatternEngine } from './scheme.ts';

const engine: PatternEngine = (pattern) => {
  const form = new RegExp(`^(?:${pattern})$`, 'u');
  return (text) => {
    const match = form.exec(text);
    return match ? { ...match.groups } : undefined;
  };
};

const read = (rule: IdentifierRule, raw: string, context?: IdentifierContext) => {
  const { ok, problem } = createIdentifierReader('mes-lot', rule, engine);
  if (problem) throw new Error(problem.message);
  return ok(raw, context);
};

const lot: IdentifierRule = {
  kind: 'lot',
  scheme: 'local',
  issuer: 'plant-a',
  steps: [{ case: 'upper' }, { strip: ' ' }],
  pattern: '[A-Z][0-9]+',
  needs: ['material'],
};
const part: IdentifierRule = { kind: 'material', scheme: 'local', issuer: 'plant-a', steps: [{ strip: '.-' }] };

test('M3: three spellings of a part number are one key, and the raw text stays', () => {
  const keys = ['100.200', '100200', '100-200'].map((raw) =>
    objectKey(read(part, raw).ok?.ref ?? { ...part, issuer: '', value: '' }),
  );
  expect(new Set(keys)).toEqual(new Set(['material:local:plant-a:::100200']));
  expect(read(part, '100.200').ok).toMatchObject({ raw: '100.200', normalised: ['strip .-'] });
});

test('M3: one lot number of two materials is two lots', () => {
  const of = (material: string) =>
    objectKey(read(lot, 'l 77', { material }).ok?.ref ?? { ...part, issuer: '', value: '' });
  expect(of('100200')).toBe('lot:local:plant-a::100200:L77');
  expect(of('100300')).toBe('lot:local:plant-a::100300:L77');
});

test('a material may be given as the object that was read before', () => {
  const material = read(part, '100.200').ok?.ref;
  expect(read(lot, 'L77', { material }).ok?.ref).toMatchObject({ material: '100200' });
});

test('what the number is not unique within is no part of its key', () => {
  const serial: IdentifierRule = { kind: 'unit', scheme: 'local', issuer: 'plant-a' };
  expect(read(serial, 'A-0017', { material: '100200', site: 'north' }).ok?.ref).toEqual({ ...serial, value: 'A-0017' });
});

test('a number that its issuer scopes by site has the site in its key', () => {
  const order: IdentifierRule = {
    kind: 'order',
    scheme: 'local',
    issuer: 'erp',
    needs: ['site'],
    steps: [{ zeros: 'strip' }],
  };
  expect(read(order, '004711', { site: 'north' }).ok?.ref).toMatchObject({ site: 'north', value: '4711' });
  expect(read(order, '004711').problem?.code).toBe('ID_NEEDS_SITE');
});

test('part and revision in one field are both kept, only the part is key', () => {
  const withRevision: IdentifierRule = { ...part, steps: [], pattern: '(?<value>[0-9]+)(?:-(?<revision>[A-Z]))?' };
  expect(read(withRevision, '100200-B').ok).toMatchObject({ ref: { value: '100200' }, extras: { revision: 'B' } });
  expect(read(withRevision, '100200').ok).toEqual({
    ref: { kind: 'material', scheme: 'local', issuer: 'plant-a', value: '100200' },
    raw: '100200',
    normalised: [],
  });
});

test.each([
  ['ID_EMPTY', part, ' .-'],
  ['ID_PATTERN', lot, 'L77/L78'],
  ['ID_NEEDS_MATERIAL', lot, 'L77'],
  ['ID_CHECK_DIGIT', { ...part, check: 'gs1' }, '4012345000055'],
  ['GS1_CHECK_DIGIT', { kind: 'unit', scheme: 'gs1' }, '(01)09521234007006(21)17'],
  ['ID_KIND', { kind: 'unit', scheme: 'gs1' }, '(00)340123451111111111'],
] as const)('%s names the value and what to do', (code, rule, raw) => {
  const { problem } = read(rule, raw);
  expect(problem?.code).toBe(code);
  expect(problem?.value).toContain(raw.slice(4, 10));
});

test('a GS1 rule reads every GS1 spelling', () => {
  expect(read({ kind: 'unit', scheme: 'gs1' }, 'https://id.gs1.org/01/09521234007005/10/L1/21/S17').ok).toMatchObject({
    ref: { material: '09521234007005', value: 'S17' },
    gs1: { lot: { kind: 'lot', value: 'L1' } },
  });
});

test('UUIDs are one key in upper and lower case', () => {
  const rule: IdentifierRule = { kind: 'unit', scheme: 'uuid' };
  expect(read(rule, '580378CD-B7B2-4A61-9B0C-AF0E3D1B27A1').ok?.ref.value).toBe('580378cd-b7b2-4a61-9b0c-af0e3d1b27a1');
});

test.each<[Partial<IdentifierRule>, PatternEngine | undefined]>([
  [{ issuer: '' }, engine],
  [{ pattern: '[0-9]+' }, undefined],
  [{ pattern: '[0-9' }, engine],
  [{ steps: [{ pad: 0 }] }, engine],
])('a rule with %j cannot work', (fault, given) => {
  expect(createIdentifierReader('part', { ...part, ...fault }, given).problem?.code).toBe('ID_RULE');
});
