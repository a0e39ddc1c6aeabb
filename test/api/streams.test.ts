import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { objectKey } from '../../graph/model/object-ref.ts';
import { readTraceStream } from '../../src/server/read-trace-stream.ts';
import { batch, potted } from './api-plant.ts';
import { serve } from './serve.ts';
import type { Served } from './serve.ts';

let served: Served;
let id: string;
let text: string;
beforeAll(async () => {
  served = await serve();
  for (let number = 100; number < 900; number++) await served.plant.take(potted(number, [batch]));
  const asked = `{ trace(starts: [{ thing: { id: "${objectKey(batch)}" } }], direction: FORWARD) { ... on Trace { id } } }`;
  id = (await served.ask(asked)).data.trace.id;
  text = await (await fetch(streamOf(id))).text();
}, 60_000);
afterAll(() => served.server.close());

const streamOf = (of: string): string => `${served.url}/export/trace/${of}.ndjson`;

test('A5: the stream holds the rows and edges that the pages show, in their order', async () => {
  const { nodes, edges, header, trailer } = readTraceStream(text);
  const pages = `{ traceById(id: "${id}") { ... on Trace { digest summary { nodes edges }
    completeness { status } rows(first: 1000) { rows { id depth } } more: rows(first: 1000, at: 1000) { rows { id depth } } edges(first: 1000) { rows { id from to } } } } }`;
  const { data } = await served.ask(pages);
  const { rows, more, edges: edgePage, summary, digest, completeness } = data.traceById;
  expect(nodes.map((node) => ({ id: node.id, depth: node.depth }))).toEqual([...rows.rows, ...more.rows]);
  expect(edges.slice(0, 1000).map(({ eid, from, to }) => ({ id: eid, from, to }))).toEqual(edgePage.rows);
  expect(trailer).toMatchObject({ nodes: summary.nodes, edges: summary.edges });
  expect(`sha256:${trailer.answerDigest.replace('sha256:', '')}`).toBe(digest);
  expect(trailer.completeness.status).toBe(completeness.status.toLowerCase());
  expect(header.id).toBe(id);
});

test('every edge of the stream names its record and the plan that read it', () => {
  for (const edge of readTraceStream(text).edges)
    expect(edge).toMatchObject({
      record: expect.any(Number),
      source: 'mes',
      mapping: expect.any(String),
      event: expect.any(String),
    });
});

describe('A15: what is not whole is not valid', () => {
  test('wherever it is cut', () => {
    const cuts = [
      0,
      1,
      100,
      text.indexOf('\n') + 1,
      Math.floor(text.length / 2),
      text.lastIndexOf('\n', text.length - 2) + 1,
      text.length - 1,
    ];
    for (const at of cuts) expect(() => readTraceStream(text.slice(0, at))).toThrow(/STREAM_CUT/);
  });

  test('where a byte is changed, a line is missing, twice or moved', () => {
    const lines = text.split('\n');
    const without = [...lines.slice(0, 5), ...lines.slice(6)].join('\n');
    const twice = [...lines.slice(0, 5), lines[4]!, ...lines.slice(5)].join('\n');
    const moved = [...lines.slice(0, 4), lines[5]!, lines[4]!, ...lines.slice(6)].join('\n');
    const changed = text.replace('"depth":1', '"depth":2');
    for (const broken of [without, twice, moved, changed]) expect(() => readTraceStream(broken)).toThrow(/STREAM_CUT/);
  });

  test('where the reading fails half way, the connection breaks and there is no trailer', async () => {
    const { store } = served.plant;
    const edges = store.edges.bind(store);
    let calls = 0;
    store.edges = (...given) => (++calls > 1 ? Promise.reject(new Error('gone')) : edges(...given));
    const partial = await fetch(streamOf(id))
      .then((response) => response.text())
      .catch(() => '');
    store.edges = edges;
    expect(calls).toBe(2);
    expect(() => readTraceStream(partial)).toThrow(/STREAM_CUT/);
  });
});

test('a reader who goes away ends the reading', async () => {
  const { store } = served.plant;
  const edges = store.edges.bind(store);
  let calls = 0;
  const gone = Promise.withResolvers<undefined>();
  store.edges = async (...given) => {
    calls++;
    await gone.promise;
    return edges(...given);
  };
  const leaving = new AbortController();
  const response = await fetch(streamOf(id), { signal: leaving.signal });
  await response.body!.getReader().read();
  leaving.abort();
  await pause(50);
  gone.resolve(undefined);
  await pause(50);
  store.edges = edges;
  expect(calls).toBeLessThan(2);
});

test('S10: an answer leaves the house only with its audit entry', async () => {
  const { ledger } = served.plant;
  const entries = () => ledger.reader.read(0, 100_000).filter(({ stream }) => stream === 'decision');
  const before = entries().length;
  await (await fetch(streamOf(id))).text();
  const after = entries();
  expect(after).toHaveLength(before + 1);
  const body = JSON.parse(new TextDecoder().decode(after.at(-1)!.body)) as object;
  expect(body).toMatchObject({
    action: 'export ndjson',
    target: `trace ${id}`,
    actor: 'local',
    at: expect.any(String),
  });
});

test('S10: where the entry cannot be kept, nothing leaves', async () => {
  const { ledger } = served.plant;
  const append = ledger.append.bind(ledger);
  ledger.append = () => Promise.reject(new Error('disk'));
  const response = await fetch(streamOf(id));
  ledger.append = append;
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('header');
});

test('an answer that is not known is a 404, and leaves no entry', async () => {
  for (const path of ['nothing.ndjson', 'nothing', `${id}.csv`, '..%2f..%2fetc%2fpasswd.ndjson']) {
    const response = await fetch(`${served.url}/export/trace/${path}`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'ANSWER_GONE' } }] });
  }
});
