import { describe, expect, test } from '@jest/globals';
import { effectivePlan } from './effective-plan.ts';
import type { Effective } from './effective-plan.ts';
import { mapFile } from './run-examples.ts';
import { readPlan, withLines } from './read-plan.ts';
import { plantA } from './test-plans.ts';
import { examplePseudonyms } from './pseudonyms.ts';

const head = `whence: mapping/1
id: p
source: s
decode: { format: json }
match: [{ name: all }]
key: nr
`;

function compile(text: string): Effective {
  const read = readPlan(text);
  if (read.faults) return { faults: read.faults };
  const effective = effectivePlan({ plan: read.ok, ...plantA }, 's', examplePseudonyms);
  return effective.faults ? { faults: withLines(effective.faults, read.lineOf) } : effective;
}

const faults = (text: string): readonly string[] =>
  (compile(text).faults ?? []).map(({ code, line, path, message }) => `${line ?? 0} ${code} ${path ?? ''}: ${message}`);

function map(text: string, record: object): unknown {
  const plan = compile(text);
  if (plan.faults) throw new Error(plan.faults.map(({ message }) => message).join('\n'));
  const [mapped] = mapFile(plan.ok, Buffer.from(JSON.stringify(record)));
  if (mapped?.kind === 'events') return mapped.events;
  return mapped?.kind === 'quarantined' ? `${mapped.reason.code} ${mapped.reason.path}` : mapped;
}

