import { fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import type { Ledger, RawRecord } from '../../graph/ledger/ledger.ts';
import { openSqliteLedger, openSqliteLedgerHere } from '../../graph/ledger/sqlite/sqlite-ledger.ts';

// node test/bench/ledger.ts [records] [folder]: what the ledger keeps and reads in a second, on the disk of the folder.
const total = Number(process.argv[2] ?? 200_000);
const root = mkdtempSync(join(process.argv[3] ?? tmpdir(), 'whence-bench-'));
const body = Buffer.from(`4711;PC-700;B0815;${'x'.repeat(180)}`);
const headers = { file: 'operations-2026-03-14.csv' };

function record(n: number): RawRecord {
  const position = n.toString().padStart(9, '0');
  return { source: 'mes', partition: 'line 4', position, body, contentType: 'text/csv', headers };
}

function records(first: number, count: number): readonly RawRecord[] {
  return Array.from({ length: count }, (_, i) => record(first + i));
}

function say(what: string, value: string): void {
  process.stdout.write(`${what.padEnd(52)} ${value}\n`);
}

function quantile(sorted: readonly number[], part: number): string {
  return `${sorted[Math.floor(sorted.length * part)]!.toFixed(3)} ms`;
}

function syncTimes(times: number): readonly number[] {
  const file = openSync(join(root, 'sync'), 'w');
  const page = Buffer.alloc(4096);
  return Array.from({ length: times }, () => {
    writeSync(file, page);
    const start = performance.now();
    fsyncSync(file);
    return performance.now() - start;
  }).toSorted((a, b) => a - b);
}

/** `outstanding` appends of `size` records are on their way at any time. */
async function rate(ledger: Ledger, count: number, size: number, outstanding: number): Promise<string> {
  let next = ledger.reader.head().seq + 1;
  const end = next + count;
  const one = async (): Promise<void> => {
    while (next < end) {
      const first = next;
      next += size;
      await ledger.append(records(first, size));
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: outstanding }, one));
  return `${Math.round((count / (performance.now() - start)) * 1000).toLocaleString('en')} records/s`;
}

async function single(ledger: Ledger, times: number): Promise<readonly number[]> {
  const taken: number[] = [];
  for (let i = 0; i < times; i++) {
    const one = records(ledger.reader.head().seq + 1, 1);
    const start = performance.now();
    await ledger.append(one);
    taken.push(performance.now() - start);
  }
  return taken.toSorted((a, b) => a - b);
}

function replay(ledger: Ledger): string {
  const start = performance.now();
  let seq = 0;
  for (let page = ledger.reader.read(0, 1000); page.length > 0; page = ledger.reader.read(seq, 1000))
    seq = page.at(-1)!.seq;
  return `${Math.round((seq / (performance.now() - start)) * 1000).toLocaleString('en')} records/s`;
}

async function measure(name: string, ledger: Ledger): Promise<void> {
  say(`${name}: 1,000 a call, 4 calls outstanding`, await rate(ledger, total, 1000, 4));
  say(`${name}: 1,000 a call, 1 call outstanding`, await rate(ledger, total, 1000, 1));
  say(`${name}: 1 a call, 1,000 outstanding`, await rate(ledger, total, 1, 1000));
  say(`${name}: 1 a call, 64 outstanding`, await rate(ledger, Math.min(total, 50_000), 1, 64));
  const taken = await single(ledger, 1000);
  say(`${name}: one record, acknowledged p50`, quantile(taken, 0.5));
  say(`${name}: one record, acknowledged p99`, quantile(taken, 0.99));
  say(`${name}: replay in pages of 1,000`, replay(ledger));
  await ledger.close();
}

const sync = syncTimes(500);
say('one sync of 4 KiB, p50', quantile(sync, 0.5));
say('one sync of 4 KiB, p99', quantile(sync, 0.99));
await measure('own thread', await openSqliteLedger(join(root, 'worker')));
await measure('same thread', openSqliteLedgerHere(join(root, 'here')));
rmSync(root, { recursive: true });
