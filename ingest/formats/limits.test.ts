import { expect, test } from '@jest/globals';
import { limits } from './limits.ts';
import { formats } from './registry.ts';
import { outcomeOf } from './test-cases.ts';

/** `read`, or the code for which the file or its first record is refused. */
function endOf(text: string, config: object): string {
  const format = formats.get((config as { readonly format: string }).format)!;
  const { issue, records } = outcomeOf(format, { input: new Uint8Array(Buffer.from(text)), config: config as never });
  const [first] = records as readonly { readonly problem?: string }[];
  return issue ?? first?.problem ?? 'read';
}

const csv = { format: 'csv', encoding: 'utf-8', delimiter: ';' };
const xml = { format: 'xml' };
const nested = (depth: number): string => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
const elements = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth);
const attributes = (count: number): string => `<a ${Array.from({ length: count }, (_, n) => `b${n}=""`).join(' ')}/>`;
const document = (bytes: number): string => `<a><!--${'x'.repeat(bytes - 14)}--></a>`;
const rows = (count: number): string => `a\n${'1\n'.repeat(count)}`;
const { depth, xmlAttributes, documentBytes, csvRecordBytes, records } = limits;

test.each([
  ['JSON nests', nested, depth, { format: 'json' }, 'FORMAT_TOO_DEEP'],
  ['a line of JSON nests', nested, depth, { format: 'ndjson' }, 'FORMAT_TOO_DEEP'],
  ['XML nests', elements, depth, xml, 'FORMAT_TOO_DEEP'],
  ['attributes of an element', attributes, xmlAttributes, xml, 'XML_ATTRIBUTES'],
  ['bytes of an XML document', document, documentBytes, xml, 'FORMAT_TOO_LARGE'],
  ['bytes of a row', (size: number) => `a\n${'x'.repeat(size)}\n`, csvRecordBytes, csv, 'FORMAT_TOO_LARGE'],
  ['rows of a file', rows, records, csv, 'FORMAT_TOO_MANY'],
  ['lines of JSON', (count: number) => '{}\n'.repeat(count), records, { format: 'ndjson' }, 'FORMAT_TOO_MANY'],
  [
    'elements of a list',
    (count: number) => `[${'{},'.repeat(count - 1)}{}]`,
    records,
    { format: 'json', records: '$[*]' },
    'FORMAT_TOO_MANY',
  ],
  [
    'elements at a path',
    (count: number) => `<r>${'<u/>'.repeat(count)}</r>`,
    records,
    { format: 'xml', record: 'r/u' },
    'FORMAT_TOO_MANY',
  ],
])('S15: %s: the limit itself is read, one more is refused by code', (_, make, limit, config, code) => {
  expect([endOf(make(limit), config), endOf(make(limit + 1), config)]).toEqual(['read', code]);
});

test('S15: the limits are those of the design (trust.md §7)', () => {
  expect(limits).toEqual({
    depth: 64,
    xmlAttributes: 256,
    documentBytes: 50 * 1024 * 1024,
    csvRecordBytes: 1024 * 1024,
    records: 100_000,
  });
});
