import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { hash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { createMemoryLedger } from '../../../graph/ledger/memory/memory-ledger.ts';
import type { Ledger } from '../../../graph/ledger/ledger.ts';
import { describePeer } from '../../../test/peers/describe-peer.ts';
import { canInstallSshd } from '../../../test/peers/sshd-install.ts';
import { startSshd } from '../../../test/peers/sshd-process.ts';
import type { SshdServer } from '../../../test/peers/sshd-process.ts';
import type { ConnectorPort } from '../../connector.ts';
import { createRunner } from '../../runner.ts';
import { Secret } from '../../../graph/secret/secret.ts';
import type { SecretRef } from '../../../graph/secret/secret.ts';
import type { ConfiguredSource } from '../../sources.ts';
import type { SftpConfig } from './config.ts';
import { sftpConnector } from './connector.ts';

const secrets = {
  read: async (ref: SecretRef) => new Secret('env' in ref ? `value of ${ref.env}` : await readFile(ref.file, 'utf8')),
};

function portOn(ledger: Ledger, now: () => number = Date.now, pause = (): Promise<void> => Promise.resolve()) {
  const world = {
    files: {} as ConnectorPort['files'],
    secrets,
    clock: { now, pause },
    random: () => 0,
    log: { info: () => undefined, warn: () => undefined },
  };
  const source = { name: 'lab', connector: sftpConnector, config: {} } as unknown as ConfiguredSource;
  return createRunner({ ledger, sources: [source], world }).portOf('lab');
}

const rowsOf = (ledger: Ledger): readonly string[] =>
  ledger.reader
    .read(0, 10_000)
    .filter(({ stream }) => stream === 'fact')
    .map(({ body }) => Buffer.from(body).toString());

describe('its configuration', () => {
  const check = new Ajv({ strict: false, useDefaults: true }).compile(sftpConnector.configSchema);
  const usual = {
    host: 'lims',
    user: 'whence',
    hostKey: `SHA256:${'a'.repeat(43)}`,
    folder: 'out',
    privateKey: { file: 'key' },
    decode: { format: 'csv' },
  };

  test('pins a host key, and names secrets by where they are', () => {
    expect(check({ ...usual })).toBe(true);
    expect(check({ ...usual, hostKey: undefined })).toBe(false);
    expect(check({ ...usual, hostKey: 'any' })).toBe(false);
    expect(check({ ...usual, privateKey: '-----BEGIN OPENSSH PRIVATE KEY-----' })).toBe(false);
    expect(check({ ...usual, privateKey: undefined, password: 'hunter2' })).toBe(false);
    expect(check({ ...usual, privateKey: undefined })).toBe(false);
    expect(check({ ...usual, privateKey: undefined, password: { env: 'LAB_PASSWORD' } })).toBe(true);
  });

  test('the archive lies within the folder', () => {
    for (const archive of ['..', '/tmp', 'a/b', '.hidden']) expect(check({ ...usual, archive })).toBe(false);
    expect(check({ ...usual, archive: 'done' })).toBe(true);
  });

  test('a rolling file has to stay where it is', () => {
    expect(check({ ...usual, rolling: true })).toBe(false);
    expect(check({ ...usual, rolling: true, archive: false })).toBe(true);
  });
});

describePeer('OpenSSH server', canInstallSshd, () => {
  let home: string;
  let server: SshdServer;
  let ledger: Ledger;
  let folder: string;
  let places = 0;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'whence-sshd-'));
    server = await startSshd(home);
  }, 120_000);
  afterAll(async () => {
    await server.stop();
    await rm(home, { recursive: true });
  });
  beforeEach(async () => {
    ledger = createMemoryLedger({ now: () => 0 });
    folder = `in-${++places}`;
    await mkdir(join(server.files, folder));
  });

  const configOf = (more: Partial<SftpConfig> = {}): SftpConfig => ({
    host: server.host,
    port: server.port,
    hostKey: server.hostKey,
    user: server.user,
    privateKey: { file: server.privateKey },
    folder,
    pattern: '**/*.csv',
    ready: { rename: true },
    every: 50,
    decode: { format: 'csv', encoding: 'utf-8' },
    ...more,
  });
  const take = (more: Partial<SftpConfig> = {}, port = portOn(ledger)): Promise<void> =>
    sftpConnector.run(configOf(more), port, { once: true });
  const place = (name: string): string => join(server.files, folder, name);
  const tree = async (): Promise<readonly string[]> =>
    (await readdir(join(server.files, folder), { recursive: true })).toSorted();

  test('files below the folder are taken and moved, their own folders with them', async () => {
    await mkdir(place('a/b'), { recursive: true });
    await writeFile(place('1.csv'), 'no\n1\n');
    await writeFile(place('a/b/2.csv'), 'no\n2\n3\n');
    await take();
    expect(rowsOf(ledger)).toEqual(['1', '2', '3']);
    expect(await tree()).toEqual([
      'a',
      'a/b',
      'archive',
      'archive/1.csv',
      'archive/a',
      'archive/a/b',
      'archive/a/b/2.csv',
    ]);
  });

  test('the archive never loses a file to one of its name', async () => {
    for (const row of ['1', '2']) {
      await writeFile(place('a.csv'), `no\n${row}\n`);
      await take();
    }
    expect(await readFile(place('archive/a.csv'), 'utf8')).toBe('no\n1\n');
    expect(await readFile(place('archive/a.csv~2'), 'utf8')).toBe('no\n2\n');
  });

  test('a large file comes whole, in pieces side by side', async () => {
    const rows = Array.from({ length: 60_000 }, (_, n) => `row ${n} ${'x'.repeat(n % 50)}`);
    await writeFile(place('a.csv'), ['no', ...rows, ''].join('\n'));
    await take();
    expect(ledger.reader.head().seq).toBe(60_000);
    expect(ledger.reader.record(60_000)!.headers['sha256']).toBe(
      hash('sha256', await readFile(place('archive/a.csv'))),
    );
  });

  test('with archive: false nothing at all is written there', async () => {
    const readOnly = await mkdtemp(join(tmpdir(), 'whence-sshd-'));
    const other = await startSshd(readOnly, { readOnly: true });
    await mkdir(join(other.files, folder));
    await writeFile(join(other.files, folder, 'a.csv'), 'no\n1\n');
    const { host, port, hostKey, privateKey } = other;
    await take({ host, port, hostKey, privateKey: { file: privateKey }, archive: false });
    expect(rowsOf(ledger)).toEqual(['1']);
    expect(await readdir(other.files, { recursive: true })).toEqual([folder, `${folder}/a.csv`]);
    await other.stop();
    await rm(readOnly, { recursive: true });
  });

  test('where it may not move, everything is kept all the same, once', async () => {
    const readOnly = await mkdtemp(join(tmpdir(), 'whence-sshd-'));
    const other = await startSshd(readOnly, { readOnly: true });
    await mkdir(join(other.files, folder));
    await writeFile(join(other.files, folder, 'a.csv'), 'no\n1\n');
    const { host, port, hostKey, privateKey } = other;
    const abort = new AbortController();
    let pauses = 0;
    const own = portOn(ledger);
    const pause = (): Promise<void> => {
      if (++pauses > 3) abort.abort();
      return Promise.resolve();
    };
    const clock = { now: Date.now, pause };
    await sftpConnector
      .run(
        configOf({ host, port, hostKey, privateKey: { file: privateKey } }),
        { ...own, clock, signal: abort.signal },
        { once: false },
      )
      .catch(() => undefined);
    expect(rowsOf(ledger)).toEqual(['1']);
    await other.stop();
    await rm(readOnly, { recursive: true });
  });

  test('a change within the same second, of the same size, is found', async () => {
    const time = new Date('2026-10-14T08:00:00Z');
    const write = async (text: string): Promise<void> => {
      await writeFile(place('a.csv'), text);
      await utimes(place('a.csv'), time, time);
    };
    let now = 0;
    await write('no\n1\n2\n');
    const port = portOn(ledger, () => now);
    let pauses = 0;
    const abort = new AbortController();
    const pause = async (): Promise<void> => {
      now += 1000;
      if (++pauses === 1) await write('no\n1\n7\n');
      if (pauses > 4) abort.abort();
    };
    await sftpConnector
      .run(
        configOf({ archive: false }),
        { ...port, clock: { now: () => now, pause }, signal: abort.signal },
        { once: false },
      )
      .catch(() => undefined);
    expect(rowsOf(ledger)).toEqual(expect.arrayContaining(['1', '2', '7']));
    expect(ledger.reader.read(0, 100).some(({ headers }) => headers['held'] === 'ROW_VANISHED')).toBe(true);
  });

  test('E6: links are not followed, neither files nor folders', async () => {
    await writeFile(join(server.files, 'secret.csv'), 'no\nsecret\n');
    await symlink(join(server.files, 'secret.csv'), place('a.csv'));
    await symlink(server.files, place('up'));
    await take();
    expect(rowsOf(ledger)).toEqual([]);
    expect(ledger.reader.read(0, 10).map(({ contentType }) => contentType)).toContain(
      'application/vnd.whence.gap+json',
    );
  });

  test('S9: a server with another host key is refused before the login', async () => {
    await writeFile(place('a.csv'), 'no\n1\n');
    const other = `SHA256:${'a'.repeat(43)}`;
    await expect(take({ hostKey: other })).rejects.toThrow(
      `SFTP_HOST_KEY: The server is not the one whose key is pinned`,
    );
    await expect(take({ hostKey: other })).rejects.toThrow(server.hostKey);
    expect(rowsOf(ledger)).toEqual([]);
    await take({ hostKey: [other, server.hostKey] });
    expect(rowsOf(ledger)).toEqual(['1']);
  });

  test('a user who is not let in, and a server that is not there, are told apart', async () => {
    await expect(take({ user: 'nobody-we-know' })).rejects.toThrow('SFTP_LOGIN');
    await expect(take({ privateKey: { env: 'NO_KEY' } })).rejects.toThrow('SFTP_LOGIN');
    await expect(take({ port: await unusedPort() })).rejects.toThrow('SOURCE_UNREACHABLE');
  });

  test('I6: a probe shows what is there and touches nothing', async () => {
    await writeFile(place('a.csv'), 'no\n1\n2\n');
    const report = await sftpConnector.probe(configOf(), portOn(ledger));
    expect(report).toMatchObject({ ok: true, records: [{ preview: '1' }, { preview: '2' }] });
    expect(await tree()).toEqual(['a.csv']);
    expect(ledger.reader.head().seq).toBe(0);
  });
});

