import { expect, test } from '@jest/globals';
import { WhenceError } from '../graph/errors.ts';
import { createMemoryLedger } from '../graph/ledger/memory/memory-ledger.ts';
import type { Connector, ConnectorPort, ConnectorRecord } from './connector.ts';
import { imbalances } from './balance.ts';
import { createInFlight } from './in-flight.ts';
import { createRunner } from './runner.ts';
import type { Runner } from './runner.ts';
import type { ConfiguredSource } from './sources.ts';
import { declaration, noSecrets } from './test-intake.ts';

const record = (position: string, body = position): ConnectorRecord => ({
  partition: 'p',
  position,
  body: Buffer.from(body),
  contentType: 'text/plain',
  headers: {},
});

function runnerOf(
  run: Connector<object>['run'],
  pauses: number[] = [],
): { runner: Runner; ledger: ReturnType<typeof createMemoryLedger> } {
  const ledger = createMemoryLedger({ now: () => 0 });
  const connector = { kind: 'test', configSchema: {}, run } as unknown as Connector<object>;
  const source = {
    name: 'line',
    connector,
    config: {},
    declaration: declaration('line'),
  } as unknown as ConfiguredSource;
  const clock = {
    now: () => 0,
    pause: (ms: number) => {
      pauses.push(ms);
      return new Promise<void>((resolve) => setImmediate(resolve));
    },
  };
  const world = {
    files: {} as ConnectorPort['files'],
    secrets: noSecrets,
    clock,
    random: () => 1,
    log: { info: () => undefined, warn: () => undefined },
  };
  return { ledger, runner: createRunner({ ledger, sources: [source], world }) };
}

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
};

test('a connector that fails is started again, each time after twice as long, up to a minute', async () => {
  const pauses: number[] = [];
  const { runner } = runnerOf(() => Promise.reject(new Error('no route')), pauses);
  runner.start();
  await until(() => pauses.length >= 9);
  await runner.stop();
  expect(pauses.slice(0, 9)).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  expect(runner.status()[0]).toMatchObject({ state: 'stopped', lastError: 'no route' });
});

test('I19: delivered is stored and redelivered, also over restarts', async () => {
  let runs = 0;
  const { runner, ledger } = runnerOf(async (_config, port) => {
    await port.emit([record('1'), record('2'), record('2', 'other')], [{ partition: 'p', state: '2' }]);
    if (++runs < 3) throw new Error('cut');
  });
  runner.start();
  await until(() => runner.status()[0]!.state === 'done');
  await runner.stop();
  expect(runner.status()[0]).toMatchObject({ delivered: 9, stored: 3, redelivered: 6, restarts: 2 });
  expect(ledger.reader.counts()).toMatchObject([{ source: 'line', stored: 3, redelivered: 6 }]);
  expect(imbalances(runner.status(), [{ source: 'line', landed: 3, decided: 2 }])).toEqual([
    expect.objectContaining({ code: 'BALANCE', path: 'line', value: '3 read from the ledger, 2 with an outcome' }),
  ]);
  expect(imbalances(runner.status(), [{ source: 'line', landed: 3, decided: 3 }])).toEqual([]);
});

test('a difference is said with its source and its figures', () => {
  const status = {
    source: 'line',
    state: 'running',
    health: 'live',
    restarts: 0,
    delivered: 5,
    stored: 3,
    redelivered: 1,
    signs: {},
  } as const;
  expect(imbalances([status], [])).toEqual([
    expect.objectContaining({ code: 'BALANCE', path: 'line', value: '5 delivered, 3 stored, 1 repeated' }),
  ]);
});

test('I6: stops when it is told to', async () => {
  const { runner } = runnerOf(
    (_config, { signal }) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
  );
  runner.start();
  await runner.stop();
  expect(runner.status()[0]).toMatchObject({ state: 'stopped' });
});

test('what a connector lost is a record of its own in the control stream', async () => {
  const { runner, ledger } = runnerOf((_config, port) =>
    port.gap({ partition: 'p', cause: 'overflow', recoverable: false }),
  );
  await runner.once();
  expect(ledger.reader.read(0, 10)).toMatchObject([
    { stream: 'control', source: 'line', contentType: 'application/vnd.whence.gap+json' },
  ]);
});

