import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { objectKey } from '../../graph/model/object-ref.ts';
import { batch, customers, otherBatch, potted, valve } from './api-plant.ts';
import { serve } from './serve.ts';
import type { Served } from './serve.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.server.close());

const kindsOfArgument: Readonly<Record<string, string>> = { rules: 'RulesIn', asOf: 'AsOfIn', budget: 'BudgetIn' };

/** One start, and of the other arguments those that a test gives. */
const ask = async (
  inside: string,
  ref: object,
  more: Readonly<Record<string, unknown>> = {},
  direction = 'FORWARD',
) => {
  const variables = Object.keys(more).map((name) => `$${name}: ${kindsOfArgument[name]}`);
  const given = Object.keys(more).map((name) => `${name}: $${name}`);
  const document = `query($ref: ThingRef!, ${variables.join(', ')}) {
    trace(starts: [{ thing: $ref }], direction: ${direction}, ${given.join(', ')}) {
      __typename
      ... on Trace { id ${inside} }
      ... on Problem { code message remedy }
      ... on UnknownObject { near { id label } }
      ... on AmbiguousObject { readings { input syntax as guessed matches { id label material } } }
      ... on Refusal { fields }
    }
  }`;
  const { data, errors } = await served.ask(document, { ref, ...more });
  expect(errors).toBeUndefined();
  return data.trace;
};

describe('the question that this is for', () => {
  const document = `{
    trace(starts: [{ thing: { lot: { number: "B0815", material: "PC-700" } } }], direction: FORWARD) {
      ... on Trace {
        completeness { status gapCounts { kind count } }
        groups(by: [CUSTOMER, INCLUSION], filter: { kinds: [UNIT] }) { labels rows counts { certain possible } }
        rows(first: 100, filter: { kinds: [UNIT] }) { total rows { label inclusion reason customers { label } } }
      }
    }
  }`;

  test('which valves have the batch, to whom did they go, how sure is it', async () => {
    const { data } = await served.ask(document);
    const { groups, rows } = data.trace;
    expect(
      rows.rows.map((row: any) => [row.label, row.inclusion, row.customers.map(({ label }: any) => label)]),
    ).toEqual([
      ['VALVE-9 S1', 'CERTAIN', ['Hydraulik Nord GmbH']],
      ['VALVE-9 S2', 'CERTAIN', ['Hydraulik Nord GmbH']],
      ['VALVE-9 S3', 'CERTAIN', ['Ventile Süd <& Söhne>']],
      ['VALVE-9 S4', 'POSSIBLE', ['Ventile Süd <& Söhne>']],
    ]);
    expect(groups).toEqual([
      { labels: ['Hydraulik Nord GmbH', 'certain'], rows: 2, counts: { certain: 2, possible: 0 } },
      { labels: ['Ventile Süd <& Söhne>', 'certain'], rows: 1, counts: { certain: 1, possible: 0 } },
      { labels: ['Ventile Süd <& Söhne>', 'possible'], rows: 1, counts: { certain: 0, possible: 1 } },
    ]);
  });

  test('process parameters and test results stand on the things and operations of the answer', async () => {
    const { rows } = await ask(
      'rows(first: 100) { rows { label kind eventCount events { verb verdict source record values { characteristic value unit low verdict } } } }',
      { id: objectKey(batch) },
    );
    const events = (label: string) => rows.rows.find((row: any) => row.label === label).events;
    expect(events('POTTING on POT-2')).toEqual([
      expect.objectContaining({
        verb: 'transform',
        values: [{ characteristic: 'cure temperature', value: '179.50', unit: 'Cel', low: null, verdict: null }],
      }),
    ]);
    expect(events('VALVE-9 S2')).toEqual([
      expect.objectContaining({
        verb: 'inspect',
        verdict: 'fail',
        values: [{ characteristic: 'hardness', value: '52.0', unit: '{Shore D}', low: '70', verdict: 'fail' }],
      }),
    ]);
    expect(events('PC-700 B0815')).toEqual([]);
  });

  test('a quantity is shown where one statement gives it, and never added up', async () => {
    const shown = async () => {
      const { rows } = await ask('rows(first: 1) { rows { quantity unit quantityReason } }', {
        id: objectKey(otherBatch),
      });
      return rows.rows[0];
    };
    expect(await shown()).toEqual({ quantity: '24.0', unit: 'kg', quantityReason: null });
    const again = {
      ...potted(99, []),
      inputs: [],
      outputs: [{ thing: otherBatch, quantity: { value: '1.0', unit: 'kg' } }],
    };
    await served.plant.take(again);
    expect(await shown()).toEqual({ quantity: null, unit: null, quantityReason: 'SEVERAL' });
  });

  test('every edge leads to its record, and the record to its bytes', async () => {
    const { why } = await ask(
      `why(id: "${objectKey(valve(2))}") { ... on WhyIn {
        inclusion weakest otherPaths startsReaching
        edges { kind fromLabel toLabel source record mapping }
        events { verb values { characteristic value } }
        records { position source outcome plan digest raw } } }`,
      { id: objectKey(batch) },
    );
    expect(why).toMatchObject({ inclusion: 'CERTAIN', weakest: 'CONFIRMED', startsReaching: [0] });
    expect(why.edges.map(({ kind, fromLabel, toLabel }: any) => `${fromLabel} ${kind} ${toLabel}`)).toEqual([
      'PC-700 B0815 CONSUMED_BY POTTING on POT-2',
      'POTTING on POT-2 PRODUCED VALVE-9 S2',
    ]);
    expect(why.events).toEqual([
      { verb: 'transform', values: [{ characteristic: 'cure temperature', value: '179.50' }] },
    ]);
    expect(JSON.parse(why.records[0].raw)).toMatchObject({ verb: 'transform', recordKey: 'mes:pot-2' });
    expect(why.records[0].position).toBe(why.edges[0].record);
  });

  test('and what is not in the answer says why not', async () => {
    const { why } = await ask(`why(id: "${objectKey(valve(5))}") { __typename ... on WhyOut { reason text } }`, {
      id: objectKey(batch),
    });
    expect(why).toMatchObject({ __typename: 'WhyOut', text: expect.any(String) });
  });

  test('backward: what is in a valve', async () => {
    const { rows } = await ask('rows(first: 9) { rows { label } }', { serial: { number: 'S1' } }, {}, 'BACKWARD');
    const labels = rows.rows.map(({ label }: any) => label);
    expect(labels).toEqual(expect.arrayContaining(['VALVE-9 S1', 'PC-700 B0815', 'RES-10 R2231']));
    expect(labels).not.toContain('PC-700 B0816');
  });
});