// OpenSSH checks passwords of real users only; that a password gets where it belongs is seen at another server.
test('a password is read where the configuration says, and given to the server', async () => {
  const tried: string[] = [];
  const key = ssh2.utils.generateKeyPairSync('ed25519');
  const shown = ssh2.utils.parseKey(key.public);
  if (shown instanceof Error) throw shown;
  const fingerprint = `SHA256:${hash('sha256', shown.getPublicSSH(), 'base64').replace(/=+$/, '')}`;
  const server = new ssh2.Server({ hostKeys: [key.private] }, (client) => {
    client.on('error', () => undefined);
    client.on('authentication', (context) => {
      if (context.method === 'password') tried.push(`${context.username}: ${context.password}`);
      context.reject(['password']);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const config = {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    hostKey: fingerprint,
    user: 'whence',
    password: { env: 'LAB_PASSWORD' },
    folder: 'out',
    decode: { format: 'csv' },
  } as unknown as SftpConfig;
  const port = portOn(createMemoryLedger({ now: () => 0 }));
  const failure = await sftpConnector.run(config, port, { once: true }).catch((error: unknown) => String(error));
  expect(tried).toContain('whence: value of LAB_PASSWORD');
  expect(failure).toContain('SFTP_LOGIN');
  expect(failure).not.toContain('LAB_PASSWORD');
  await new Promise((resolve) => server.close(resolve));
});

function unusedPort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
