import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from 'node:http';
import { WhenceError } from '../../graph/errors.ts';
import { objectKey } from '../../graph/model/object-ref.ts';
import { batch } from './api-plant.ts';
import { post, serve } from './serve.ts';
import type { Served } from './serve.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.server.close());

/** fetch may not name another host, and a hostile page's browser does: so by hand. */
function send(
  path: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<{ status: number; text: string }> {
  const { port } = new URL(served.url);
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers, setHost: false }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

const own = (): string => new URL(served.url).host;

describe('S18: only this machine, and no page of somebody else', () => {
  test.each(['0.0.0.0', '::', '192.168.0.7', 'example.org', ''])('does not listen on %s', async (host) => {
    await expect(served.server.listen({ host, port: 0 })).rejects.toMatchObject({ code: 'BIND_REFUSED' });
  });

  test.each([
    'evil.example',
    'evil.example:80',
    '127.0.0.1',
    '127.0.0.1:1',
    'localhost.evil.example',
    '169.254.169.254',
  ])('refuses a request for host %s', async (host) => {
    const { status, text } = await send('/readyz', { host });
    expect(status).toBe(403);
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'FOREIGN_HOST' } }] });
  });

  test('answers by each of its loopback names', async () => {
    const { port } = new URL(served.url);
    for (const host of ['localhost', '127.0.0.1', '[::1]'])
      expect((await send('/livez', { host: `${host}:${port}` })).status).toBe(200);
  });

  test.each(['http://evil.example', 'null', 'https://localhost', 'http://localhost:1'])(
    'refuses origin %s',
    async (origin) => {
      const { status, errors } = await post(served.url, { query: '{ sources { id } }' }, { origin });
      expect(status).toBe(403);
      expect(errors?.[0]?.extensions.code).toBe('FOREIGN_ORIGIN');
    },
  );

  test('answers its own pages', async () => {
    const { status } = await post(served.url, { query: '{ sources { id } }' }, { origin: served.url });
    expect(status).toBe(200);
  });

  test('an export cannot be fetched by a picture or a script of another page', async () => {
    const { status } = await send('/export/trace/x.ndjson', { host: own(), 'sec-fetch-site': 'cross-site' });
    expect(status).toBe(403);
    expect((await send('/graphiql', { host: own(), 'sec-fetch-site': 'cross-site' })).status).toBe(200);
  });
});

