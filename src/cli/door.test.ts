import { afterEach, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { ask, httpDoor } from './door.ts';
import { exitCodeOf } from './exit-code.ts';

let server: Server | undefined;
afterEach(() => void server?.close());

async function answering(body: string): Promise<string> {
  server = createServer((_request, response) => response.end(body)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('an answer is its data', async () => {
  const url = await answering('{"data":{"sources":[]}}');
  await expect(ask(httpDoor(url), '{ sources { id } }')).resolves.toEqual({ sources: [] });
});

test('A14: what broke the request keeps the code of the server, and its exit code', async () => {
  const url = await answering('{"errors":[{"message":"The page ended.","extensions":{"code":"BAD_CURSOR"}}]}');
  const failure = ask(httpDoor(url), '{ sources { id } }');
  await expect(failure).rejects.toMatchObject({ code: 'BAD_CURSOR' });
  expect(exitCodeOf('BAD_CURSOR')).toBe(2);
});

test('what answers as no Whence is told apart from an answer', async () => {
  const url = await answering('<html>');
  await expect(ask(httpDoor(url), '{ sources { id } }')).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE' });
});

test('A14: nobody there is exit code 7', async () => {
  const failure = ask(httpDoor('http://127.0.0.1:9'), '{ sources { id } }');
  await expect(failure).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE' });
  expect(exitCodeOf('SERVER_UNREACHABLE')).toBe(7);
});
