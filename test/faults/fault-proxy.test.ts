import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { startFaultProxy } from './fault-proxy.ts';
import type { FaultProxy } from './fault-proxy.ts';

let echo: Server;
let proxy: FaultProxy;
const servers: Socket[] = [];

beforeEach(async () => {
  echo = createServer((socket) => {
    servers.push(socket);
    socket.on('error', () => undefined).pipe(socket);
  });
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  proxy = await startFaultProxy({ host: '127.0.0.1', port: (echo.address() as AddressInfo).port });
});
afterEach(async () => {
  await proxy.close();
  for (const socket of servers.splice(0)) socket.destroy();
  await new Promise((resolve) => echo.close(resolve));
});

interface Said {
  readonly text: string;
  readonly end: 'closed' | 'broken' | 'open';
}

/** Sends a text and tells what came back, and how the connection then stood. */
function say(text: string, patienceMs = 200): Promise<Said> {
  return new Promise((resolve) => {
    let got = '';
    const socket = connect(proxy.port, proxy.host, () => socket.write(text));
    const done = (end: Said['end']): void => {
      socket.destroy();
      resolve({ text: got, end });
    };
    socket.on('data', (chunk) => {
      got += chunk.toString();
      if (got === text) done('open');
    });
    socket.on('error', () => done('broken'));
    socket.on('end', () => done('closed'));
    setTimeout(() => done('open'), patienceMs).unref();
  });
}

test('undisturbed, everything passes', async () => {
  expect(await say('hello')).toEqual({ text: 'hello', end: 'open' });
  expect(proxy.injected()).toBe(0);
  expect(proxy.passed()).toEqual({ connections: 1, up: 5, down: 5 });
});

test('a cut lets exactly so many bytes through, that way', async () => {
  proxy.inject({ kind: 'cut', way: 'down', after: 3 });
  expect(await say('hello')).toEqual({ text: 'hel', end: 'closed' });
  proxy.inject({ kind: 'cut', way: 'up', after: 2 });
  expect(await say('hello')).toMatchObject({ text: expect.stringMatching(/^(he)?$/), end: 'closed' });
  expect(proxy.injected()).toBe(2);
});

test('half-open: nothing passes any more, and nobody is told', async () => {
  proxy.inject({ kind: 'half-open', way: 'down', after: 3 });
  expect(await say('hello')).toEqual({ text: 'hel', end: 'open' });
  expect(proxy.injected()).toBe(1);
});

test('a server that is away, for so many connections', async () => {
  proxy.inject({ kind: 'refuse' }, 1);
  expect((await say('hello')).text).toBe('');
  expect(await say('hello')).toEqual({ text: 'hello', end: 'open' });
  expect(proxy.injected()).toBe(1);
});

test('late, and still whole and in order; healed, it is as before', async () => {
  proxy.inject({ kind: 'delay', ms: 20 });
  expect(await say('hello', 5000)).toEqual({ text: 'hello', end: 'open' });
  expect(proxy.injected()).toBeGreaterThan(1);
  proxy.heal();
  expect(await say('hello')).toEqual({ text: 'hello', end: 'open' });
});

test('every open connection can be broken at once', async () => {
  const held = connect(proxy.port, proxy.host, () => held.write('x'));
  const ended = new Promise((resolve) => held.on('error', () => undefined).on('close', resolve));
  await new Promise((resolve) => held.once('data', resolve));
  proxy.cutAll();
  await ended;
  expect(proxy.injected()).toBe(1);
});
