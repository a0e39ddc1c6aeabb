import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.ts';

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value')),
    fc.dictionary(fc.string({ unit: 'binary' }), tie('value')),
  ),
})).value;

test('the canonical text says the same as the value', () => {
  fc.assert(
    fc.property(json, (value) => expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))),
  );
});

test('the order in which names were set does not show', () => {
  expect(canonicalJson({ b: 1, a: { d: [true, null], c: 'ü' } })).toBe('{"a":{"c":"ü","d":[true,null]},"b":1}');
});

test('names sort by UTF-8 bytes', () => {
  expect(canonicalJson({ '\u{1f529}': 1, '\uff21': 2 })).toBe('{"\uff21":2,"\u{1f529}":1}');
});

test('a property that is undefined is absent', () => {
  expect(canonicalJson({ lot: 'B0815', site: undefined })).toBe('{"lot":"B0815"}');
});

test.each([
  ['a fraction', { qty: 0.5 }],
  ['an unsafe integer', { qty: 2 ** 53 }],
  ['not a number', [Number.NaN]],
  ['a lone surrogate', { text: '\ud800' }],
  ['a date', { at: new Date(0) }],
  ['a hole', [undefined]],
  ['a big integer', { qty: 1n }],
])('%s has no canonical form', (_, value) => {
  expect(() => canonicalJson(value)).toThrow(expect.objectContaining({ code: 'CANONICAL_JSON' }));
});
