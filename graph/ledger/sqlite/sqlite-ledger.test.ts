import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Ledger, RawRecord } from '../ledger.ts';
import type { SqliteLedgerHereOptions } from './sqlite-ledger.ts';
import { openSqliteLedger, openSqliteLedgerHere } from './sqlite-ledger.ts';

let root: string;
let folder: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'whence-ledger-'));
  folder = join(root, 'data');
});
afterEach(() => rmSync(root, { recursive: true }));

function line(position: number, text = `row ${position}`): RawRecord {
  const body = Buffer.from(text);
  return { source: 'mes', partition: 'line 4', position: String(position), body, contentType: 'text/csv', headers: {} };
}

async function withLedger(
  use: (ledger: Ledger) => Promise<unknown>,
  options: SqliteLedgerHereOptions = {},
  where = folder,
): Promise<void> {
  const ledger = openSqliteLedgerHere(where, options);
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

/** The write-ahead log is there only while the ledger is open. */
function copyWhileOpen(to: string): void {
  cpSync(folder, to, { recursive: true });
  rmSync(join(to, 'ledger.db-shm'), { force: true });
}

describe('S5: an older ledger copy never starts unnoticed', () => {
  test('a ledger that is shorter than last seen is refused', async () => {
    await keep(1, 2);
    cpSync(join(folder, 'ledger.db'), join(root, 'older.db'));
    await keep(3, 4);
    cpSync(join(root, 'older.db'), join(folder, 'ledger.db'));
    expect(() => openSqliteLedgerHere(folder)).toThrow('ROLLBACK');
    await expect(openSqliteLedger(folder)).rejects.toMatchObject({ code: 'ROLLBACK', details: { found: 2, seen: 4 } });
  });

  test('a ledger that went another way since is refused', async () => {
    await keep(1, 2);
    cpSync(join(folder, 'ledger.db'), join(root, 'older.db'));
    await keep(3, 4);
    const note = readFileSync(join(folder, 'ledger.head'));
    cpSync(join(root, 'older.db'), join(folder, 'ledger.db'));
    rmSync(join(folder, 'ledger.head'));
    await keep(13, 18);
    writeFileSync(join(folder, 'ledger.head'), note);
    expect(() => openSqliteLedgerHere(folder)).toThrow('ROLLBACK: The ledger has another past');
  });

  test('another ledger, or none, is refused', async () => {
    await keep(1, 2);
    const note = readFileSync(join(folder, 'ledger.head'));
    rmSync(join(folder, 'ledger.db'));
    expect(() => openSqliteLedgerHere(folder)).toThrow('ROLLBACK: The ledger is gone');
    rmSync(join(folder, 'ledger.head'));
    await keep(1, 2);
    writeFileSync(join(folder, 'ledger.head'), note);
    expect(() => openSqliteLedgerHere(folder)).toThrow('ROLLBACK: This is another ledger');
  });

  test('a refused start changes nothing', async () => {
    await keep(1, 2);
    const ledger = readFileSync(join(folder, 'ledger.db'));
    const note = JSON.parse(readFileSync(join(folder, 'ledger.head'), 'utf8')) as { seq: number };
    writeFileSync(join(folder, 'ledger.head'), JSON.stringify({ ...note, seq: 3 }));
    expect(() => openSqliteLedgerHere(folder)).toThrow('ROLLBACK');
    expect(readFileSync(join(folder, 'ledger.db')).equals(ledger)).toBe(true);
  });

  test('the note may be behind, torn or elsewhere', async () => {
    await keep(1, 2);
    const behind = readFileSync(join(folder, 'ledger.head'));
    await keep(3, 4);
    writeFileSync(join(folder, 'ledger.head'), behind);
    await keep(5, 6);
    writeFileSync(join(folder, 'ledger.head'), '{"store":');
    await keep(7, 8);
    const headNote = join(root, 'elsewhere');
    await withLedger(async (ledger) => expect(await ledger.append([line(9)])).toHaveLength(1), { headNote });
    expect(JSON.parse(readFileSync(headNote, 'utf8'))).toMatchObject({ seq: 9 });
  });

  test('a ledger of a newer version is refused', async () => {
    await keep(1, 1);
    const db = new DatabaseSync(join(folder, 'ledger.db'));
    db.exec('PRAGMA user_version = 2');
    db.close();
    expect(() => openSqliteLedgerHere(folder)).toThrow('LEDGER_ENGINE');
  });
});

describe('S6: a failing disk', () => {
  const failed = (errcode: number): Error => Object.assign(new Error('disk'), { code: 'ERR_SQLITE_ERROR', errcode });
  const syncFailed = 1034; // SQLITE_IOERR_FSYNC
  const diskFull = 13;

  test('full: nothing is kept and nobody is told otherwise; intake resumes by itself', async () => {
    let isFull = false;
    const failpoint = (): void => {
      if (isFull) throw failed(diskFull);
    };
    await withLedger(
      async (ledger) => {
        await ledger.append([line(1)]);
        isFull = true;
        const both = [
          ledger.append([line(2)]),
          ledger.append([line(3)], [{ source: 'mes', partition: 'p', state: '3' }]),
        ];
        for (const refused of both) await expect(refused).rejects.toMatchObject({ code: 'LEDGER_FULL' });
        expect(ledger.reader.head().seq).toBe(1);
        isFull = false;
        expect(await ledger.append([line(2), line(3)])).toEqual([2, 3].map((seq) => ({ kind: 'kept', seq })));
        expect(ledger.reader.verify()).toMatchObject({ ok: true, records: 3 });
      },
      // The failure of a commit is before it; after it the disk has taken it.
      { failpoint: (at) => at === 'before commit' && failpoint() },
    );
  });

  test.each(['before commit', 'after commit'] as const)(
    'a sync that fails %s: the file is checked and the batch is kept once',
    async (where) => {
      let failures = 0;
      const failpoint = (at: string): void => {
        if (at === where && failures++ === 1) throw failed(syncFailed);
      };
      await withLedger(
        async (ledger) => {
          await ledger.append([line(1)]);
          expect(await ledger.append([line(2), line(1)])).toEqual([
            { kind: 'kept', seq: 2 },
            { kind: 'repeat', seq: 1 },
          ]);
          await ledger.append([line(3)]);
          expect(failures).toBeGreaterThan(1);
          expect(ledger.reader.counts()).toMatchObject([{ stored: 3, redelivered: 1 }]);
          expect(ledger.reader.verify()).toMatchObject({ ok: true, records: 3 });
        },
        { failpoint },
      );
    },
  );

  test('three failed syncs in ten minutes stop intake; later it resumes with no loss', async () => {
    let now = Date.UTC(2026, 2, 14);
    let isFailing = false;
    let failures = 0;
    const failpoint = (): void => {
      if (!isFailing) return;
      failures++;
      throw failed(syncFailed);
    };
    await withLedger(
      async (ledger) => {
        await ledger.append([line(1)]);
        isFailing = true;
        await expect(ledger.append([line(2)])).rejects.toMatchObject({ code: 'LEDGER_IO' });
        expect(failures).toBe(3);
        isFailing = false;
        await expect(ledger.append([line(2)])).rejects.toMatchObject({ code: 'LEDGER_IO' });
        expect(ledger.reader.head().seq).toBe(1);
        now += 10 * 60 * 1000;
        expect(await ledger.append([line(2)])).toEqual([{ kind: 'kept', seq: 2 }]);
        expect(ledger.reader.verify()).toMatchObject({ ok: true, records: 2 });
      },
      { failpoint, now: () => now },
    );
  });

  test('a file that is found damaged takes nothing more', async () => {
    const failpoint = (at: string): void => {
      if (at !== 'after commit') return;
      const other = new DatabaseSync(join(folder, 'ledger.db'));
      other.exec("UPDATE record SET body = x'00'");
      other.close();
      throw failed(syncFailed);
    };
    await withLedger(
      async (ledger) => {
        const damaged = { code: 'LEDGER_IO', details: { says: 'record 1 has other bytes than were kept' } };
        await expect(ledger.append([line(1)])).rejects.toMatchObject(damaged);
        await expect(ledger.append([line(2)])).rejects.toMatchObject({ code: 'LEDGER_IO' });
        expect(ledger.reader.head().seq).toBe(1);
      },
      { failpoint },
    );
  });

  test('S2: a writer whose file failed finds itself fenced when another took over meanwhile', async () => {
    let successor: Ledger | undefined;
    const failpoint = (at: string): void => {
      if (at !== 'after commit' || successor !== undefined) return;
      successor = openSqliteLedgerHere(folder);
      throw failed(syncFailed);
    };
    await withLedger(
      async (ledger) => {
        await expect(ledger.append([line(1)])).rejects.toMatchObject({ code: 'FENCED' });
        expect(await successor!.append([line(1), line(2)])).toMatchObject([{ kind: 'repeat' }, { kind: 'kept' }]);
        await successor!.close();
      },
      { failpoint },
    );
  });
});

describe('S1: a torn write-ahead log', () => {
  test('cut anywhere, what is left is a whole number of commits whose chain is right', async () => {
    const kept: number[] = [];
    await withLedger(async (ledger) => {
      for (let n = 1; n <= 20; n += 2) await ledger.append([line(n), line(n + 1)]);
      const size = readFileSync(join(folder, 'ledger.db-wal')).length;
      for (let part = 0; part <= 16; part++) {
        const torn = join(root, `torn-${part}`);
        copyWhileOpen(torn);
        truncateSync(join(torn, 'ledger.db-wal'), Math.floor((size * part) / 16));
        rmSync(join(torn, 'ledger.head'), { force: true });
        await withLedger(
          async (left) => {
            const { records, ok } = left.reader.verify();
            expect(ok).toBe(true);
            expect(records % 2).toBe(0);
            kept.push(records);
            const again = Array.from({ length: 20 }, (_, i) => line(i + 1));
            const receipts = await left.append(again);
            expect(receipts.filter(({ kind }) => kind === 'repeat')).toHaveLength(records);
            expect(left.reader.head().seq).toBe(20);
          },
          {},
          torn,
        );
      }
    });
    expect(kept[0]).toBe(0);
    expect(kept.at(-1)).toBe(20);
    expect(new Set(kept).size).toBeGreaterThan(5);
  });

  test('S5: where it took with it what was seen last, the ledger is refused', async () => {
    await withLedger(async (ledger) => {
      for (let n = 1; n <= 10; n++) await ledger.append([line(n)]);
      copyWhileOpen(join(root, 'torn'));
    });
    truncateSync(join(root, 'torn', 'ledger.db-wal'), 60_000);
    cpSync(join(folder, 'ledger.head'), join(root, 'torn', 'ledger.head'));
    expect(() => openSqliteLedgerHere(join(root, 'torn'))).toThrow('ROLLBACK: The ledger is shorter');
  });
});

/** Bytes that this process has read by system calls, from memory or disk; Linux alone counts them. */
function readBytes(): number | undefined {
  if (!existsSync('/proc/self/io')) return undefined;
  return Number(/^rchar: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);
}

describe('blobs', () => {
  test('rows of one large file are read without reading the file for each', async () => {
    const rows = 2000;
    const file = Buffer.alloc(20 * 1024 * 1024, 'a row of the file\n');
    await withLedger(async (ledger) => {
      const blob = await ledger.putBlob(file);
      const records = Array.from({ length: rows }, (_, i) => ({
        ...line(i),
        body: { blob, start: i * 18, end: i * 18 + 18 },
      }));
      await ledger.append(records);
      const before = readBytes();
      expect(ledger.reader.read(0, rows)).toHaveLength(rows);
      // Once or twice the file, and not two thousand times.
      if (before !== undefined) expect(readBytes()! - before).toBeLessThan(5 * file.length);
    });
  });

  test('a page ends early where its bodies are large, and reading goes on', async () => {
    const body = Buffer.alloc(30 * 1024 * 1024);
    await withLedger(async (ledger) => {
      const blob = await ledger.putBlob(body);
      await ledger.append([1, 2, 3].map((n) => ({ ...line(n), body: { blob, start: 0, end: body.length - n } })));
      expect(ledger.reader.read(0, 10).map(({ seq }) => seq)).toEqual([1, 2]);
      expect(ledger.reader.read(2, 10).map(({ seq }) => seq)).toEqual([3]);
    });
  });

  test('S1: a blob is whole or not there', async () => {
    await withLedger(async (ledger) => {
      const blob = await ledger.putBlob(Buffer.from('a file'));
      const shard = join(folder, 'blobs', blob.slice(0, 2));
      expect(readdirSync(shard)).toEqual([blob.slice(2)]);
      expect(existsSync(join(shard, `${blob.slice(2)}.tmp`))).toBe(false);
    });
  });
});

test('S20: a clock that is set back and forth changes no order and no recognition of repeats, and is shown', async () => {
  const hour = 3_600_000;
  const calls = [
    { at: 10 * hour, lines: [1] },
    { at: 9 * hour, lines: [2] },
    { at: 9 * hour + 1, lines: [3] },
    { at: 34 * hour, lines: [2, 4] },
    { at: 33 * hour, lines: [5] },
  ];
  let now = 0;
  await withLedger(
    async (ledger) => {
      const receipts = [];
      for (const { at, lines } of calls) {
        now = at;
        receipts.push(...(await ledger.append(lines.map((n) => line(n)))));
      }
      expect(receipts.map(({ kind }) => kind)).toEqual(['kept', 'kept', 'kept', 'repeat', 'kept', 'kept']);
      const records = ledger.reader.read(0, 10);
      expect(records.map(({ position }) => position)).toEqual(['1', '2', '3', '4', '5']);
      expect(records.map(({ receivedAt }) => receivedAt)).toEqual(calls.map(({ at }) => new Date(at).toISOString()));
      expect(ledger.reader.verify()).toMatchObject({ ok: true, clockBack: [2, 5] });
    },
    { now: () => now },
  );
});
