import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { describePeer, hasPeer, peerPath } from '../../../test/peers/describe-peer.ts';
import { cutHead } from '../framing.ts';
import { ndjsonFormat } from '../ndjson/ndjson-format.ts';
import { jsonFormat } from './json-format.ts';
import { readJson } from './read-json.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

// Node gives a reviver the source text of numbers, so its parser is an oracle for everything that both accept.
const numbersAsText = (_: string, value: unknown, context?: { source: string }) =>
  typeof value === 'number' ? context?.source : value;
const theirs = (text: string): unknown => JSON.parse(text, numbersAsText);
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const documents = fc.json({ depthSize: 'medium', maxDepth: 5, stringUnit: 'binary' });
const pieces = fc.constantFrom(
  '{',
  '}',
  '[',
  ']',
  '"',
  ':',
  ',',
  '\\',
  'u00e4',
  'ud800',
  '1',
  '-0.50',
  '1e5',
  'true',
  'null',
  ' ',
  '\n',
  'a',
  'é',
  '__proto__',
);
const nearJson = fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join(''));

describe('json', () => {
  test('I14: whatever we read, another strict parser reads the same, numbers as their source text', () => {
    fc.assert(
      fc.property(fc.oneof(documents, nearJson), (text) => {
        const read = readJson(text);
        if (read.problem) return;
        expect(plain(read.ok)).toEqual(theirs(text));
      }),
      { numRuns: 3000 },
    );
  });

  test('whatever another parser refuses, we refuse', () => {
    fc.assert(
      fc.property(nearJson, (text) => {
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        if (!isJson) expect(readJson(text).problem?.code).toMatch(/^(JSON|FORMAT)_/);
      }),
      { numRuns: 3000 },
    );
  });

  test('framing and reading agree: each element of a list is a record, in order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 5 }),
        fc.boolean(),
        (elements, pretty) => {
          const bytes = bytesOf(JSON.stringify({ lab: '"{[', results: elements, end: 1 }, null, pretty ? 2 : 0));
          const config = { format: 'json', records: '$.results[*]' } as const;
          const { records, issue } = jsonFormat.frame(bytes, config);
          expect(issue).toBeUndefined();
          const decoded = records.map(({ start, end, head }) =>
            jsonFormat.decode(bytes.subarray(start, end), cutHead(bytes, head!), config),
          );
          for (const [index, one] of decoded.entries()) {
            const element = elements[index]!;
            if (['__proto__', 'constructor', 'prototype'].some((name) => JSON.stringify(element).includes(name)))
              continue;
            if (!one.ok) throw new Error(one.problem.message);
            expect(plain(one.record)).toEqual(theirs(JSON.stringify(element)));
            expect(plain(one.head)).toEqual({ lab: '"{[', results: [], end: '1' });
          }
          expect(decoded.length).toBe(elements.length);
        },
      ),
    );
  });

  test('S8: any bytes end as records or as a code; no prototype is touched', () => {
    const mixed = fc.oneof(fc.uint8Array({ maxLength: 40 }), nearJson.map(bytesOf));
    fc.assert(
      fc.property(mixed, fc.constantFrom('$', '$[*]', '$.a[*]', '$.a.a'), (bytes, records) => {
        const config = { format: 'json', records } as const;
        const framed = jsonFormat.frame(bytes, config);
        for (const { start, end, head } of framed.records) {
          const one = jsonFormat.decode(bytes.subarray(start, end), head && cutHead(bytes, head), config);
          if (one.ok) expect(Object.getPrototypeOf(one.record)).toBeNull();
          else expect(one.problem.code).toMatch(/^(JSON|FORMAT|ENCODING)_/);
        }
        for (const { start, end } of ndjsonFormat.frame(bytes, { format: 'ndjson' }).records) {
          ndjsonFormat.decode(bytes.subarray(start, end), undefined, { format: 'ndjson' });
        }
      }),
      { numRuns: 2000 },
    );
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });

  test('S8: what is built to exhaust a reader is refused by code', () => {
    expect(readJson('['.repeat(100_000)).problem?.code).toBe('FORMAT_TOO_DEEP');
    expect(readJson('['.repeat(64) + ']'.repeat(64)).problem).toBeUndefined();
    expect(readJson('"\\ud83d"').problem?.code).toBe('JSON_SURROGATE');
    expect(readJson('"\\ud83d\\ude00"').ok).toBe('😀');
    expect(readJson('{"a":1,"\\u0061":2}').problem).toMatchObject({ code: 'JSON_DUPLICATE', path: '$.a' });
    expect(readJson('[{"x":{"constructor":1}}]').problem).toMatchObject({
      code: 'FORMAT_NAME',
      path: '$[0].x.constructor',
    });
    const deep = bytesOf(`{"a":${'['.repeat(100_000)}`);
    expect(jsonFormat.frame(deep, { format: 'json', records: '$.b[*]' }).issue?.code).toBe('FORMAT_TOO_DEEP');
  });

  test('I14: an identifier of forty digits and a decimal keep every digit', () => {
    const read = readJson('{"id":1234567890123456789012345678901234567890,"kg":12.500,"e":-1.50E+03}');
    expect(plain(read.ok)).toEqual({ id: '1234567890123456789012345678901234567890', kg: '12.500', e: '-1.50E+03' });
  });
});

describePeer('ipc-cfx-messages', hasPeer('ipc-cfx-messages'), () => {
  const read = (folder: string) => {
    const names = readdirSync(peerPath('ipc-cfx-messages', ...folder.split('/'))).filter((name) =>
      name.endsWith('.json'),
    );
    return names.map((name) => {
      const bytes = new Uint8Array(readFileSync(peerPath('ipc-cfx-messages', ...folder.split('/'), name)));
      return jsonFormat.decode(bytes, undefined, { format: 'json' });
    });
  };

  test('86 messages are read, and the 4 that are not JSON are refused', () => {
    const decoded = read('.');
    expect(decoded.filter((one) => one.ok).length).toBe(86);
    expect(decoded.length).toBe(86);
    expect(read('not-json').map((one) => !one.ok && one.problem.code)).toEqual(Array(4).fill('JSON_SYNTAX'));
  });
});
