import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { objectKey } from '../../graph/model/object-ref.ts';
import { batch, valve } from './api-plant.ts';
import { serve } from './serve.ts';
import type { Served } from './serve.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.server.close());

test('a record as it came: where from, which bytes, what became of it', async () => {
  const fields = 'position source partition sourcePosition stream contentType receivedAt size digest leaf outcome plan';
  const { data } = await served.ask(
    `{ record(position: "5") { ${fields} raw part: raw(offset: 0, length: 10, as: BASE64) } }`,
  );
  expect(data.record).toMatchObject({
    position: '5',
    source: 'mes',
    stream: 'fact',
    outcome: 'APPLIED',
    plan: 'mes@0123456789ab',
  });
  expect(data.record.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(JSON.parse(data.record.raw)).toMatchObject({ recordKey: 'mes:mix-B0815' });
  expect(Buffer.from(data.record.part, 'base64').toString()).toBe(data.record.raw.slice(0, 10));
});

test('a position that has no record has none', async () => {
  expect((await served.ask('{ record(position: "99999") { size } }')).data.record).toBeNull();
});

test('one thing: its numbers, what is stated of it, everything that happened to it', async () => {
  const { data } = await served.ask(`{ thing(ref: { serial: { number: "s2", material: "VALVE-9" } }) { ... on Thing {
    id label material kind identifiers { id certainty } completeness { status }
    history(first: 10) { rows { verb source record verdict values { characteristic value } } }
    quality(first: 10) { rows { verb verdict } } } } }`);
  expect(data.thing).toMatchObject({ id: objectKey(valve(2)), label: 'VALVE-9 S2', material: 'VALVE-9', kind: 'UNIT' });
  expect(data.thing.identifiers).toEqual([{ id: objectKey(valve(2)), certainty: 'CONFIRMED' }]);
  expect(data.thing.history.rows.map(({ verb }: any) => verb)).toEqual(['pack', 'inspect', 'transform']);
  expect(data.thing.quality.rows).toEqual([{ verb: 'inspect', verdict: 'fail' }]);
  expect(data.thing.completeness.status).toBe('COMPLETE');
});

test('a party by its declared name, and what it is', async () => {
  const { data } = await served.ask(
    '{ search(text: "nord", first: 5) { rows { id kind label } completeness { status } } }',
  );
  expect(data.search.rows).toEqual([
    { id: 'party:local:valveworks:::nord', kind: 'PARTY', label: 'Hydraulik Nord GmbH' },
  ]);
});

test('search: equal, then beginning with it, then holding it; a chain of pages gives each once', async () => {
  const query =
    'query($after: String) { search(text: "0815", first: 1, after: $after, filter: { kinds: [LOT] }) { rows { label } pageInfo { endCursor hasNextPage } } }';
  const { data } = await served.ask(query);
  expect(data.search.rows).toEqual([{ label: 'PC-700 B0815' }]);
  expect(data.search.pageInfo.hasNextPage).toBe(false);
});

test('T21: a record that could not be read shows in the quarantine, and in what is known of the things it names', async () => {
  await served.plant.quarantine([objectKey(batch), 'B0815']);
  const { data } = await served.ask(`{
    quarantine(first: 10) { total rows { source code stage path value message cause remedy records firstRecord sample } }
    sources { id records quarantined backlog outcomes { outcome records } }
    thing(ref: { id: "${objectKey(batch)}" }) { ... on Thing { completeness { status gapCounts { kind count } gaps(first: 5) { rows { kind record text remedy } } } } }
    other: thing(ref: { id: "${objectKey(valve(6))}" }) { ... on Thing { completeness { status } } }
    search(text: "S6", first: 1) { completeness { status } }
  }`);
  const [group] = data.quarantine.rows;
  expect(group).toMatchObject({
    source: 'mes',
    code: 'UNIT_UNKNOWN',
    value: 'Gramm',
    records: 1,
    sample: [group.firstRecord],
  });
  expect(group.cause.length * group.remedy.length).toBeGreaterThan(0);
  const [source] = data.sources;
  expect(source).toMatchObject({ id: 'mes', quarantined: 1, backlog: 0 });
  expect(source.outcomes.reduce((sum: number, { records }: any) => sum + Number(records), 0)).toBe(source.records);
  expect(data.thing.completeness).toMatchObject({ status: 'GAPPED', gapCounts: [{ kind: 'QUARANTINED', count: 1 }] });
  expect(data.thing.completeness.gaps.rows).toEqual([
    {
      kind: 'QUARANTINED',
      record: group.firstRecord,
      text: expect.stringContaining('Gramm'),
      remedy: expect.any(String),
    },
  ]);
  expect(data.other.completeness.status).toBe('COMPLETE');
  expect(data.search.completeness.status).toBe('GAPPED');
});

test('of a quarantined record the reason stands beside its bytes', async () => {
  const position = await served.plant.quarantine(['S3']);
  const { data } = await served.ask(
    `{ record(position: "${position}") { outcome raw quarantined { code path value remedy names unreadable } } }`,
  );
  expect(data.record).toMatchObject({
    outcome: 'QUARANTINED',
    quarantined: { code: 'UNIT_UNKNOWN', path: 'amount', names: ['S3'] },
  });
  expect(data.record.raw).toContain('Gramm');
});
