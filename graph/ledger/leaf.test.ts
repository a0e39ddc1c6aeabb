import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../model/canonical-json.ts';
import { leafText } from './leaf.ts';

test('the text of a leaf is the canonical JSON of its head', () => {
  const text = fc.string({ unit: 'binary' });
  const head = fc.record({
    stream: fc.constantFrom('fact' as const, 'decision' as const, 'control' as const),
    source: text,
    partition: text,
    position: text,
    receivedAt: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    sourceTime: fc.option(text, { nil: undefined }),
    contentType: text,
    headers: fc.dictionary(text, text),
    flags: fc.option(fc.constant(['state', 'retained']), { nil: undefined }),
    bodyDigest: fc.constant('ab'.repeat(32)),
  });
  fc.assert(
    fc.property(head, (given) => {
      const flags = given.flags && JSON.stringify(given.flags);
      expect(leafText({ ...given, headers: canonicalJson(given.headers), flags })).toBe(canonicalJson(given));
    }),
  );
});
