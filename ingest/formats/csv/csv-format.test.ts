import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { cutHead } from '../framing.ts';
import { csvFormat } from './csv-format.ts';
import type { CsvConfig } from './csv-config.ts';

const config = { format: 'csv', encoding: 'utf-8', delimiter: ';' } as const satisfies CsvConfig;
const bytesOf = (text: string) => new TextEncoder().encode(text);

function read(bytes: Uint8Array, how: CsvConfig = config) {
  const { records, issue } = csvFormat.frame(bytes, how);
  return {
    issue,
    records,
    decoded: records.map(({ start, end, head }) =>
      csvFormat.decode(bytes.subarray(start, end), head && cutHead(bytes, head), how),
    ),
  };
}

const field = fc.string({ unit: fc.constantFrom('a', 'ü', '"', ';', '\n', '\r\n', ' ', '7', '€'), maxLength: 6 });
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const tables = fc
  .integer({ min: 1, max: 4 })
  .chain((width) => fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }));

describe('csv', () => {
  test('I15: every table that is written with quotes is read back, field for field', () => {
    fc.assert(
      fc.property(tables, fc.constantFrom('\n', '\r\n'), (rows, lineEnd) => {
        const columns = rows[0]!.map((_, index) => `c${index}`);
        const text = [columns, ...rows].map((row) => row.map(quoted).join(';')).join(lineEnd);
        const { decoded } = read(bytesOf(text));
        expect(decoded.map((one) => (one.ok ? Object.values(one.record) : one.problem))).toEqual(rows);
      }),
    );
  });

  test('what we accept, csv-parse reads the same way', () => {
    const pieces = fc.constantFrom('a', 'b', '"', '""', ';', '\n', '7', ' ', 'ü');
    fc.assert(
      fc.property(fc.string({ unit: pieces, maxLength: 30 }), (text) => {
        const { decoded } = read(bytesOf(text), { ...config, columns: ['x', 'y'] });
        if (decoded.some((one) => !one.ok)) return;
        const theirs: string[][] = parse(text, { delimiter: ';', skip_empty_lines: true, record_delimiter: '\n' });
        expect(decoded.map((one) => (one.ok ? Object.values(one.record) : one))).toEqual(theirs);
      }),
      { numRuns: 2000 },
    );
  });

  test('S8: any bytes end as records or as a code, and no byte outside a line end, header or blank line is left out', () => {
    const configs: CsvConfig[] = [
      config,
      { ...config, encoding: 'utf-16be' },
      { ...config, encoding: 'windows-1252', layout: 'block' },
      { ...config, encoding: 'us-ascii', columns: ['a', 'b'] },
    ];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.constantFrom(...configs), (bytes, how) => {
        const { decoded, records } = read(bytes, how);
        for (const one of decoded) if (!one.ok) expect(one.problem.code).toMatch(/^(CSV|FORMAT|ENCODING)_/);
        for (const [index, { start, end }] of records.entries()) {
          expect(start).toBeGreaterThanOrEqual(records[index - 1]?.end ?? 0);
          expect(end).toBeLessThanOrEqual(bytes.length);
        }
      }),
      { numRuns: 1000 },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test('a record is found again by its byte range, whatever its line', () => {
    const bytes = bytesOf('Größe;b\n1;"zwei\nZeilen"\n\n3;4');
    const { records } = read(bytes);
    expect(records.map(({ line }) => line)).toEqual([2, 5]);
    expect(Buffer.from(bytes.subarray(records[1]!.start, records[1]!.end)).toString()).toBe('3;4');
  });

  test('S8: a row over 1 MiB is refused by code', () => {
    const { decoded } = read(bytesOf(`a\n${'x'.repeat(1_100_000)}\nshort`), config);
    expect(decoded.map((one) => (one.ok ? one.record : one.problem.code))).toEqual([
      'FORMAT_TOO_LARGE',
      { a: 'short' },
    ]);
  });

  test('a quote that is never closed does not make framing quadratic', () => {
    const bytes = bytesOf(`a;b\n${'"x;y\n""z;1\n'.repeat(100_000)}`);
    expect(read(bytes, { ...config, maxRecords: 1_000_000 }).records.length).toBeGreaterThan(0);
  }, 5000);
});
