import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { errors } from '../../graph/errors.ts';
import type { SourceObject, SourceValue } from '../../ingest/format.ts';
import { emptyObject } from '../../ingest/formats/names.ts';
import { compilePlan } from '../../ingest/mapping/compile.ts';
import { mappingFunctions } from '../../ingest/mapping/functions.ts';
import { mapRecord } from '../../ingest/mapping/map-record.ts';
import { readPlan, withLines } from '../../ingest/mapping/read-plan.ts';
import { plantA } from '../../ingest/mapping/test-plans.ts';
import { examplePseudonyms } from '../../ingest/mapping/pseudonyms.ts';

// Random plans on random records; a hundred thousand with `WHENCE_MAPPINGS=100000`.
const runs = Number(process.env['WHENCE_MAPPINGS'] ?? 10_000);
const recordsPerPlan = 4;

const name = fc.constantFrom(
  ...['a', 'a', 'b', 'c.d', 'list', 'list[0].x', '@id', '__proto__', 'constructor', '^a', '$meta.file', '$key', '.'],
  "['a b']",
);
const argument = fc.oneof(
  fc.constantFrom("'x'", "','", '1', '-3', '999999', 'a', "'iso'", "zone='Europe/Berlin'", "'(a+)+$'", "true='J'"),
  fc.constantFrom("'mes-part'", "'mes-serial'", "'mes-lot', material=b", "'verdicts'", "'{x:digits}'"),
  fc.string({ maxLength: 6 }).map((text) => `'${text.replaceAll("'", '')}'`),
);
const call = fc
  .tuple(fc.constantFrom(...mappingFunctions.keys()), fc.array(argument, { maxLength: 2 }))
  .map(([fn, args]) => (args.length === 0 ? fn : `${fn}(${args.join(', ')})`));
const usage = fc.constantFrom(...[...mappingFunctions.values()].map((each) => each.usage));
const pipe = fc
  .tuple(fc.array(name, { minLength: 1, maxLength: 2 }), fc.array(fc.oneof(usage, usage, call), { maxLength: 2 }))
  .map(([sources, calls]) => [sources.join(', '), ...calls].join(' | '));
const condition = fc.constantFrom(
  ...['has(r.a)', 'r.a == "x"', 'r.a.b.c == 1', 'size(r.list) > 2', 'r.list.all(x, x == "y")', 'i.x == "1"'],
  ...['r.list.map(x, r.list.map(y, r.list.map(z, x)))', 're(r.a, "(a+)+$")', 'r.a.matches("x")', '1 / 0 == 1'],
  ...['r.__proto__ == null', 'has(r.constructor)', `${'('.repeat(120)}true${')'.repeat(120)}`],
);

interface Nested {
  readonly value: unknown;
}

const { value } = fc.letrec<Nested>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    pipe,
    fc.oneof(fc.boolean(), fc.integer()),
    fc.record({ const: fc.oneof(fc.string({ maxLength: 8 }), fc.integer(), fc.constant(null)) }),
    fc.record({ cel: condition }),
    fc.record({ first: fc.array(tie('value'), { maxLength: 3 }) }),
    fc.record({ template: fc.constantFrom('{a}-{b}', '{a', '{}', '{a | upper}x', 'plain') }),
    fc.record({ when: condition, then: tie('value') }),
    fc.record({ 'for each': tie('value'), item: tie('value') }),
    fc.record({
      'for each': fc.constant({ columns: ['a{n}', 'b{n}'], n: '1..3', as: ['x', 'y'] }),
      item: tie('value'),
    }),
    fc.dictionary(fc.constantFrom('object', 'material', 'quantity', 'value?', 'x', '__proto__'), tie('value'), {
      maxKeys: 3,
    }),
  ),
}));

const orValue = (...sound: readonly string[]) => fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...sound) }, value);
const serial = ["a | id('mes-serial')", "list | id('mes-serial')"];
const fields = fc.oneof(
  fc.record({
    type: fc.constant('inspect'),
    subject: orValue(...serial),
    result: orValue('pass', "b | lookup('verdicts')"),
  }),
  fc.record({ type: fc.constant('treat'), things: orValue(...serial), 'load?': orValue('b') }),
  fc.record({
    type: fc.constant('assemble'),
    assembly: orValue(...serial),
    parts: orValue("b | id('mes-lot', material=a)"),
  }),
  fc.record({ type: fc.constant('transform'), inputs: value, outputs: value, 'ext?': value }),
  fc.record({ type: fc.constantFrom('move', 'nothing', 'declare'), things: value }),
);
const event = fc
  .tuple(
    fields,
    fc.option(orValue('list'), { freq: 5, nil: undefined }),
    fc.option(condition, { freq: 4, nil: undefined }),
  )
  .map(([said, each, when]) => ({
    ...said,
    context: 'actual',
    'time?': 'at',
    ...(each === undefined ? {} : { 'for each': each }),
    ...(when === undefined ? {} : { when }),
  }));