test('I6: no more than its bytes are on their way at once, and they pass in order', async () => {
  const flight = createInFlight(10);
  const first = await flight.take(8);
  const order: number[] = [];
  const second = flight.take(8).then((done) => {
    order.push(2);
    return done;
  });
  const third = flight.take(1).then((done) => {
    order.push(3);
    return done;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(order).toEqual([]);
  expect(flight.isFull()).toBe(true);
  first();
  (await second)();
  (await third)();
  expect(order).toEqual([2, 3]);
  expect(flight.isFull()).toBe(false);
  // Larger than all of it: alone, rather than never.
  (await flight.take(100))();
});

/** A world whose pauses take no time and move its clock. */
function worldAt(clock: { now: number }): Parameters<typeof createRunner>[0]['world'] {
  const pause = (ms: number) =>
    new Promise<void>((resolve) =>
      setImmediate(() => {
        clock.now += ms;
        resolve();
      }),
    );
  return {
    files: {} as ConnectorPort['files'],
    secrets: noSecrets,
    clock: { now: () => clock.now, pause },
    random: () => 1,
    log: { info: () => undefined, warn: () => undefined },
  };
}

test('the watchdog tells quiet from stalled and from down', async () => {
  const clock = { now: 0 };
  const attempts: PromiseWithResolvers<undefined>[] = [];
  let heard: ConnectorPort | undefined;
  const connector = {
    kind: 'test',
    configSchema: {},
    run: async (_config: object, port: ConnectorPort) => {
      heard = port;
      const attempt = Promise.withResolvers<undefined>();
      attempts.push(attempt);
      await attempt.promise;
    },
  } as unknown as Connector<object>;
  const source = { name: 'line', connector, config: {} } as unknown as ConfiguredSource;
  const world = worldAt(clock);
  const runner = createRunner({ ledger: createMemoryLedger({ now: () => 0 }), sources: [source], world });
  const health = () => runner.status()[0]!.health;
  expect(health()).toBe('idle');
  runner.start();
  heard!.alive('protocol');
  expect(health()).toBe('quiet');
  heard!.alive('data');
  expect(health()).toBe('live');
  clock.now += 60_000;
  expect(health()).toBe('quiet');
  attempts[0]!.reject(new Error('no route'));
  await until(() => attempts.length === 2);
  // Trying again is not being back.
  expect(health()).toBe('down');
  heard!.alive('protocol');
  expect(health()).toBe('quiet');
  attempts[1]!.reject(new WhenceError('CONNECTOR_STALLED', { source: 'line' }));
  await until(() => attempts.length === 3);
  expect(health()).toBe('stalled');
  heard!.alive('data');
  expect(health()).toBe('live');
  attempts[2]!.resolve(undefined);
  await runner.stop();
});

test('a connector that is not heard of for three keep-alives is ended and begun anew', async () => {
  let runs = 0;
  const ended: boolean[] = [];
  const clock = { now: 0 };
  const ledger = createMemoryLedger({ now: () => 0 });
  const connector = {
    kind: 'test',
    configSchema: {},
    keepAlive: () => 1000,
    run: (_config: object, { signal }: ConnectorPort) => {
      if (++runs === 2) return Promise.resolve();
      return new Promise<void>(() => signal.addEventListener('abort', () => ended.push(true)));
    },
  } as unknown as Connector<object>;
  const source = {
    name: 'line',
    connector,
    config: {},
    declaration: declaration('line'),
  } as unknown as ConfiguredSource;
  const world = worldAt(clock);
  const runner = createRunner({ ledger, sources: [source], world });
  runner.start();
  await until(() => runner.status()[0]!.state === 'done');
  expect(runner.status()[0]).toMatchObject({ restarts: 1, lastError: expect.stringContaining('CONNECTOR_STALLED') });
  expect(ended).toEqual([true]);
  await runner.stop();
});
