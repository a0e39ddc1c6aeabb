import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { SourceObject } from '../format.ts';
import { compilePlan } from './compile.ts';
import { mappingFunctions } from './functions.ts';
import { mapRecord } from './map-record.ts';
import { readPlan } from './read-plan.ts';
import { plantA } from './test-plans.ts';
import { examplePseudonyms } from './pseudonyms.ts';

/** What a pipe gives for a record: through a whole plan, as an extra of an event. */
function pipe(text: string, record: object): unknown {
  const plan = readPlan(
    `
whence: mapping/1
id: p
decode: { format: json }
match: [{ name: all }]
key: { const: k }
time: { at: "at | datetime('iso')" }
events:
  - { rule: x, type: observe, context: actual, of: ["'A' | id('mes-serial')"], characteristic: { const: c }, ext: { ?: } }
`.replace('{ ?: }', `{ "v?": ${JSON.stringify(text)} }`),
  );
  if (plan.faults) throw new Error(plan.faults[0]?.message);
  const tables = { ...plantA.tables, prices: timed, places: twoKeys, loose: withDefault };
  const compiled = compilePlan(plan.ok, { ...plantA, keep: ['mmol/L'], tables }, examplePseudonyms);
  if (compiled.faults) return compiled.faults[0]?.code;
  const mapped = mapRecord(compiled.ok, { record: bare(record), seq: 1, source: 's', view: 'common', mapping: 'p@1' });
  if (mapped.kind !== 'events') return mapped.kind === 'quarantined' ? mapped.reason.code : mapped.reason;
  return (mapped.events[0]!.ext as { readonly v?: unknown } | undefined)?.v;
}

const timed = 'code,from,to,price\nA,,2026-01-01,old\nA,2026-01-01,,new\n';
const twoKeys = '*plant,*code,name\nP1,A,hall\nP1,B,"yard, open"\n';
const withDefault = '*code,verdict,reason\nIO,pass,\n*,not evaluated,the stand writes free text\n';

