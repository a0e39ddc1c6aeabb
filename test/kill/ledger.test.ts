import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterCrash, expectWhole, keptDigest, readSaid } from './crashed-ledger.ts';
import type { Said } from './crashed-ledger.ts';

// WHENCE_LEDGER_KILLS, WHENCE_LEDGER_KILL_POINTS and WHENCE_LEDGER_FAULTS set other figures than those of every test run.
const kills = Number(process.env['WHENCE_LEDGER_KILLS'] ?? 15);
const killPoints = Number(process.env['WHENCE_LEDGER_KILL_POINTS'] ?? 30);
const faults = Number(process.env['WHENCE_LEDGER_FAULTS'] ?? 6);

const child = join(import.meta.dirname, 'ledger-child.ts');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'whence-kill-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Run extends Said {
  readonly signal: NodeJS.Signals | null;
  readonly says: string;
}

/** Kills with `kill -9` so many milliseconds after the child is ready. */
function runAndKill(last: number, afterMs: number): Promise<Run> {
  return new Promise((resolve) => {
    const process_ = spawn(process.execPath, [child, folder, 'own', String(last)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let says = '';
    process_.stdout.on('data', (chunk: Buffer) => {
      if (out === '') setTimeout(() => process_.kill('SIGKILL'), afterMs);
      out += chunk.toString();
    });
    process_.stderr.on('data', (chunk: Buffer) => (says += chunk.toString()));
    process_.on('close', (_, signal) => resolve({ ...readSaid(out), signal, says }));
  });
}

test(`S1 I1: killed ${kills} times at any moment, all that was acknowledged is kept, once`, async () => {
  let acknowledged = 0;
  let hits = 0;
  for (let i = 0; i < kills; i++) {
    const run = await runAndKill(10_000_000, Math.random() * 120);
    if (run.signal === 'SIGKILL') hits++;
    acknowledged = Math.max(acknowledged, run.acknowledged);
    await afterCrash(folder, (reader) => expectWhole(reader, acknowledged));
  }
  expect(hits).toBe(kills);
  expect(acknowledged).toBeGreaterThan(kills);
}, 600_000);

function runUndisturbed(last: number): Said {
  return readSaid(spawnSync(process.execPath, [child, folder, 'here', String(last)], { encoding: 'utf8' }).stdout);
}

const strace = spawnSync('strace', ['-f', '-qq', '-e', 'trace=none', 'true']).status === 0;
const withStrace = strace ? describe : describe.skip;

type Call = 'pwrite64' | 'fsync';
const log = 'ledger.db-wal';
const both = [log, 'ledger.db'];

/** Runs the child under strace, which looks only at calls on these files of the ledger. */
function runTraced(last: number, paths: readonly string[], args: readonly string[]): Run {
  const only = paths.flatMap((path) => ['-P', join(folder, path)]);
  const command = [process.execPath, child, folder, 'here', String(last)];
  const { stdout, stderr, signal } = spawnSync('strace', ['-f', '-qq', ...only, ...args, ...command], {
    encoding: 'utf8',
  });
  return { ...readSaid(stdout), signal, says: stderr };
}

function runWithFault(inject: string, last: number, paths: readonly string[]): Run & { readonly injected: number } {
  const trace = `${folder}.trace`;
  const run = runTraced(last, paths, ['-o', trace, '-e', `inject=${inject}`]);
  const injected = readFileSync(trace, 'utf8').split('(INJECTED)').length - 1;
  rmSync(trace);
  return { ...run, injected };
}

function countCalls(last: number): Readonly<Record<Call, number>> {
  const trace = join(folder, 'trace');
  runTraced(last, both, ['-o', trace, '-e', 'trace=pwrite64,fsync']);
  const lines = readFileSync(trace, 'utf8').split('\n');
  rmSync(folder, { recursive: true });
  const count = (call: Call): number => lines.filter((line) => line.includes(` ${call}(`)).length;
  return { pwrite64: count('pwrite64'), fsync: count('fsync') };
}

withStrace('with faults put into system calls', () => {
  test(`TP2 S1 I1: killed at ${killPoints} points spread over all writes and syncs`, async () => {
    const rows = 200;
    const calls = countCalls(rows);
    runUndisturbed(rows);
    let undisturbed = '';
    await afterCrash(folder, (reader) => (undisturbed = keptDigest(reader)));
    rmSync(folder, { recursive: true });
    for (let i = 0; i < killPoints; i++) {
      const call = i % 3 === 2 ? 'fsync' : 'pwrite64';
      const point = 1 + Math.floor((calls[call] * i) / killPoints);
      const run = runWithFault(`${call}:signal=SIGKILL:when=${point}`, rows, both);
      expect({ point, isDone: run.isDone }).toEqual({ point, isDone: false });
      await afterCrash(folder, (reader) => expectWhole(reader, run.acknowledged));
      // Run to its end, nothing tells that anything has happened.
      expect(runUndisturbed(rows)).toMatchObject({ isDone: true });
      await afterCrash(folder, (reader) => expect(keptDigest(reader)).toBe(undisturbed));
      rmSync(folder, { recursive: true });
    }
  }, 600_000);

  test(`S6: ${faults} failed syncs of the log are noticed, and the batch is kept once`, async () => {
    const syncsOfStart = 3;
    for (let i = 1; i <= faults; i++) {
      const last = 60 + 30 * i;
      const run = runWithFault(`fsync:error=EIO:when=${syncsOfStart + i}`, last, [log]);
      expect(run).toMatchObject({ injected: 1, isDone: true, acknowledged: last });
      await afterCrash(folder, (reader) => {
        expectWhole(reader, last);
        expect(reader.head().seq).toBe(last);
      });
      rmSync(folder, { recursive: true });
    }
  }, 600_000);

  test('S6: a disk that fails at the start: no start', () => {
    const run = runWithFault('fsync:error=EIO:when=1', 10, [log]);
    expect(run).toMatchObject({ injected: 1, isReady: false, acknowledged: 0 });
    expect(run.says).toContain('LEDGER_IO');
  });

  test('S6: on a full disk nothing is acknowledged that is not kept, and intake resumes', async () => {
    const run = runWithFault('pwrite64:error=ENOSPC:when=20..60', 400, [log]);
    expect(run.says).toContain('LEDGER_FULL');
    expect(run).toMatchObject({ isDone: true, acknowledged: 400 });
    expect(run.injected).toBeGreaterThan(10);
    await afterCrash(folder, (reader) => expectWhole(reader, 400));
  }, 600_000);
});