const plan = fc
  .record({
    match: fc.oneof(
      { weight: 3, arbitrary: fc.constant([{ name: 'all' }]) },
      {
        weight: 1,
        arbitrary: fc.array(fc.record({ name: fc.constantFrom('all', 'one'), when: condition }), { minLength: 1 }),
      },
    ),
    key: orValue('b', 'a'),
    at: orValue("c.d | datetime('iso')", "'2026-10-14T08:00:00Z' | datetime('iso')"),
    events: fc.array(event, { minLength: 1, maxLength: 2 }),
  })
  .map(({ match, key, at, events }) => ({
    whence: 'mapping/1',
    id: 'fuzz',
    decode: { format: 'json' },
    match,
    key,
    time: { at },
    events: events.map((each, i) => ({ rule: `r${i}`, ...each })),
  }));

const text = fc.oneof(
  fc.constantFrom(
    '',
    'x',
    'A-1',
    '2026-10-14T08:00:00Z',
    '00000000',
    '1e999',
    '-0',
    '9999999999999999999.5',
    'IO',
    '5',
  ),
  fc.constantFrom(
    'aaaaaaaaaaaaaaaaaaaaaaaaaaa!',
    '\u0000',
    '=1+1',
    '__proto__',
    '(01)09506000134352(10)L1',
    'x'.repeat(70_000),
  ),
  fc.string({ maxLength: 12, unit: 'grapheme' }),
);

// Objects of a source have no prototype, as every format of ours makes them.
function asSource(given: Readonly<Record<string, SourceValue>>): SourceObject {
  const object = emptyObject();
  for (const [key, of] of Object.entries(given)) Object.defineProperty(object, key, { value: of, enumerable: true });
  return object;
}

const { field } = fc.letrec<{ readonly field: SourceValue }>((tie) => ({
  field: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.oneof(fc.constant(null), fc.boolean()),
    fc.array(tie('field'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('x', 'd', '@id', '__proto__', 'a'), tie('field'), { maxKeys: 3 }).map(asSource),
  ),
}));
const record = fc
  .tuple(
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'list', '@id', 'a1', 'b1', 'a b', '__proto__'), field, { maxKeys: 7 }),
    fc.option(text, { nil: undefined }),
  )
  .map(([some, key]) => asSource(key === undefined ? some : { a: 'A-1', ...some, b: key }));

const prototypes = [Object.prototype, Array.prototype, String.prototype, Function.prototype];
const names = (): string => prototypes.map((each) => Reflect.ownKeys(each).map(String).join(' ')).join(' | ');

test('any plan on any record: refused, or applied, ignored, quarantined, by code, with place, value and remedy', () => {
  const before = names();
  const ends = { refused: 0, events: 0, ignored: 0, quarantined: 0 };
  const codes = new Set<string>();
  fc.assert(
    fc.property(plan, fc.array(record, { minLength: recordsPerPlan, maxLength: recordsPerPlan }), (given, records) => {
      const read = readPlan(JSON.stringify(given));
      const compiled = read.ok ? compilePlan(read.ok, plantA, examplePseudonyms) : { faults: read.faults };
      if (compiled.faults) {
        ends.refused++;
        for (const fault of read.ok ? withLines(compiled.faults, read.lineOf) : compiled.faults) {
          codes.add(fault.code);
          expect(errors[fault.code].remedy).not.toBe('');
          expect(fault.line).toBeGreaterThan(0);
          expect(fault.path).toBeDefined();
        }
        return;
      }
      for (const each of records) {
        const mapped = mapRecord(compiled.ok, { record: each, seq: 1, source: 's', view: 'common', mapping: 'fuzz@1' });
        ends[mapped.kind]++;
        if (mapped.kind !== 'quarantined') continue;
        const { code, path, message } = mapped.reason;
        codes.add(code);
        expect(Object.keys(errors)).toContain(code);
        expect(path).not.toBe('');
        expect(message).not.toBe('');
      }
    }),
    { numRuns: runs / recordsPerPlan },
  );
  expect(names()).toBe(before);
  // Every end was come to: a test that refused every plan would have tested nothing.
  for (const count of Object.values(ends)) expect(count).toBeGreaterThan(runs / 1000);
  expect(codes.size).toBeGreaterThan(12);
}, 900_000);