describe('naming a thing', () => {
  test.each([
    ['its key', { id: objectKey(batch) }],
    ['what a person types', { scan: ' b0815 ' }],
    ['its key, typed', { scan: objectKey(batch) }],
    ['a lot number', { lot: { number: 'B0815' } }],
    ['a number of a numbering', { identifier: { scheme: 'local', issuer: 'valveworks', value: 'B0815' } }],
  ])('by %s', async (_, ref) => {
    const { starts } = await ask('starts { start id label said because }', ref);
    expect(starts).toEqual([
      { start: 0, id: objectKey(batch), label: 'PC-700 B0815', said: expect.any(String), because: expect.any(String) },
    ]);
  });

  test.each([
    '00095212340000000174',
    '(00)095212340000000174',
    'urn:epc:id:sscc:9521234.0000000017',
    ']C100095212340000000174',
  ])('a pallet by any spelling of its label: %s', async (scan) => {
    const { starts } = await ask('starts { id because }', { scan });
    expect(starts[0].id).toBe('logistic:gs1::::095212340000000174');
  });

  test('T8: an unknown one is no empty answer, and tells what is similar', async () => {
    const unknown = await ask('id', { scan: 'B08150' });
    expect(unknown).toMatchObject({ __typename: 'UnknownObject', code: 'UNKNOWN_OBJECT' });
    expect(unknown.near).toContainEqual({ id: objectKey(batch), label: 'PC-700 B0815' });
    expect(await ask('id', { id: 'lot:local:valveworks::PC-700:B9999' })).toMatchObject({
      __typename: 'UnknownObject',
    });
    expect(await ask('id', { lot: { number: 'B0815', material: 'OTHER' } })).toMatchObject({
      __typename: 'UnknownObject',
    });
  });

  test('one number on two materials is never resolved by a guess', async () => {
    const twin = { ...batch, material: 'GREASE' };
    await served.plant.take({ ...potted(98, []), inputs: [], outputs: [{ thing: twin }] });
    const several = await ask('id', { scan: 'B0815' });
    expect(several).toMatchObject({ __typename: 'AmbiguousObject', code: 'AMBIGUOUS_OBJECT' });
    expect(several.readings).toEqual([
      expect.objectContaining({
        input: 'B0815',
        matches: expect.arrayContaining([
          { id: objectKey(batch), label: 'PC-700 B0815', material: 'PC-700' },
          { id: objectKey(twin), label: 'GREASE B0815', material: 'GREASE' },
        ]),
      }),
    ]);
    expect(await ask('id', { lot: { number: 'B0815', material: 'PC-700' } })).toMatchObject({ __typename: 'Trace' });
  });

  test('resolve tells every reading that names something, for many texts at once', async () => {
    const { data } = await served.ask(
      '{ resolve(texts: ["S1", "00095212340000000174", "nothing"]) { input syntax as matches { id } } }',
    );
    expect(data.resolve.map(({ input, syntax }: any) => [input, syntax])).toEqual([
      ['S1', 'plain'],
      ['00095212340000000174', 'gs1'],
    ]);
  });
});

