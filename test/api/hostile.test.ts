import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import process from 'node:process';
import { limits } from '../../queries/limits/cost-table.ts';
import { createSchema } from '../../queries/schema.ts';
import { randomDocument } from './random-document.ts';
import { serve } from './serve.ts';
import type { Served } from './serve.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.server.close());

const repeat = (count: number, part: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => part(i)).join(' ');
const start = '{ thing: { scan: "B0815" } }';
const traced = (inside: string): string =>
  `{ trace(starts: [${start}], direction: FORWARD) { ... on Trace { ${inside} } } }`;
const nested = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth);

/** Generous, since other tests run beside this one. */
const deadline = 10_000;

/** What people with time on their hands send. */
const hostile: readonly (readonly [what: string, query: string, variables?: object])[] = [
  ['an endless row of brackets', '{'.repeat(100_000)],
  ['deep lists', `{ resolve(texts: ${nested('[', ']', 900)}) { as } }`],
  ['deep objects', `{ thing(ref: ${nested('{a:', '}', 400)}) { __typename } }`],
  ['a million spaces', `${' '.repeat(200_000)}{ sources { id } }`],
  ['a comment of 200 kB', `#${'x'.repeat(200_000)}\n{ sources { id } }`],
  ['a string of 200 kB', `{ search(text: "${'x'.repeat(200_000)}", first: 1) { rows { id } } }`],
  ['a block string that never ends', '{ search(text: """', {}],
  ['thousands of aliases', `{ ${repeat(600, (i) => `a${i}: sources { id }`)} }`],
  ['one field a thousand times', `{ sources { ${repeat(1900, () => 'id')} } }`],
  ['thousands of directives', `{ sources { id ${'@include(if: true)'.repeat(300)} } }`],
  ['unknown directives', `{ sources { id ${'@x'.repeat(900)} } }`],
  ['fragments in a circle', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'],
  ['a fragment of itself', '{ ...A } fragment A on Query { sources { id } ...A }'],
  [
    'fragments that double',
    `{ ...F0 } ${repeat(80, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F80 on Query { sources { id } }`,
  ],
  [
    'fields that must be merged, many times',
    traced(
      repeat(
        90,
        (i) =>
          `... on Trace { rows(first: 1) { rows { ${repeat(3, (j) => `x${j % 2}: id label`)} id${i % 2 ? ' label' : ''} } } }`,
      ),
    ),
  ],
  ['fields that cannot be merged', traced(repeat(150, (i) => `rows(first: ${i + 1}) { total }`))],
  [
    'the largest page of everything',
    traced('rows(first: 1000) { rows { events { values { value } } customers { id } } }'),
  ],
  ['many large pages', traced(repeat(15, (i) => `p${i}: rows(first: 1000) { rows { id } }`))],
  ['a page of minus one', traced('rows(first: -1) { total }')],
  ['a page of a billion', traced('rows(first: 1000000000) { total }')],
  ['a page beyond 32 bits', traced('rows(first: 99999999999999999999) { total }')],
  ['a page of a fraction', traced('rows(first: 1.5) { total }')],
  [
    'introspection in circles',
    `{ __schema { types { ${nested('fields { type { ', ' } }', 12).replace('  ', ' name ')} } } }`,
  ],
  [
    'introspection, ten times',
    `{ ${repeat(10, (i) => `a${i}: __schema { types { fields { name type { name } } } }`)} }`,
  ],
  [
    'five thousand starts',
    'query($s: [StartIn!]!) { trace(starts: $s, direction: FORWARD) { __typename } }',
    { s: Array(5000).fill({ thing: { scan: 'x' } }) },
  ],
  ['two ways to name one thing', '{ thing(ref: { id: "a", scan: "b" }) { __typename } }'],
  ['a thing named by null', '{ thing(ref: { id: null }) { __typename } }'],
  ['control characters', '{ thing(ref: { scan: "\\u0000\\u001d\\uffff" }) { __typename } }'],
  ['a lone surrogate', '{ thing(ref: { scan: "\\ud800" }) { __typename } }'],
  ['a barcode of a thousand digits', `{ resolve(texts: ["01${'9'.repeat(1000)}"]) { as } }`],
  ['a barcode of separators', `{ resolve(texts: ["${'\\u001d'.repeat(1000)}"]) { as } }`],
  ['wild cards', '{ search(text: "%_*?[]", first: 5) { rows { id } } }'],
  ['a statement of SQL', `{ search(text: "'; DROP TABLE node; --", first: 5) { rows { id } } }`],
  [
    'names of prototypes',
    '{ search(text: "__proto__", first: 5) { rows { id } } thing(ref: { id: "constructor" }) { __typename } }',
  ],
  [
    'variables that are names of prototypes',
    'query($a: String!) { search(text: $a, first: 1) { rows { id } } }',
    JSON.parse('{"a":"x","constructor":{"prototype":{"x":1}}}') as object,
  ],
  ['a ledger position of fifteen digits', '{ record(position: "999999999999999") { size } }'],
  ['a negative ledger position', '{ record(position: "-1") { size } }'],
  ['an unknown operation', 'subscription { sources { id } }'],
  ['two operations', 'query A { sources { id } } query B { sources { id } }'],
  ['a schema instead of a question', 'type Query { a: Int }'],
];

describe('A11: hostile documents are answered in time, without a 5xx or a stack', () => {
  test.each(hostile.map(([what, query, variables = {}]) => [what, query, variables] as const))(
    '%s',
    async (_, query, variables) => {
      const { status, text } = await served.ask(query, variables);
      expect(status).toBeLessThan(500);
      expect(text).not.toMatch(/node_modules|\.ts:\d|at Object\.|at async/);
    },
    deadline,
  );

  test('there are at least thirty', () => {
    expect(hostile.length).toBeGreaterThanOrEqual(30);
  });
});

test(`A11: generated documents are answered or refused by code, within their cost`, async () => {
  const schema = createSchema();
  const count = Number(process.env['WHENCE_DOCUMENTS'] ?? 300);
  const codes = new Map<string, number>();
  for (let seed = 1; seed <= count; seed++) {
    const query = randomDocument(schema, seed);
    const { status, text, errors } = await served.ask(query);
    const code = errors?.[0]?.extensions.code ?? 'answered';
    codes.set(code, (codes.get(code) ?? 0) + 1);
    if (status >= 500 || code === 'INTERNAL' || /node_modules|\.ts:\d/.test(text)) throw new Error(`${query}\n${text}`);
  }
  expect(codes.get('answered')).toBeGreaterThan(count / 3);
  expect(limits.cost).toBe(10_000);
}, 600_000);
