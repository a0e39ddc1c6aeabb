import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { hasProgram } from '../peers/debian-package.ts';
import { describePeer } from '../peers/describe-peer.ts';
import { afterCrash, expectWhole, readSaid } from './crashed-ledger.ts';

// TP4. WHENCE_IO_ROWS sets another number of rows than that of every test run.
const writes = Number(process.env['WHENCE_IO_ROWS'] ?? 5000);
const child = join(import.meta.dirname, 'ledger-child.ts');
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'whence-io-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describePeer('with calls that fail now and then', hasProgram('fiu-run', 'fiu-utils'), () => {
  test.each([
    ['writes', 'posix/io/rw/pwrite', 0.01],
    ['syncs', 'posix/io/sync/fsync', 0.05],
  ])(
    `TP4 S1 S6: failing %s: what is acknowledged is kept, once, and intake comes to its end`,
    async (_, call, probability) => {
      const folder = join(home, 'ledger');
      let failures = 0;
      let acknowledged = 0;
      let isDone = false;
      for (let starts = 0; !isDone && starts < 400; starts++) {
        const fault = `enable_random name=${call},probability=${probability},failinfo=5`;
        const command = ['-x', '-c', fault, process.execPath, child, folder, 'here', String(writes), '1'];
        const { stdout, stderr } = spawnSync('fiu-run', command, { encoding: 'utf8' });
        const said = readSaid(stdout);
        failures += stderr.match(/LEDGER_IO|disk I\/O error|EIO/g)?.length ?? 0;
        acknowledged = Math.max(acknowledged, said.acknowledged);
        ({ isDone } = said);
        // Without the fault, as whoever looks after it.
        if (said.isReady) await afterCrash(folder, (reader) => expectWhole(reader, acknowledged));
      }
      expect({ isDone, acknowledged }).toEqual({ isDone: true, acknowledged: writes });
      expect(failures).toBeGreaterThan(5);
    },
    600_000,
  );
});

function mountSmallDisk(at: string): boolean {
  mkdirSync(at, { recursive: true });
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'whence', at]).status === 0;
}

function mayMount(): boolean {
  const at = mkdtempSync(join(tmpdir(), 'whence-mount-'));
  const may = process.getuid?.() === 0 && mountSmallDisk(at);
  if (may) spawnSync('umount', [at]);
  rmSync(at, { recursive: true });
  return may;
}

// As many as find room on the disk once the ballast is gone.
const rows = 3000;

describePeer('on a disk of 16 MB', mayMount(), () => {
  test('TP4 S6: full, it acknowledges nothing that is not kept; given room, intake goes on by itself', async () => {
    const disk = join(home, 'disk');
    expect(mountSmallDisk(disk)).toBe(true);
    try {
      const ballast = join(disk, 'ballast');
      writeFileSync(ballast, Buffer.alloc(13 * 1024 * 1024));
      const folder = join(disk, 'ledger');
      const said = await untilDone(folder, () => rmSync(ballast, { force: true }));
      expect(said).toMatchObject({ isDone: true, acknowledged: rows, wasFull: true });
      await afterCrash(folder, (reader) => expectWhole(reader, rows));
    } finally {
      spawnSync('umount', [disk]);
    }
  }, 600_000);
});

/** Runs the intake; the first time it says that the disk is full, room is made. */
function untilDone(folder: string, makeRoom: () => void) {
  const intake = spawn(process.execPath, [child, folder, 'own', String(rows), '1'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let wasFull = false;
  intake.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  intake.stderr.on('data', (chunk: Buffer) => {
    if (wasFull || !chunk.toString().includes('LEDGER_FULL')) return;
    wasFull = true;
    makeRoom();
  });
  return new Promise<ReturnType<typeof readSaid> & { readonly wasFull: boolean }>((resolve) => {
    intake.on('close', () => resolve({ ...readSaid(out), wasFull }));
  });
}