describe('rules, times and budgets', () => {
  test('narrower rules need a name and a reason', async () => {
    const refused = await ask('id', { id: objectKey(batch) }, { rules: { certainOnly: true, name: 'sure only' } });
    expect(refused).toMatchObject({ __typename: 'Refusal', code: 'RULES_NEED_REASON', fields: ['rules.reason'] });
    const rules = { certainOnly: true, name: 'sure only', reason: 'first stop' };
    const { rules: shown } = await ask('rules { name narrowed reason text }', { id: objectKey(batch) }, { rules });
    expect(shown).toMatchObject({ name: 'sure only', narrowed: true, reason: 'first stop' });
    expect(shown.text).toContain('Everything that is only possible is left out.');
  });

  test('a budget beyond the ceiling is clamped, and says so', async () => {
    const { rules } = await ask(
      'rules { budgetNodes clamped }',
      { id: objectKey(batch) },
      { budget: { nodes: 99_000_000 } },
    );
    expect(rules).toEqual({ budgetNodes: 10_000_000, clamped: ['budget.nodes 99000000 became 10000000'] });
  });

  test('a position that is not applied yet is refused', async () => {
    expect(await ask('id', { id: objectKey(batch) }, { asOf: { position: '999999' } })).toMatchObject({
      __typename: 'Refusal',
      code: 'NOT_YET_APPLIED',
      fields: ['asOf.position'],
    });
  });

  test('T23: as known earlier, later records are not there', async () => {
    const before = await served.plant.store.position();
    await served.plant.take(potted(97, [batch]));
    const things = async (position?: number): Promise<number> => {
      const asOf = position === undefined ? {} : { asOf: { position: String(position) } };
      return (await ask('summary { things }', { id: objectKey(batch) }, asOf)).summary.things;
    };
    expect(await things()).toBe((await things(before)) + 1);
  });

  test('no starts are refused', async () => {
    const { data } = await served.ask('{ trace(starts: [], direction: FORWARD) { ... on Refusal { code fields } } }');
    expect(data.trace).toEqual({ code: 'BAD_USER_INPUT', fields: ['starts'] });
  });
});

