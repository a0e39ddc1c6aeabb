import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { createMemoryLedger } from '../../graph/ledger/memory/memory-ledger.ts';
import type { Ledger } from '../../graph/ledger/ledger.ts';
import type { SftpConfig } from '../../ingest/connectors/sftp/config.ts';
import { sftpConnector } from '../../ingest/connectors/sftp/connector.ts';
import { createRunner } from '../../ingest/runner.ts';
import type { Runner } from '../../ingest/runner.ts';
import type { ConfiguredSource } from '../../ingest/sources.ts';
import { createSecrets } from '../../graph/secret/secrets.ts';
import { describePeer } from '../peers/describe-peer.ts';
import { canInstallSshd } from '../peers/sshd-install.ts';
import { startSshd } from '../peers/sshd-process.ts';
import type { SshdServer } from '../peers/sshd-process.ts';
import { startFaultProxy } from './fault-proxy.ts';
import type { Fault, FaultProxy } from './fault-proxy.ts';

// WHENCE_SFTP_CUTS sets another figure than that of every test run.
const cuts = Number(process.env['WHENCE_SFTP_CUTS'] ?? 6);

describePeer('OpenSSH server behind a line that fails', canInstallSshd, () => {
  let home: string;
  let server: SshdServer;
  let proxy: FaultProxy;
  let ledger: Ledger;
  let runner: Runner;
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

  const files = 12;
  const texts = Array.from({ length: files }, (_, n) => `{"n":"${n}","text":"${'x'.repeat(n * 4000)}"}`);

  beforeEach(async () => {
    proxy = await startFaultProxy(server);
    ledger = createMemoryLedger({ now: () => 0 });
    folder = `in-${++places}`;
    await mkdir(join(server.files, folder));
    for (const [n, text] of texts.entries()) await writeFile(join(server.files, folder, `${n}.json`), text);
    runner = runnerOf();
  });
  afterEach(async () => {
    await runner.stop();
    await proxy.close();
  });

  function runnerOf(): Runner {
    const config: SftpConfig = {
      host: proxy.host,
      port: proxy.port,
      hostKey: server.hostKey,
      user: server.user,
      privateKey: { file: server.privateKey },
      folder,
      pattern: '*.json',
      ready: { rename: true },
      every: 50,
      keepAlive: 400,
      decode: { format: 'json' },
    };
    const source = { name: 'lab', connector: sftpConnector, config } as unknown as ConfiguredSource;
    const world = {
      files: {} as Parameters<typeof createRunner>[0]['world']['files'],
      secrets: createSecrets('/', {}),
      // Pauses between attempts are shortened; those that a fault is noticed by are not.
      clock: {
        now: Date.now,
        pause: (ms: number, signal: AbortSignal) =>
          pause(Math.min(ms, 400), undefined, { signal }).catch(() => undefined),
      },
      random: () => 0,
      log: { info: () => undefined, warn: () => undefined },
    };
    return createRunner({ ledger, sources: [source], world });
  }

  const kept = () => ledger.reader.read(0, 1000).map(({ body }) => Buffer.from(body).toString());
  const moved = async () => (await readdir(join(server.files, folder, 'archive')).catch(() => [])).length;

  /** Everything is in, once, and everything is moved. */
  async function arrives(): Promise<void> {
    while ((await moved()) < files) {
      // I1: at no time is more moved than is kept.
      expect(await moved()).toBeLessThanOrEqual(ledger.reader.head().seq);
      await pause(50);
    }
    expect(kept().toSorted()).toEqual(texts.toSorted());
  }

  async function bytesOfOneRun(): Promise<number> {
    runner.start();
    await arrives();
    return proxy.passed().down;
  }

  test(`I1, I3, I6, I8: cut at ${cuts} places, it goes on by itself; nothing is lost, nothing kept twice`, async () => {
    const whole = await bytesOfOneRun();
    await runner.stop();
    for (let i = 0; i < cuts; i++) {
      await proxy.close();
      await rm(join(server.files, folder), { recursive: true });
      await mkdir(join(server.files, folder));
      for (const [n, text] of texts.entries()) await writeFile(join(server.files, folder, `${n}.json`), text);
      [proxy, ledger] = [await startFaultProxy(server), createMemoryLedger({ now: () => 0 })];
      const after = Math.floor((whole * (i + 0.5)) / cuts);
      proxy.inject({ kind: 'cut', way: 'down', after, reset: i % 2 === 0 }, 1);
      runner = runnerOf();
      runner.start();
      while (proxy.injected() === 0) await pause(20);
      await arrives();
      await runner.stop();
      expect({ after, injected: proxy.injected() }).toEqual({ after, injected: 1 });
    }
  }, 120_000);

  test.each<[string, Fault]>([
    ['half-open while it reads', { kind: 'half-open', way: 'down', after: 60_000 }],
    ['half-open during the handshake', { kind: 'half-open', way: 'down', after: 300 }],
    ['half-open from our side', { kind: 'half-open', way: 'up', after: 5000 }],
    ['away at first', { kind: 'refuse' }],
  ])(
    'I6: %s, it is noticed and begun anew',
    async (_what, fault) => {
      proxy.inject(fault, 1);
      runner.start();
      await arrives();
      expect(proxy.injected()).toBe(1);
      expect(runner.status()[0]!.restarts).toBeGreaterThan(0);
    },
    60_000,
  );

  test('I6: a slow line is no fault', async () => {
    proxy.inject({ kind: 'delay', ms: 5 });
    runner.start();
    await arrives();
    expect(proxy.injected()).toBeGreaterThan(10);
    expect(runner.status()[0]!.restarts).toBe(0);
  }, 60_000);

  test('I6: the server is started again', async () => {
    runner.start();
    await arrives();
    await server.restart();
    await writeFile(join(server.files, folder, 'late.json'), '{"n":"late"}');
    while ((await moved()) <= files) await pause(50);
    expect(kept()).toContain('{"n":"late"}');
    expect(runner.status()[0]!.restarts).toBeGreaterThan(0);
  }, 60_000);

  test('I6: behind a dead line it stops when it is told to', async () => {
    proxy.inject({ kind: 'half-open', way: 'down', after: 40_000 });
    runner.start();
    while (proxy.injected() === 0) await pause(20);
    const stopped = runner.stop().then(() => 'stopped');
    expect(await Promise.race([stopped, pause(5000, 'still running')])).toBe('stopped');
  }, 60_000);
});
