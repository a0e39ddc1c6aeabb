import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { toDigitalLink } from '../../../../graph/model/gs1/digital-link.ts';
import { readGs1 } from '../../../../graph/model/gs1/read-gs1.ts';
import { canonicalUri } from './canonical-uri.ts';

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom('0', '1', '2', '5', '9'), minLength: length, maxLength: length });
const serial = fc
  .string({ unit: fc.constantFrom('0', '9', 'A', 'z', '-', '_', '.'), minLength: 1, maxLength: 12 })
  .filter((text) => text !== '0');

/** An EPC URI whose prefix and reference have this many digits together, split anywhere a prefix may end. */
const epc = (scheme: string, length: number, rest: fc.Arbitrary<string>) =>
  fc
    .tuple(digits(length), fc.integer({ min: 6, max: Math.min(12, length) }), rest)
    .map(([all, split, end]) => `urn:epc:${scheme}:${all.slice(0, split)}.${all.slice(split)}${end}`);

const dotted = serial.map((text) => `.${text}`);
const nothing = fc.constant('');
const uris = fc.oneof(
  epc('id:sgtin', 13, dotted),
  epc('class:lgtin', 13, dotted),
  epc('id:sscc', 17, nothing),
  epc('id:sgln', 12, dotted),
  epc('id:pgln', 12, nothing),
  epc('id:grai', 12, dotted),
  epc('id:gdti', 12, dotted),
  epc('id:gsrn', 17, nothing),
  epc('id:gsrnp', 17, nothing),
  epc('id:gsin', 16, nothing),
);

describe('canonical uri', () => {
  test('M3: the hash and our identifiers agree on the Digital Link of every EPC', () => {
    fc.assert(
      fc.property(uris, (uri) => {
        const read = readGs1(uri);
        if (read.problem) return;
        expect(canonicalUri(uri)).toBe(toDigitalLink(read.ok.ref));
      }),
      { numRuns: 1000 },
    );
  });

  test('a canonical link is its own canonical link', () => {
    fc.assert(
      fc.property(uris, (uri) => {
        const link = canonicalUri(uri);
        if (link !== undefined) expect(canonicalUri(link)).toBe(link);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    [
      'https://example.com/a/b/01/09521234070054/22/V2/10/L1/21/S17?k=v#x',
      'https://id.gs1.org/01/09521234070054/21/S17',
    ],
    ['https://example.com/gtin/9521234070054', 'https://id.gs1.org/01/09521234070054'],
    ['http://id.gs1.org/414/9521234000013/254/K-2/', 'https://id.gs1.org/414/9521234000013/254/K-2'],
    ['https://example.com/01/09521234070054/99/x', undefined],
    ['https://example.com/po/12345678', undefined],
    ['urn:epcglobal:cbv:bt:9521234000013:4711', undefined],
    ['urn:epc:id:sgtin:9521234.007005', undefined],
    ['urn:epc:id:nosuch:9521234.007005.1', undefined],
    ['https://', undefined],
  ])('%s', (uri, link) => {
    expect(canonicalUri(uri)).toBe(link);
  });
});