describe('an answer is frozen', () => {
  const page = `query($id: ID!, $first: Int!, $after: String, $filter: RowFilter) { traceById(id: $id) { ... on Trace {
    digest rows(first: $first, after: $after, filter: $filter) { rows { id } total pageInfo { endCursor hasNextPage } }
    edges(first: $first) { total } } } }`;

  test('A3: a chain of cursors gives each row once, in order, whatever is taken in meanwhile', async () => {
    const { id, rows } = await ask('rows(first: 1000) { rows { id } }', { id: objectKey(batch) });
    for (const first of [1, 2, 3, 7]) {
      const seen: string[] = [];
      for (let after: string | null = null, more = true; more;) {
        const { data } = await served.ask(page, { id, first, after });
        seen.push(...data.traceById.rows.rows.map((row: any) => row.id));
        ({ endCursor: after, hasNextPage: more } = data.traceById.rows.pageInfo);
        await served.plant.take(potted(1000 + first * 100 + seen.length, [batch]));
      }
      expect(seen).toEqual(rows.rows.map((row: any) => row.id));
    }
  });

  test('a cursor of another filter, answer or list is refused', async () => {
    const { id } = await ask('id', { id: objectKey(batch) });
    const { data } = await served.ask(page, { id, first: 1 });
    const after = data.traceById.rows.pageInfo.endCursor;
    const codeOf = async (variables: object) =>
      (await served.ask(page, { first: 1, ...variables })).errors?.[0]?.extensions.code;
    expect(await codeOf({ id, after })).toBeUndefined();
    expect(await codeOf({ id, after, filter: { kinds: ['UNIT'] } })).toBe('BAD_CURSOR');
    const other = await ask('id', { id: objectKey(otherBatch) });
    expect(await codeOf({ id: other.id, after })).toBe('BAD_CURSOR');
    expect(await codeOf({ id, after: `${after.slice(0, -1)}${after.endsWith('A') ? 'B' : 'A'}` })).toBe('BAD_CURSOR');
  });

  test('A4: the same id gives the same digest', async () => {
    const { id, digest } = await ask('digest', { id: objectKey(batch) });
    expect((await served.ask(page, { id, first: 1 })).data.traceById.digest).toBe(digest);
  });

  test('an id that was never given out is gone, and not empty', async () => {
    const { data } = await served.ask(
      '{ traceById(id: "nothing") { __typename ... on Refusal { code remedy fields } } }',
    );
    expect(data.traceById).toMatchObject({ __typename: 'Refusal', code: 'ANSWER_GONE', fields: ['id'] });
  });

  test('groups beyond first are held together, never dropped', async () => {
    const { groups } = await ask('groups(by: [KIND], first: 2) { labels rows folded }', { id: objectKey(batch) });
    expect(groups).toHaveLength(2);
    expect(groups[1].folded).toBeGreaterThan(1);
  });
});

describe('A16: a page is hydrated by one call for each type of thing', () => {
  const callsOf = async (inside: string): Promise<Readonly<Record<string, number>>> => {
    const { id } = await ask('id', { id: objectKey(batch) });
    served.calls.length = 0;
    await served.ask(`{ traceById(id: "${id}") { ... on Trace { ${inside} } } }`);
    return Object.fromEntries(
      [...Map.groupBy(served.calls, (name) => name)].map(([name, calls]) => [name, calls.length]),
    );
  };

  test('rows, however many and whatever of them', async () => {
    const start = await callsOf('id');
    expect(await callsOf('rows(first: 2) { rows { id label customers { label } } }')).toEqual({
      ...start,
      hydrate: (start['hydrate'] ?? 0) + 1,
    });
    const all = 'rows(first: 120) { rows { label customers { label } quantity events { verb values { value } } } }';
    expect(await callsOf(all)).toEqual({ ...start, hydrate: (start['hydrate'] ?? 0) + 1, statements: 1, expand: 1 });
  });

  test('what the keys say by themselves needs no call', async () => {
    expect(await callsOf('rows(first: 1000) { rows { id keys kind depth inclusion reason } }')).toEqual(
      await callsOf('id'),
    );
  });

  test('edges with the names of their ends', async () => {
    const start = await callsOf('id');
    const edges = 'edges(first: 500) { rows { kind fromLabel toLabel record } }';
    expect(await callsOf(edges)).toEqual({ ...start, edges: 1, hydrate: (start['hydrate'] ?? 0) + 1 });
  });
});

test('customers of the story are known by name', () => {
  expect(customers.map(objectKey)).toEqual(['party:local:valveworks:::nord', 'party:local:valveworks:::sued']);
});