describe('what a plan may say', () => {
  const build = (parts: string) => `${head}events:
  - rule: build
    type: assemble
    context: actual
    assembly: "sn | id('mes-serial')"
    parts:
${parts.replace(/^/gm, '      ')}
`;
  const part = (value: string) => ({ thing: expect.objectContaining({ value }) });

  test('I15: one element of XML or JSON is a list of one', () => {
    const plan = build(`for each: parts
item: { thing: "lot | id('mes-lot', material=no)" }`);
    const events = (parts: unknown) => map(plan, { nr: '1', sn: 'A', parts });
    expect(events({ lot: 'L1', no: '1' })).toMatchObject([{ parts: [part('L1')] }]);
    expect(
      events([
        { lot: 'L1', no: '1' },
        { lot: 'L2', no: '1' },
      ]),
    ).toMatchObject([{ parts: [part('L1'), part('L2')] }]);
  });

  test('an empty list is not an empty event: it is absent, and so refused', () => {
    const plan = build(`for each: parts\nitem: { thing: "lot | id('mes-lot', material=no)" }`);
    expect(map(plan, { nr: '1', sn: 'A', parts: [] })).toBe('MAP_REQUIRED parts');
    expect(map(plan, { nr: '1', sn: 'A' })).toBe('MAP_REQUIRED parts');
  });

  test('an item of a list of which everything is absent is named by the paths that it reads', () => {
    const plan = build(`- { thing: "lot | id('mes-lot', material=no)", quantity: { value: amount, unit: uom } }`);
    expect(map(plan, { nr: '1', sn: 'A' })).toBe('MAP_REQUIRED lot, amount, uom');
  });

  test("a field's own words stand for themselves, also behind then and else", () => {
    const plan = build(
      `- { thing: "lot | id('mes-lot', material=no)", use: { when: 'r.rest == "J"', then: returned remainder, else: consumed } }`,
    );
    const uses = (rest: string) => map(plan, { nr: '1', sn: 'A', lot: 'L1', no: '1', rest });
    expect(uses('J')).toMatchObject([{ parts: [{ use: 'returned remainder' }] }]);
    expect(uses('N')).toMatchObject([{ parts: [{ use: 'consumed' }] }]);
  });

  test('for each over the texts of a cell, with a field from outside', () => {
    const plan = build(`for each: "lots | split('|')"\nitem: { thing: ". | id('mes-lot', material=^no)" }`);
    expect(map(plan, { nr: '1', sn: 'A', lots: 'L1|L2', no: '7' })).toMatchObject([
      { parts: [part('L1'), part('L2')] },
    ]);
  });

  test('for each over numbered columns, as far as they are filled', () => {
    const plan = build(`for each: { columns: ["no{n}", "lot{n}"], n: 1..3, as: [no, lot], until empty: no }
item: { material: "no | id('mes-part')", "thing?": "lot | id('mes-lot', material=no)" }`);
    expect(map(plan, { nr: '1', sn: 'A', no1: '7', lot1: 'L1', no2: '8' })).toMatchObject([
      { parts: [{ thing: { value: 'L1' } }, { material: { value: '8' } }] },
    ]);
    // A lot without its part number is not passed over.
    expect(map(plan, { nr: '1', sn: 'A', no1: '7', lot2: 'L2' })).toBe('MAP_REQUIRED lot2'.replace('lot2', 'no2'));
  });

  test('for each with a condition, beside single items', () => {
    const plan = build(`- { thing: "main | id('mes-serial')" }
- for each: more
  when: i.kind == "lot"
  item: { thing: "no | id('mes-serial')" }
- when: has(r.last)
  then: { thing: "last | id('mes-serial')" }`);
    const record = {
      nr: '1',
      sn: 'A',
      main: 'M',
      more: [
        { kind: 'lot', no: 'B' },
        { kind: 'x', no: 'C' },
      ],
    };
    expect(map(plan, record)).toMatchObject([{ parts: [part('M'), part('B')] }]);
    expect(map(plan, { ...record, last: 'Z' })).toMatchObject([{ parts: [part('M'), part('B'), part('Z')] }]);
  });

  test('a rule over a list gives one event an item, each with a key of its own', () => {
    const plan = `${head}events:
  - rule: result
    for each: results
    when: i.skip != "yes"
    type: inspect
    context: actual
    subject: "^sn | id('mes-serial')"
    verdict: { when: 'i.ok == "1"', then: { const: pass }, else: { const: fail } }
`;
    const events = map(plan, {
      nr: '1',
      sn: 'A',
      results: [
        { ok: '1', skip: 'no' },
        { ok: '0', skip: 'yes' },
        { ok: '0', skip: 'no' },
      ],
    });
    expect(events).toMatchObject([
      { verdict: 'pass', source: { pointer: 'result[0]' } },
      { verdict: 'fail', source: { pointer: 'result[2]' } },
    ]);
  });

  const says = (field: string) =>
    `${head}events:\n  - { rule: x, type: treat, context: actual, things: ["sn | id('mes-serial')"], "load?": ${field} }\n`;
  const load = (field: string, record: object) => {
    const events = map(says(field), { nr: '1', sn: 'A', ...record });
    return Array.isArray(events) ? (events[0] as { readonly load?: string }).load : events;
  };

  test('first, template, when, cel and const', () => {
    expect(load('{ first: [a, b] }', { b: 'x' })).toBe('x');
    expect(load('{ first: ["a | decimal", b] }', { a: 'n.d.', b: 'x' })).toBe('DECIMAL_UNREADABLE a');
    expect(load('{ template: "{a}-{b | upper}" }', { a: '1', b: 'x' })).toBe('1-X');
    expect(load('{ template: "{a}-{b}" }', { a: '1' })).toBeUndefined();
    expect(load('{ when: "has(r.a)", then: a, else: { const: none } }', {})).toBe('none');
    expect(load('{ cel: "string(int(r.a) + 1)" }', { a: '41' })).toBe('42');
    expect(load('{ const: oven }', {})).toBe('oven');
    expect(load('"$meta.none"', {})).toBeUndefined();
  });

  test('several values where one is meant are an issue, never the first of them', () => {
    expect(load('a', { a: ['x', 'y'] })).toMatch(/^MAP_SEVERAL/);
    expect(load('a', { a: ['x'] })).toBe('x');
  });

  test('I13: a condition on a name that is absent is an issue, not false', () => {
    expect(load(`{ when: 'r.a == "1"', then: a }`, {})).toMatch(/^MAP_CONDITION/);
    expect(load(`{ when: 'has(r.a) && r.a == "1"', then: a }`, {})).toBeUndefined();
  });

  test('patterns in conditions are RE2: no text makes them slow', () => {
    // A reader that tries every way would not come to an end with this one before the test is ended.
    expect(load(`{ when: 're(r.a, "^(a+)+$")', then: { const: yes } }`, { a: `${'a'.repeat(60)}b` })).toBeUndefined();
  });

  test('a record that would take too many steps waits', () => {
    const plan = build(`for each: parts\nitem: { thing: "lot | trim | trim | trim | id('mes-serial')" }`);
    const parts = Array.from({ length: 60_000 }, () => ({ lot: 'L' }));
    expect(map(plan, { nr: '1', sn: 'A', parts })).toMatch(/^MAP_BUDGET/);
  });

  test('a field longer than 64 KiB is refused', () => {
    expect(load('a', { a: 'x'.repeat(65_537) })).toMatch(/^MAP_TOO_LONG/);
  });

  test('a correction names a record of its own source by the key that its plan gives', () => {
    const plan = `${head}events:\n  - { rule: x, type: correct, context: actual, kind: didNotOccur, target: { recordKey: "of" } }\n`;
    expect(map(plan, { nr: '2', of: '1' })).toMatchObject([{ recordKey: 's/2', target: { recordKey: 's/1' } }]);
  });

  test('numbers of orders, steps and documents may stay their source’s own', () => {
    const plan = `${head}events:\n  - { rule: x, type: treat, context: actual, things: ["sn | id('mes-serial')"], order: o, documents: [d] }\n`;
    expect(map(plan, { nr: '1', sn: 'A', o: '70', d: 'D1' })).toMatchObject([
      {
        order: { kind: 'order', scheme: 'local', issuer: 's', value: '70' },
        documents: [{ kind: 'document', issuer: 's', value: 'D1' }],
      },
    ]);
  });

  test('what an event may not say is refused with its field (M5)', () => {
    const plan = `${head}events:\n  - { rule: x, type: inspect, context: actual, subject: "sn | id('mes-serial')", verdict: v }\n`;
    expect(map(plan, { nr: '1', sn: 'A', v: 'splendid' })).toBe('EVENT_FIELD verdict');
  });
});

