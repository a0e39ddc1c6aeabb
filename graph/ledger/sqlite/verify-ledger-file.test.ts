import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Ledger, RawRecord } from '../ledger.ts';
import { openSqliteLedgerHere } from './sqlite-ledger.ts';
import { openSqliteLedgerReader } from './sqlite-ledger-reader.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'whence-ledger-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function line(position: number, text = `row ${position}`): RawRecord {
  const body = Buffer.from(text);
  return { source: 'mes', partition: 'line 4', position: String(position), body, contentType: 'text/csv', headers: {} };
}

async function withLedger(use: (ledger: Ledger) => Promise<unknown>): Promise<void> {
  const ledger = openSqliteLedgerHere(folder);
  try {
    await use(ledger);
  } finally {
    await ledger.close();
  }
}

async function keep(first: number, last: number, perCommit = 1): Promise<void> {
  await withLedger(async (ledger) => {
    for (let n = first; n <= last; n += perCommit) {
      await ledger.append(Array.from({ length: perCommit }, (_, i) => line(n + i)));
    }
  });
}

describe('the check of the chain', () => {
  // Everywhere: when a page is split, what moved to the new one also stays in the old one's unused part.
  function change(text: string): void {
    const bytes = readFileSync(join(folder, 'ledger.db'));
    for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text)) bytes[at]! ^= 1;
    writeFileSync(join(folder, 'ledger.db'), bytes);
  }

  function flip(at: number, bit = 1): void {
    const bytes = readFileSync(join(folder, 'ledger.db'));
    bytes[at]! ^= bit;
    writeFileSync(join(folder, 'ledger.db'), bytes);
  }

  function verify(): ReturnType<Ledger['reader']['verify']> {
    const reader = openSqliteLedgerReader(folder);
    try {
      return reader.verify();
    } finally {
      reader.close();
    }
  }

  test('names the record whose bytes were changed', async () => {
    await keep(1, 30, 10);
    expect(verify()).toMatchObject({ ok: true, records: 30, batches: 3 });
    change('row 17');
    expect(verify()).toMatchObject({ ok: false, broken: 'record 17 has other bytes than were kept' });
  });

  test('names the record whose head was changed', async () => {
    await withLedger(async (ledger) => {
      await ledger.append([line(1), { ...line(2), headers: { operator: 'Miller' } }]);
    });
    change('Miller');
    expect(verify()).toMatchObject({ ok: false, broken: 'record 2 does not give its leaf' });
  });

  test('names the record whose blob was changed or is gone', async () => {
    await withLedger(async (ledger) => {
      await ledger.append([line(1), line(2, 'long '.repeat(20_000))]);
    });
    const [shard] = readdirSync(join(folder, 'blobs'));
    const [name] = readdirSync(join(folder, 'blobs', shard!));
    const path = join(folder, 'blobs', shard!, name!);
    const bytes = readFileSync(path);
    bytes[99_999]! ^= 1;
    writeFileSync(path, bytes);
    expect(verify()).toMatchObject({ ok: false, broken: 'record 2 has other bytes than were kept' });
    rmSync(path);
    expect(verify().broken).toContain('BLOB_UNKNOWN');
  });

  const tampered = [
    ['removed', 'DELETE FROM record WHERE seq = 5', 'record 5 is missing'],
    ['removed at the end', 'DELETE FROM record WHERE seq = 6', 'record 6 is missing'],
    [
      'put in',
      "INSERT INTO record SELECT 7, stream, source, partition, 'x', received_at, source_time, content_type, headers, flags, body_digest, leaf, blob, range_start, range_end, body FROM record WHERE seq = 6",
      'record 7 is in no batch',
    ],
    [
      'moved',
      'UPDATE record SET seq = CASE seq WHEN 3 THEN -4 ELSE -3 END WHERE seq IN (3, 4); UPDATE record SET seq = -seq WHERE seq < 0',
      'batch of records 3–4 does not give its chain hash',
    ],
    ['counted wrongly', 'UPDATE landed SET stored = 5', 'the count of records of mes is not 5'],
    ['passed by a cursor', "INSERT INTO cursor VALUES ('mes', 'line 4', '9', 9)", 'a cursor is ahead of the records'],
  ] as const;

  test.each(tampered)('finds a record that was %s', async (_, statement, broken) => {
    await keep(1, 6, 2);
    const db = new DatabaseSync(join(folder, 'ledger.db'));
    db.exec(statement);
    db.close();
    expect(verify()).toMatchObject({ ok: false, broken });
  });

  test('does not find whole batches cut off at the end: for that the head must be known from elsewhere', async () => {
    await keep(1, 6, 2);
    const db = new DatabaseSync(join(folder, 'ledger.db'));
    db.exec('DELETE FROM record WHERE seq > 4; DELETE FROM batch WHERE first_seq > 4; UPDATE landed SET stored = 4');
    db.close();
    expect(verify()).toMatchObject({ ok: true, records: 4 });
    expect(() => openSqliteLedgerHere(folder)).toThrow('ROLLBACK');
  });

  test('any flipped bit is found, or nothing that was kept reads otherwise', async () => {
    await withLedger(async (ledger) => {
      for (let n = 1; n <= 60; n += 20) {
        await ledger.append(
          Array.from({ length: 20 }, (_, i) => ({
            ...line(n + i),
            headers: { file: `ops-${n}.csv` },
            sourceTime: 'noon',
          })),
          [{ source: 'mes', partition: 'line 4', state: String(n) }],
        );
      }
    });
    const whole = readFileSync(join(folder, 'ledger.db'));
    const before = readAll();
    let found = 0;
    const flips = 400;
    for (let i = 0; i < flips; i++) {
      const at = Math.floor((whole.length * i) / flips) + (i % 7);
      flip(at, 1 << (i % 8));
      if (isFound()) found++;
      else expect({ at, records: readAll() }).toEqual({ at, records: before });
      writeFileSync(join(folder, 'ledger.db'), whole);
    }
    expect(found).toBeGreaterThan(flips / 4);
  });

  function isFound(): boolean {
    try {
      return !verify().ok;
    } catch {
      return true; // It does not even open.
    }
  }

  function readAll(): unknown {
    const reader = openSqliteLedgerReader(folder);
    try {
      return reader.read(0, 1000).map((record) => ({ ...record, body: Buffer.from(record.body).toString() }));
    } finally {
      reader.close();
    }
  }
});