describe('the way of asking', () => {
  test.each(['GET', 'PUT', 'DELETE', 'PATCH'])('%s is refused', async (method) => {
    const response = await fetch(`${served.url}/graphql?query={sources{id}}`, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });

  test('only JSON is read', async () => {
    const sent = (type: string) =>
      fetch(`${served.url}/graphql`, {
        method: 'POST',
        body: '{"query":"{ sources { id } }"}',
        headers: { 'content-type': type },
      });
    expect((await sent('text/plain')).status).toBe(415);
    expect((await sent('application/x-www-form-urlencoded')).status).toBe(415);
    expect((await sent('application/json; charset=utf-8')).status).toBe(200);
  });

  test('S15: a body of 256 KiB is read, a larger one is not', async () => {
    const bodyOf = (size: number) => {
      const body = JSON.stringify({ query: '{ sources { id } }', variables: { fill: '' } });
      return body.replace('""', `"${'x'.repeat(size - body.length)}"`);
    };
    expect((await post(served.url, bodyOf(256 * 1024))).status).toBe(200);
    expect((await post(served.url, bodyOf(256 * 1024 + 1))).status).toBe(413);
  });

  test('no batches', async () => {
    const { status, errors } = await post(served.url, [
      { query: '{ sources { id } }' },
      { query: '{ sources { id } }' },
    ]);
    expect(status).toBe(400);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test.each([
    ['', 400],
    ['{', 400],
    ['null', 400],
    ['7', 400],
    ['"x"', 400],
    ['{}', 400],
    ['{"query":7}', 400],
    ['{"query":"{ sources { id } }","variables":"x"}', 400],
    ['{"query":"{ sources { id } }","variables":[]}', 400],
    ['{"query":"{ sources { id } }","__proto__":{"a":1}}', 400],
    ['{"query":"query A { sources { id } } query B { sources { id } }"}', 400],
    ['{"query":"query A { sources { id } }","operationName":"B"}', 400],
    ['{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"00"}}}', 400],
  ])('%s is refused by code', async (body, status) => {
    const answered = await post(served.url, body);
    expect(answered.status).toBe(status);
    expect(answered.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(answered.text).not.toMatch(/stack|node_modules|\.ts:/);
  });
});

describe('what breaks a request', () => {
  test.each([
    ['{ sources { id }', 'GRAPHQL_PARSE_FAILED'],
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{ record(position: "x") { size } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{ thing(ref: {}) { __typename } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{ thing(ref: { id: "a", scan: "b" }) { __typename } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{ quarantine(first: 0) { total } }', 'BAD_USER_INPUT'],
    ['{ quarantine(first: 1, after: "x") { total } }', 'BAD_CURSOR'],
    ['query($n: Int!) { quarantine(first: $n) { total } }', 'BAD_USER_INPUT'],
    [`{ ${'sources { id } '.repeat(11)} }`, 'QUERY_TOO_EXPENSIVE'],
    ['mutation { x }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('%s is a 400 with its code, a remedy and an incident, and no path', async (query, code) => {
    const { status, errors, data, text } = await served.ask(query);
    expect({ status, code: errors?.[0]?.extensions.code }).toEqual({ status: 400, code });
    expect(errors?.[0]?.extensions).toMatchObject({ remedy: expect.any(String), incident: expect.any(String) });
    expect(errors?.[0]?.path).toBeUndefined();
    expect(data ?? null).toBeNull();
    expect(text).not.toMatch(/stacktrace|node_modules/);
  });

  test('a well-formed cursor of another list is told where it was used, beside what else was asked', async () => {
    const query =
      'query($after: String) { a: search(text: "S", first: 1, after: $after) { pageInfo { endCursor } } sources { id } }';
    const first = await served.ask(query);
    const other = query.replace('"S"', '"B0"');
    const { status, errors, data } = await served.ask(other, { after: first.data.a.pageInfo.endCursor });
    expect({ status, code: errors?.[0]?.extensions.code }).toEqual({ status: 200, code: 'BAD_CURSOR' });
    expect(data).toBeNull();
  });

  test('S16: what fails in our house is an incident: its id is told and logged, its words are only logged', async () => {
    const { store } = served.plant;
    const find = store.find.bind(store);
    store.find = () => Promise.reject(new Error('secret of a driver at /home/somebody'));
    const { status, errors, text } = await served.ask('{ search(text: "S", first: 1) { pageInfo { hasNextPage } } }');
    store.find = find;
    expect(status).toBe(200);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INTERNAL', incident: expect.any(String) });
    expect(text).not.toContain('secret');
    expect(served.logged).toContainEqual(expect.objectContaining({ incident: errors?.[0]?.extensions['incident'] }));
  });
});

describe('pages', () => {
  const headersOf = async (path: string) => (await fetch(served.url + path)).headers;

  test.each(['/', '/graphiql', '/livez', '/readyz', '/metrics', '/nothing'])(
    '%s is framed, sniffed and referred by nobody',
    async (path) => {
      const headers = await headersOf(path);
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(headers.get('content-security-policy')).not.toMatch(/https?:|\*|script-src[^;]*'unsafe/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-powered-by')).toBeNull();
    },
  );

  test.each(['/', '/graphiql'])('A21: %s loads nothing from an outside host', async (path) => {
    const html = await (await fetch(served.url + path)).text();
    const markup = html.replace(/<script>[\s\S]*<\/script>/, '').replace(/<style>[\s\S]*?<\/style>/g, '');
    expect(markup).not.toMatch(/(?:src|href)=["']?(?:https?:)?\/\//);
    expect(html).not.toMatch(/<script[^>]+src=|<link[^>]+rel=["']?stylesheet|@import|url\(\s*["']?(?:https?:)?\/\//);
  });

  test('the landing page says what this is, whether it is ready, and where to ask', async () => {
    const html = await (await fetch(served.url)).text();
    expect(html).toContain('State: ready');
    expect(html).toContain('href="/graphiql"');
  });

  test('an unknown address is a 404 that says so', async () => {
    const response = await fetch(`${served.url}/wp-login.php`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ errors: [{ message: 'There is nothing at this address.' }] });
  });
});

describe('for machines', () => {
  test('alive and ready', async () => {
    expect(await (await fetch(`${served.url}/livez`)).json()).toEqual({ status: 'alive' });
    const ready = await fetch(`${served.url}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({ status: 'ready', conditions: [] });
  });

  test('S6: a store that is away is told by code; questions are answered from the index meanwhile', async () => {
    const trace = `{
      trace(starts: [{ thing: { id: "${objectKey(batch)}" } }], direction: FORWARD) {
        ... on Trace { summary { things } completeness { status gaps(first: 9) { rows { kind text } } } }
      }
    }`;
    const whole = await served.ask(trace);
    const { store } = served.plant;
    const position = store.position.bind(store);
    store.position = () => Promise.reject(new WhenceError('STORE_UNAVAILABLE'));
    const response = await fetch(`${served.url}/readyz`);
    const early = await served.ask(trace);
    store.position = position;
    expect(response.status).toBe(200);
    expect(early.data.trace.summary).toEqual(whole.data.trace.summary);
    expect(early.data.trace.completeness.status).toBe('GAPPED');
    expect(JSON.stringify(early.data.trace.completeness.gaps)).toContain('The graph store does not answer.');
    expect(JSON.stringify((await served.ask(trace)).data.trace)).toBe(JSON.stringify(whole.data.trace));
    const { status, conditions } = (await response.json()) as { status: string; conditions: object[] };
    expect(status).toBe('degraded');
    expect(conditions).toContainEqual(expect.objectContaining({ code: 'STORE_UNAVAILABLE' }));
  });

  test('S6: an answer from an index that knows more than its store says so', async () => {
    const trace = `{
      trace(starts: [{ thing: { id: "${objectKey(batch)}" } }], direction: FORWARD) {
        ... on Trace { completeness { status gaps(first: 9) { rows { kind text } } } }
      }
    }`;
    await served.ask(trace);
    const { store } = served.plant;
    const position = store.position.bind(store);
    store.position = () => Promise.resolve(0);
    const { completeness } = (await served.ask(trace)).data.trace;
    store.position = position;
    expect(completeness.status).toBe('GAPPED');
    expect(JSON.stringify(completeness.gaps)).toContain('The graph store has lost what it had');
  });

  test('A22: metrics count operations, answers, errors and sources, and name no lot', async () => {
    await served.ask('{ sources { id } search(text: "B0815", first: 5) { rows { id } } }');
    const metrics = await (await fetch(`${served.url}/metrics`)).text();
    expect(metrics).toMatch(/whence_operations_total\{field="search"\} \d/);
    expect(metrics).toMatch(/whence_source_records\{source="mes"\} \d/);
    expect(metrics).toMatch(/whence_ledger_position \d/);
    expect(metrics).toMatch(/nodejs_eventloop_lag_seconds/);
    expect(metrics).not.toMatch(/B0815|valveworks|nord/);
  });
});