describe('what is wrong with a plan is said with its line', () => {
  test('keys that nobody knows, and what is known', () => {
    expect(faults(`${head}evnts: []\nevents: []`)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^7 PLAN_UNKNOWN_KEY.*evnts.*events/)]),
    );
    const wrong = `${head}events:\n  - rule: x\n    type: inspect\n    context: actual\n    subjct: sn\n`;
    expect(faults(wrong)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^11 PLAN_UNKNOWN_KEY events\[0\]\.subjct: .*subjects/)]),
    );
  });

  test('a field that the event needs, a function, a match, a table that are not there', () => {
    const event = (fields: string) => `${head}events:\n  - { rule: x, type: inspect, context: actual, ${fields} }\n`;
    expect(faults(event('verdict: v'))).toEqual([expect.stringContaining('needs subjects')]);
    expect(faults(event(`subject: "sn | idd('x')"`))).toEqual([
      expect.stringMatching(/^8 PLAN_FUNCTION events\[0\]\.subject: .*idd/),
    ]);
    expect(faults(event(`subject: "sn | id('nobody')"`))).toEqual([
      expect.stringMatching(/PLAN_NAME_UNKNOWN.*mes-serial/),
    ]);
    expect(faults(event(`subject: "sn | id('mes-serial')", reads: [some]`))).toEqual([
      expect.stringMatching(/PLAN_NAME_UNKNOWN.*some/),
    ]);
    expect(faults(event(`subject: "sn | id('mes-serial')", verdict: "v | lookup('none')"`))).toEqual([
      expect.stringMatching(/PLAN_NAME_UNKNOWN.*verdicts/),
    ]);
  });

  test('conditions: matches, deep macros, long ones, patterns out of data', () => {
    const when = (text: string) =>
      faults(
        head.replace('[{ name: all }]', `[{ name: all, when: ${JSON.stringify(text)} }]`) +
          `events:\n  - { rule: x, type: treat, context: actual, things: ["sn | id('mes-serial')"] }\n`,
      );
    expect(when('r.a.matches("x")')).toEqual([expect.stringContaining('matches()')]);
    expect(when('r.a.exists(x, x.exists(y, y.exists(z, z == "1")))')).toEqual([
      expect.stringContaining('more than 2 macros'),
    ]);
    expect(when(`r.a == "${'x'.repeat(2100)}"`).length).toBeGreaterThan(0);
    expect(when('re(r.a, r.b)')).toEqual([expect.stringContaining('literal pattern')]);
    expect(when('re(r.a, "(")')).toEqual([expect.stringContaining('no pattern')]);
    expect(when('r.a = 1')).toHaveLength(1);
    expect(when('x.a == "1"')).toHaveLength(1);
    expect(when('r.a')).toEqual([]);
  });

  test('YAML that would be read differently elsewhere', () => {
    expect(faults(`${head}events: &a []\n`)).toEqual([expect.stringContaining('Anchors')]);
    expect(faults(`${head}yes: 1\n`)).toEqual([expect.stringContaining('boolean')]);
    expect(faults(`${head}time: { a: 1.50 }\nevents: []`)).toEqual(
      expect.arrayContaining([expect.stringContaining('Quote 1.50')]),
    );
    expect(faults(`${head}key: a\n`)).toEqual([expect.stringMatching(/^7 PLAN_SYNTAX/)]);
    expect(faults('a: [')).toHaveLength(1);
  });

  test('a format that there is not, and a setting that it does not know', () => {
    const event = `events:\n  - { rule: x, type: treat, context: actual, things: ["sn | id('mes-serial')"] }\n`;
    expect(faults(head.replace('format: json', 'format: jsn') + event)).toEqual([
      expect.stringMatching(/^4 PLAN_NAME_UNKNOWN.*csv/),
    ]);
    expect(faults(head.replace('format: json', 'format: json, record: x') + event)).toEqual([
      expect.stringMatching(/PLAN_INVALID.*record/),
    ]);
  });
});
