import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cutHead } from '../framing.ts';
import type { XmlConfig } from './xml-config.ts';
import { xmlFormat } from './xml-format.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

function read(bytes: Uint8Array, config: XmlConfig) {
  const { records, issue } = xmlFormat.frame(bytes, config);
  const decoded = records.map(({ start, end, head }) =>
    xmlFormat.decode(bytes.subarray(start, end), head && cutHead(bytes, head), config),
  );
  return { issue, records, decoded };
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const pieces = fc.constantFrom(
  '<r>',
  '</r>',
  '<u>',
  '</u>',
  '<u/>',
  '<u a="1>2"/>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<!DOCTYPE x>',
  '<?p',
  '?>',
  '&lt;',
  '&x;',
  'ü',
  '<',
  '>',
  '"',
  ' xmlns:p="n"',
  '<p:u>',
);
const nearXml = fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join(''));

// Text as a plant writes it: no control characters, which XML cannot hold.
const text = fc.string({
  unit: fc.constantFrom('a', 'ü', '<', '&', '>', '"', "'", ' ', '7', '€', '😀', ']]>'),
  minLength: 1,
  maxLength: 8,
});
const escaped = (raw: string) =>
  raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const units = fc.array(fc.record({ sn: text, note: text, parts: fc.array(text, { maxLength: 3 }) }), { maxLength: 5 });

describe('xml', () => {
  test('I15: every unit of a shift report is read back, with one part or many', () => {
    fc.assert(
      fc.property(
        units,
        fc.constantFrom<XmlConfig['encoding']>(undefined, 'utf-16le', 'utf-16be'),
        (list, encoding) => {
          const elements = list.map(
            ({ sn, note, parts }) =>
              `<u sn="${escaped(sn)}"><!-- <u> --><n>${escaped(note)}</n>${parts.map((part) => `<p>${escaped(part)}</p>`).join('')}</u>`,
          );
          const document = `<?xml version="1.0"?>\n<r at="24.10."><h>1</h>\n${elements.join('\n')}</r>`;
          const config: XmlConfig = { format: 'xml', record: 'r/u', ...(encoding ? { encoding } : {}) };
          const { decoded, issue } = read(inEncoding(document, encoding), config);
          expect(issue).toBeUndefined();
          expect(decoded.map((one) => (one.ok ? plain(one.record) : one.problem))).toEqual(
            list.map(({ sn, note, parts }) => ({
              '@sn': sn,
              n: note,
              ...(parts.length === 0 ? {} : { p: parts.length === 1 ? parts[0] : parts }),
            })),
          );
          for (const one of decoded) expect(one.ok && plain(one.head)).toEqual({ '@at': '24.10.', h: '1' });
        },
      ),
    );
  });

  test('S8: any bytes end as records or as a code', () => {
    const configs: XmlConfig[] = [
      { format: 'xml' },
      { format: 'xml', record: 'r/u' },
      { format: 'xml', record: 'r', empty: 'absent' },
    ];
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array({ maxLength: 40 }), nearXml.map(bytesOf)),
        fc.constantFrom(...configs),
        (bytes, config) => {
          for (const one of read(bytes, config).decoded) {
            if (one.ok) expect(Object.getPrototypeOf(one.record)).toBeNull();
            else expect(one.problem.code).toMatch(/^(XML|FORMAT|ENCODING)_/);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('S8: a DOCTYPE never reaches the parser, wherever it stands', () => {
    fc.assert(
      fc.property(nearXml, nearXml, (before, after) => {
        for (const one of read(bytesOf(`${before}<!DOCTYPE r [`), { format: 'xml' }).decoded)
          expect(one.ok).toBe(false);
        const both = bytesOf(`${before}<!DOCTYPE r><r>${after}</r>`);
        for (const one of read(both, { format: 'xml' }).decoded)
          if (one.ok) expect(before).toMatch(/<!--|<!\[CDATA\[|<\?p/);
      }),
      { numRuns: 1000 },
    );
  });

  test('S8: what is built to exhaust a reader is refused by code', () => {
    const codeOf = (document: string, config: XmlConfig = { format: 'xml' }) => {
      const { issue, decoded } = read(bytesOf(document), config);
      return issue?.code ?? (decoded[0]?.ok ? 'read' : decoded[0]?.problem.code);
    };
    expect(codeOf('<a>'.repeat(64) + '</a>'.repeat(64))).toBe('read');
    expect(codeOf('<a>'.repeat(65) + '</a>'.repeat(65))).toBe('FORMAT_TOO_DEEP');
    expect(codeOf('<a>'.repeat(100_000), { format: 'xml', record: 'b/c' })).toBe('FORMAT_RECORDS');
    expect(codeOf('<a>'.repeat(100_000), { format: 'xml', record: 'a/c' })).toBe('FORMAT_TOO_DEEP');
    expect(codeOf(`<a ${Array.from({ length: 257 }, (_, n) => `a${n}=""`).join(' ')}/>`)).toBe('XML_ATTRIBUTES');
    expect(codeOf(`<a ${Array.from({ length: 256 }, (_, n) => `a${n}=""`).join(' ')}/>`)).toBe('read');
    expect(codeOf(`<a><!--${'-'.repeat(200_000)}`, { format: 'xml', record: 'a/b' })).toBe('XML_SYNTAX');
  });

  test('a record that a mapping shows is where its byte range says', () => {
    const document = bytesOf('<r>\n <u>ü</u>\n\n <u>2</u></r>');
    const { records } = read(document, { format: 'xml', record: 'r/u' });
    expect(records.map(({ line }) => line)).toEqual([2, 4]);
    expect(Buffer.from(document.subarray(records[1]!.start, records[1]!.end)).toString()).toBe('<u>2</u>');
  });
});

function inEncoding(document: string, encoding: XmlConfig['encoding']): Uint8Array {
  if (encoding === undefined) return bytesOf(document);
  const units = Buffer.from(document, 'utf16le');
  return new Uint8Array(encoding === 'utf-16be' ? units.swap16() : units);
}