function bare(value: object): SourceObject {
  return JSON.parse(JSON.stringify(value), (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.assign(Object.create(null) as object, inner)
      : inner,
  ) as SourceObject;
}

const cases: Readonly<Record<string, readonly (readonly [pipe: string, record: object, expected: unknown])[]>> = {
  trim: [['a | trim', { a: ' x ' }, 'x']],
  upper: [['a | upper', { a: 'ß i' }, 'SS I']],
  lower: [['a | lower', { a: 'ÄB' }, 'äb']],
  squash: [['a | squash', { a: '  x \t y ' }, 'x y']],
  strip: [["a | strip('.- ')", { a: '100.20-0 ' }, '100200']],
  'strip-left': [["a | strip-left('0')", { a: '0030' }, '30']],
  'pad-left': [
    ["a | pad-left(10, '0')", { a: '4711' }, '0000004711'],
    ["a | pad-left(2, '0')", { a: '4711' }, '4711'],
  ],
  slice: [
    ['a | slice(0, 4)', { a: '2026W41' }, '2026'],
    ['a | slice(4)', { a: '2026W41' }, 'W41'],
  ],
  replace: [["a | replace('/', '-')", { a: '1/2/3' }, '1-2-3']],
  split: [
    ["a | split('|')", { a: 'x|y||z' }, ['x', 'y', 'z']],
    ["a | split('|')", { a: '' }, undefined],
  ],
  join: [
    ["a, b | join('/')", { a: '1', b: '2' }, '1/2'],
    ["a, b | join('/')", { a: '1' }, undefined],
    ["'x', a | join('')", { a: '1' }, 'x1'],
  ],
  parse: [
    ["a | parse('{site}-{lot:digits}') | at(lot)", { a: 'W1-0815' }, '0815'],
    ["a | parse('{site}-{lot:digits}') | at(lot)", { a: 'W1-08X' }, 'MAP_PATTERN'],
  ],
  match: [
    ["a | match('[A-Z]{2}([0-9]+)')", { a: 'AB12' }, '12'],
    ["a | match('[A-Z]{2}[0-9]+')", { a: 'AB12' }, 'AB12'],
    ["a | match('[A-Z]{2}')", { a: 'AB12' }, 'MAP_PATTERN'],
  ],
  'absent-if': [
    ["a | absent-if('UNK', 'N/A')", { a: ' UNK ' }, undefined],
    ["a | absent-if('UNK')", { a: 'X' }, 'X'],
  ],
  only: [
    ['a | only', { a: ['x'] }, 'x'],
    ['a | only', { a: ['x', 'y'] }, 'MAP_SEVERAL'],
    ['a | only', { a: 'x' }, 'x'],
  ],
  first: [['a | first', { a: ['x', 'y'] }, 'x']],
  last: [['a | last', { a: ['x', 'y'] }, 'y']],
  distinct: [['a | distinct', { a: ['x', 'y', 'x'] }, ['x', 'y']]],
  sort: [
    ['a | sort', { a: ['y', 'x'] }, ['x', 'y']],
    [
      'a | sort(n) | first | at(v)',
      {
        a: [
          { n: 'b', v: '1' },
          { n: 'a', v: '2' },
        ],
      },
      '2',
    ],
  ],
  keep: [
    [
      `a | keep('i.t == "A"') | at(v)`,
      {
        a: [
          { t: 'A', v: '1' },
          { t: 'B', v: '2' },
        ],
      },
      ['1'],
    ],
  ],
  decimal: [
    ["a | decimal(',')", { a: '2,000' }, '2.000'],
    ["a | decimal(',', '.')", { a: '1.234.567,80' }, '1234567.80'],
    ["a | decimal(',')", { a: '1.5' }, 'DECIMAL_UNREADABLE'],
    ["a | decimal(',', '.')", { a: '1.5' }, 'DECIMAL_UNREADABLE'],
    ['a | decimal', { a: '-0.10' }, '-0.10'],
    ['a | decimal', { a: 'n.d.' }, 'DECIMAL_UNREADABLE'],
  ],
  integer: [
    ['a | integer', { a: '0042' }, '42'],
    ['a | integer', { a: '1.0' }, 'DECIMAL_UNREADABLE'],
  ],
  scale: [
    ["a | scale('1/1000')", { a: '1250' }, '1.25'],
    ["a | scale('1/3')", { a: '1' }, 'DECIMAL_UNREADABLE'],
  ],
  round: [
    ['a | round(2, half-even)', { a: '2.345' }, '2.34'],
    ['a | round(2, half-up)', { a: '2.345' }, '2.35'],
  ],
  negate: [['a | negate', { a: '2.50' }, '-2.50']],
  bool: [
    ["a | bool(true='J', true='Y', false='N')", { a: 'Y' }, true],
    ["a | bool(true='J', false='N')", { a: 'X' }, 'MAP_TYPE'],
  ],
  hex: [
    ['a | hex', { a: '0x1F' }, '31'],
    ['a | hex', { a: 'ffffffffffffffffff' }, '4722366482869645213695'],
  ],
  bcd: [
    ['a | bcd', { a: '4660' }, '1234'],
    ['a | bcd', { a: '10' }, 'MAP_TYPE'],
  ],
  bits: [['a | bits(4, 7)', { a: '165' }, '10']],
  datetime: [
    ["a | datetime('dd.MM.yyyy HH:mm', zone='Europe/Berlin')", { a: '25.10.2026 01:30' }, '2026-10-24T23:30:00Z'],
    [
      "a | datetime('dd.MM.yyyy HH:mm', zone='Europe/Berlin', repeated='later')",
      { a: '25.10.2026 02:30' },
      '2026-10-25T01:30:00Z',
    ],
    ["a | datetime('dd.MM.yyyy HH:mm')", { a: '25.10.2026 02:30' }, 'TIME_NO_ZONE'],
    ["a | datetime('dd.MM.yyyy HH:mm', zone='Europe/Berlin')", { a: '29.03.2026 02:30' }, 'TIME_NONEXISTENT'],
    ["a | datetime('yyyyMMdd', zone='UTC')", { a: '00000000' }, undefined],
    ["a | datetime('iso')", { a: '2026-10-14T08:00:00.123456+02:00' }, '2026-10-14T06:00:00.123456Z'],
    ["a | datetime('iso', repeated='by order')", { a: '2026-10-25T02:30:00' }, 'PLAN_FUNCTION'],
  ],
  date: [["a | date('dd.MM.yyyy', zone='Europe/Berlin')", { a: '14.10.2026' }, '2026-10-13T22:00:00Z']],
  epoch: [['a | epoch(ms)', { a: '1760428800123' }, '2025-10-14T08:00:00.123Z']],
  duration: [
    ['a | duration', { a: 'PT1H30M' }, '5400'],
    ['a | duration', { a: '0:01:30.5' }, '90.5'],
  ],
  id: [
    ["a | id('mes-part')", { a: '100.200' }, 'material:local:plant-a:::100200'],
    ["a | id('mes-lot', material=m)", { a: 'L 77', m: '100.200' }, 'lot:local:plant-a::100200:L77'],
    [
      "a | id('mes-lot', material=(m | replace('x', '1')))",
      { a: 'L 77', m: 'x00.200' },
      'lot:local:plant-a::100200:L77',
    ],
    ["a | id('mes-lot')", { a: 'L 77' }, 'ID_NEEDS_MATERIAL'],
    ["a | id('mes-serial')", { a: ['A-1', 'A-2'] }, ['unit:local:plant-a:::A-1', 'unit:local:plant-a:::A-2']],
    ["a | id('nobody')", { a: 'x' }, 'PLAN_NAME_UNKNOWN'],
  ],
  gs1: [
    ['a | gs1', { a: '(01)09521234007005(21)S17' }, 'unit:gs1:::09521234007005:S17'],
    ['a | gs1', { a: 'https://id.gs1.org/01/09521234007005/21/S17' }, 'unit:gs1:::09521234007005:S17'],
    ['a | gs1', { a: '(01)09521234007006(21)S17' }, 'GS1_CHECK_DIGIT'],
  ],
  uri: [['a | uri(lot)', { a: 'https://lots.example/4711' }, 'lot:uri::::https%3A//lots.example/4711']],
  uuid: [['a | uuid', { a: '{0C7E4C66-9C2D-4E4A-9F0F-3D4E5F607182}' }, '0c7e4c66-9c2d-4e4a-9f0f-3d4e5f607182']],
  person: [
    ["a | person('mes')", { a: 'P4711' }, 'person:local:mes:::YuLNLvbKvPG-Wbpl8ZzHEL'],
    ["a | person('mes')", { a: ' p4711 ' }, 'person:local:mes:::YuLNLvbKvPG-Wbpl8ZzHEL'],
    ["a | person('mes')", { a: ' ' }, 'ID_EMPTY'],
    ["a | person('mes')", { a: { b: 'P4711' } }, 'MAP_TYPE'],
    ['a | person', { a: 'P4711' }, 'PLAN_FUNCTION'],
  ],
  unit: [
    ['a | unit', { a: 'ST' }, '{piece}'],
    ['a | unit', { a: 'KGM' }, 'kg'],
    ['a | unit', { a: 'mmol/L' }, 'mmol/L'],
    ['a | unit', { a: '[iU]/mL' }, 'UNIT_UNKNOWN'],
    ['a | unit', { a: 'Schachtel' }, 'UNIT_UNKNOWN'],
  ],
  lookup: [
    ["a | lookup('verdicts')", { a: 'IO' }, 'pass'],
    ["a | lookup('verdicts')", { a: 'X' }, 'LOOKUP_MISS'],
    ["a | lookup('prices')", { a: 'A', at: '2025-06-01T00:00:00Z' }, 'old'],
    ["a | lookup('prices')", { a: 'A', at: '2026-06-01T00:00:00Z' }, 'new'],
    ["a | lookup('prices')", { a: 'A' }, 'LOOKUP_MISS'],
    ["p, a | lookup('places')", { p: 'P1', a: 'B' }, 'yard, open'],
    ["a | lookup('loose')", { a: 'looks fine' }, 'not evaluated'],
  ],
  at: [['a | at(b[1].c)', { a: { b: [{ c: '1' }, { c: '2' }] } }, '2']],
  json: [['a | json', { a: { b: '1', a: ['x'] } }, '{"a":["x"],"b":"1"}']],
  'xml-text': [['a | xml-text', { a: { '#text': 'x', b: ['y', 'z'], '@n': 'no' } }, 'x y z']],
  base64: [
    ['a | base64', { a: 'w6Q=' }, 'ä'],
    ['a | base64', { a: '/w==' }, 'MAP_TYPE'],
  ],
  sha256: [['a | sha256', { a: 'x' }, '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881']],
};

describe('mapping functions', () => {
  test('each has a case', () => {
    expect([...mappingFunctions.keys()].toSorted()).toEqual(Object.keys(cases).toSorted());
  });

  test('each is in docs/mapping/reference.md as it says of itself', () => {
    const page = readFileSync(new URL('../../docs/mapping/reference.md', import.meta.url), 'utf8').replace(/\s+/g, ' ');
    for (const { usage, says } of mappingFunctions.values())
      expect(page).toContain(`\`${usage.replaceAll('|', '\\|')}\` | ${says} |`);
  });

  const rows = Object.entries(cases).flatMap(([name, some]) =>
    some.map(([text, record, expected]) => ({ name, text, record, expected })),
  );
  test.each(rows)('$name: $text of $record is $expected', ({ text, record, expected }) => {
    expect(pipe(text, record)).toEqual(expected);
  });

  test('what is absent stays absent', () => {
    for (const [name, some] of Object.entries(cases)) {
      const [text] = some[0]!;
      if (text.startsWith("'")) continue;
      expect({ name, gives: pipe(text, { at: '2026-06-01T00:00:00Z' }) }).toEqual({ name, gives: undefined });
    }
  });

  test('a wrong argument is a fault of the plan, not of a record', () => {
    for (const text of [
      'a | slice(x)',
      'a | bool',
      "a | trim('x')",
      'a | nothing',
      'a | decimal(',
      'a |',
      'a | round(2, away)',
      "a | scale('1/0')",
    ])
      expect({ text, code: pipe(text, { a: '1' }) }).toEqual({
        text,
        code: expect.stringMatching(/^PLAN_(FUNCTION|PIPE)$/),
      });
  });

  test('I15: a list of one maps like its item', () => {
    expect(pipe('a.b | trim', { a: [{ b: ' x ' }] })).toEqual(['x']);
    expect(pipe('a[0].b', { a: { b: 'x' } })).toBe('x');
  });
});
