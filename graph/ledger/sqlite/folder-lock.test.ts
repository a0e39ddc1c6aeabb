import { expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { lockFolder } from './folder-lock.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'whence-lock-'));

test('a folder is taken once, and again after it was given back', () => {
  const place = folder();
  const lock = lockFolder(place);
  expect(lock).toBeDefined();
  expect(lockFolder(place)).toBeUndefined();
  lock?.release();
  const again = lockFolder(place);
  expect(again).toBeDefined();
  again?.release();
});

test('S1: a killed process leaves no lock behind', async () => {
  const place = folder();
  const file = JSON.stringify(pathToFileURL(join(import.meta.dirname, 'folder-lock.ts')).href);
  const script = `const { lockFolder } = await import(${file}); globalThis.lock = lockFolder(${JSON.stringify(place)}); console.log('held'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  expect(lockFolder(place)).toBeUndefined();
  child.kill('SIGKILL');
  await once(child, 'exit');
  const lock = lockFolder(place);
  expect(lock).toBeDefined();
  lock?.release();
});
