import { expect, test } from '@jest/globals';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { createSecrets } from './secrets.ts';

const folder = mkdtempSync(join(tmpdir(), 'whence-secrets-'));
const env: Record<string, string> = { SFTP_PASSWORD: 'canary-1' };
const secrets = createSecrets(folder, env);

test('a secret comes from a variable or a file, anew each time', async () => {
  writeFileSync(join(folder, 'password'), 'canary-2\n');
  expect((await secrets.read({ env: 'SFTP_PASSWORD' })).reveal()).toBe('canary-1');
  expect((await secrets.read({ file: 'password' })).reveal()).toBe('canary-2');
  writeFileSync(join(folder, 'password'), 'canary-3');
  expect((await secrets.read({ file: 'password' })).reveal()).toBe('canary-3');
});

test('S16: printed, joined to a text or written as JSON, it shows nothing', async () => {
  const secret = await secrets.read({ env: 'SFTP_PASSWORD' });
  expect([String(secret), JSON.stringify({ secret }), inspect({ secret }, { showHidden: true })].join()).not.toContain(
    'canary',
  );
});

test('one that is not there is refused by its place', async () => {
  await expect(secrets.read({ env: 'NONE' })).rejects.toThrow('environment variable NONE');
  await expect(secrets.read({ file: 'none' })).rejects.toThrow('SECRET_MISSING');
});
