import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { appendFile, cp, mkdir, mkdtemp, readdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createMemoryLedger } from '../../../graph/ledger/memory/memory-ledger.ts';
import type { Ledger } from '../../../graph/ledger/ledger.ts';
import type { ConnectorPort } from '../../connector.ts';
import { createRunner } from '../../runner.ts';
import type { ConfiguredSource } from '../../sources.ts';
import { declaration, noSecrets } from '../../test-intake.ts';
import { builtInReaders } from '../../readers.ts';
import type { FilesConfig } from './config.ts';
import { filesConnector } from './connector.ts';
import { createLocalFiles } from './local-files.ts';

let inbox: string;
let ledger: Ledger;
let warned: string[];

beforeEach(async () => {
  inbox = await mkdtemp(join(tmpdir(), 'whence-files-'));
  ledger = createMemoryLedger({ now: () => 0 });
  warned = [];
});
afterEach(() => rm(inbox, { recursive: true, force: true }));

const usual: FilesConfig = {
  folder: 'in',
  pattern: '*.csv',
  ready: { rename: true },
  every: 1,
  decode: { format: 'csv', encoding: 'utf-8' },
};

const put = async (name: string, text: string): Promise<void> => {
  await mkdir(dirname(join(inbox, name)), { recursive: true });
  await writeFile(join(inbox, name), text);
};

/** A pause that lets somebody do something between two scans. */
type Between = (scan: number) => Promise<void>;

async function take(
  more: Partial<FilesConfig> = {},
  between: Between = () => Promise.resolve(),
  emit?: ConnectorPort['emit'],
): Promise<void> {
  let scan = 0;
  const world = {
    files: createLocalFiles(inbox),
    secrets: noSecrets,
    clock: { now: () => 0, pause: () => between(++scan) },
    random: () => 0,
    log: { info: () => undefined, warn: (message: string) => void warned.push(message) },
  };
  const config = { ...usual, ...more };
  const source = {
    name: 'erp',
    connector: filesConnector,
    config,
    declaration: declaration('erp'),
    reader: builtInReaders.get('epcis@1')!,
  } as unknown as ConfiguredSource;
  const runner = createRunner({ ledger, sources: [source], world });
  const port = emit ? { ...runner.portOf('erp'), emit } : runner.portOf('erp');
  await filesConnector.run(config, port, { once: true });
}

const kept = () => ledger.reader.read(0, 10_000).filter(({ stream }) => stream === 'fact');
const rows = () => kept().map(({ body }) => Buffer.from(body).toString());
const repeats = () => ledger.reader.counts().reduce((sum, { redelivered }) => sum + redelivered, 0);
const left = async (folder = 'in') => (await readdir(join(inbox, folder))).toSorted();

test('the rows of a file are kept one by one, each with its file and its header, and the file is moved', async () => {
  await put('in/a.csv', 'no;lot\n1;L1\n2;L2\n'.replaceAll(';', ','));
  await take();
  expect(rows()).toEqual(['1,L1', '2,L2']);
  expect(kept()[0]).toMatchObject({ headers: { file: 'in/a.csv', head: '0-6' }, blobRange: { start: 7, end: 11 } });
  expect(await left()).toEqual(['archive']);
  expect(await left('in/archive')).toEqual(['a.csv']);
});

test('many small files of one record each need no blob and few commits', async () => {
  for (let n = 0; n < 120; n++) await put(`in/${n}.json`, `{"n":"${n}"}`);
  const commits: number[] = [];
  ledger.onCommit((head) => commits.push(head));
  await take({ pattern: '*.json', decode: { format: 'json' } });
  expect(rows()).toHaveLength(120);
  expect(kept().every(({ blobRange }) => blobRange === undefined)).toBe(true);
  expect(commits).toHaveLength(1);
});

describe('when a file is whole', () => {
  test('by scans: not while it still grows', async () => {
    await put('in/a.csv', 'no\n1\n');
    await take({ ready: { 'stable scans': 3 } }, async (scan) => {
      if (scan <= 2) await appendFile(join(inbox, 'in/a.csv'), `${scan + 1}\n`);
    });
    expect(rows()).toEqual(['1', '2', '3']);
    expect(repeats()).toBe(0);
  });

  test('by its last line', async () => {
    await put('in/a.csv', 'no\n1\n');
    await take({ ready: { trailer: 'E' } });
    expect(rows()).toEqual([]);
    await put('in/a.csv', 'no\n1\nE\n\n');
    await take({ ready: { trailer: 'E' } });
    expect(rows()).toEqual(['1', 'E']);
  });

  test('by a file beside it', async () => {
    await put('in/a.csv', 'no\n1\n');
    await put('in/b.csv', 'no\n2\n');
    await put('in/b.csv.done', '');
    await take({ ready: { 'done file': '.done' } });
    expect(rows()).toEqual(['2']);
  });

  test('by a manifest that lists it', async () => {
    await put('in/a.csv', 'no\n1\n');
    await put('in/b.csv', 'no\n2\n');
    await put('in/day.lst', 'b.csv\n');
    await take({ ready: { manifest: '*.lst' } });
    expect(rows()).toEqual(['2']);
  });
});

describe('a file that came before', () => {
  test('I3: the same bytes under another name are one counted repeat', async () => {
    await put('in/a.csv', 'no\n1\n2\n');
    await take();
    await put('in/copy of a.csv', 'no\n1\n2\n');
    await take();
    expect(rows()).toEqual(['1', '2']);
    expect(repeats()).toBe(1);
  });

  test('I3: two copies at once are kept once', async () => {
    await put('in/a.csv', 'no\n1\n2\n');
    await put('in/b.csv', 'no\n1\n2\n');
    await take();
    expect(rows()).toEqual(['1', '2']);
    expect(repeats()).toBe(1);
  });

  test('grown: its new rows are kept, its old ones are not kept again', async () => {
    await put('in/log.csv', 'no\n1\n2\n');
    await take({ archive: false });
    await put('in/log.csv', 'no\n1\n2\n3\n4\n');
    await take({ archive: false });
    await put('in/log.csv', 'no\n1\n2\n3\n4\n5\n');
    await take({ archive: false });
    expect(rows()).toEqual(['1', '2', '3', '4', '5']);
    // The last row of before is given again each time: it might have been cut.
    expect(repeats()).toBe(2);
  });

  test('I4: a last row that was cut is kept beside the whole one, and both can be found', async () => {
    await put('in/log.csv', 'no\n1\n12');
    await take({ archive: false });
    await put('in/log.csv', 'no\n1\n123\n');
    await take({ archive: false });
    expect(rows()).toEqual(['1', '12', '123']);
    expect(kept()[2]?.position).toBe(`${kept()[1]!.position}#${kept()[2]!.bodyDigest}`);
  });

  test('shrunk: it is kept in one piece and waits', async () => {
    await put('in/log.csv', 'no\n1\n2\n3\n');
    await take({ archive: false });
    await put('in/log.csv', 'no\n1\n');
    await take({ archive: false });
    await take({ archive: false });
    expect(rows()).toEqual(['1', '2', '3', 'no\n1\n']);
    expect(kept()[3]).toMatchObject({ headers: { held: 'FILE_SHRUNK' } });
  });

  test('shorter because it is written anew each time: as declared', async () => {
    await put('in/log.csv', 'no\n1\n2\n3\n');
    await take({ archive: false, rewrites: true });
    await put('in/log.csv', 'no\n7\n');
    await take({ archive: false, rewrites: true });
    expect(rows()).toEqual(['1', '2', '3', '7']);
  });

  test('other content under the same name is kept as well, and marked', async () => {
    await put('in/a.csv', 'no\n1\n2\n');
    await take({ archive: false });
    await put('in/a.csv', 'no\n8\n9\n');
    await take({ archive: false });
    expect(rows()).toEqual(['1', '2', '8', '9']);
    expect(kept()[2]).toMatchObject({ headers: { finding: 'FILE_CHANGED' } });
  });

  test('the next night’s export under an archived name is just a file, and the archive keeps both', async () => {
    await put('in/a.csv', 'no\n1\n2\n');
    await take();
    await put('in/a.csv', 'no\n3\n');
    await take();
    expect(rows()).toEqual(['1', '2', '3']);
    expect(await left('in/archive')).toEqual(['a.csv', 'a.csv~2']);
    expect(kept()[2]?.headers).not.toHaveProperty('held');
  });
});

describe('a rolling file', () => {
  const rolling = { archive: false, rolling: true } as const;
  const controls = () => ledger.reader.read(0, 100).filter(({ stream }) => stream === 'control');
  const held = () => kept().filter(({ headers }) => headers['held'] === 'ROW_VANISHED');

  test('gives its new rows, each once, however often it rolled on', async () => {
    for (const [first, last] of [
      [1, 4],
      [3, 6],
      [5, 9],
      [9, 12],
    ] as const) {
      const now = Array.from({ length: last - first + 1 }, (_, n) => String(first + n));
      await put('in/log.csv', ['no', ...now, ''].join('\n'));
      await take(rolling);
    }
    expect(rows()).toEqual(Array.from({ length: 12 }, (_, n) => String(n + 1)));
    // The last row of before is given again each time: it might have been cut.
    expect(repeats()).toBe(3);
    expect(controls()).toEqual([]);
    expect(held()).toEqual([]);
  });

  test('I4: a last row that was cut is kept beside the whole one', async () => {
    await put('in/log.csv', 'no\n1\n2\n30');
    await take(rolling);
    await put('in/log.csv', 'no\n2\n304\n5\n');
    await take(rolling);
    expect(rows()).toEqual(['1', '2', '30', '304', '5']);
    expect(kept()[3]?.position).toBe(`${kept()[2]!.position}#${kept()[3]!.bodyDigest}`);
  });

  test('I7: rolled on too far between two scans: a gap says so', async () => {
    await put('in/log.csv', 'no\n1\n2\n3\n');
    await take(rolling);
    await put('in/log.csv', 'no\n7\n8\n9\n');
    await take(rolling);
    expect(rows()).toEqual(['1', '2', '3', '7', '8', '9']);
    expect(controls()).toHaveLength(1);
    expect(JSON.parse(Buffer.from(controls()[0]!.body).toString())).toMatchObject({
      cause: 'retention lost',
      recoverable: false,
      missing: expect.stringContaining('in/log.csv'),
    });
  });

  test('a row that vanished from its middle waits until somebody has looked', async () => {
    await put('in/log.csv', 'no\n1\n2\n3\n4\n');
    await take(rolling);
    await put('in/log.csv', 'no\n2\n4\n5\n');
    await take(rolling);
    await take(rolling);
    expect(held().map(({ body }) => Buffer.from(body).toString())).toEqual(['3']);
    expect(rows()).toEqual(['1', '2', '3', '4', '3', '5']);
  });
});

test('a row that vanished from a file that only grows waits as well; the file is found to be changed', async () => {
  await put('in/log.csv', 'no\n1\n2\n3\n');
  await take({ archive: false });
  await put('in/log.csv', 'no\n1\n3\n4\n5\n');
  await take({ archive: false });
  const held = kept().filter(({ headers }) => headers['held'] === 'ROW_VANISHED');
  expect(held.map(({ body }) => Buffer.from(body).toString())).toEqual(['2']);
  expect(kept().at(-1)).toMatchObject({ headers: { finding: 'FILE_CHANGED' } });
});

test('a share with times in whole seconds: a change within the same second is found', async () => {
  const time = new Date('2026-10-14T08:00:00Z');
  const write = async (text: string): Promise<void> => {
    await put('in/a.csv', text);
    await utimes(join(inbox, 'in/a.csv'), time, time);
  };
  await write('no\n1\n2\n');
  await take({ archive: false });
  await write('no\n1\n7\n');
  await take({ archive: false });
  expect(rows()).toContain('7');
});

test('what cannot be framed is kept whole', async () => {
  await put('in/a.json', '{"n": [1, 2');
  await take({ pattern: '*.json', decode: { format: 'json', records: '$.n[*]' } });
  expect(rows()).toEqual(['{"n": [1, 2']);
  expect(kept()[0]).toMatchObject({ headers: { frame: 'whole' } });
});

test('E6: a link is not followed; what it would have brought is stated as missing', async () => {
  await writeFile(join(inbox, 'secret.csv'), 'no\n1\n');
  await mkdir(join(inbox, 'in'));
  await symlink(join(inbox, 'secret.csv'), join(inbox, 'in/a.csv'));
  await take();
  await take();
  expect(rows()).toEqual([]);
  const controls = ledger.reader.read(0, 100).filter(({ stream }) => stream === 'control');
  expect(controls).toHaveLength(1);
  expect(Buffer.from(controls[0]!.body).toString()).toContain('FILE_LINK');
  expect(warned).toEqual(['FILE_LINK: in/a.csv is not read']);
});

test('E6: a folder that is a link leads nowhere', async () => {
  const outside = await mkdtemp(join(tmpdir(), 'whence-outside-'));
  await writeFile(join(outside, 'a.csv'), 'no\n1\n');
  await symlink(outside, join(inbox, 'in'));
  await expect(take()).rejects.toThrow('FILE_LINK');
  await expect(take({ folder: '../outside' })).rejects.toThrow('FILE_LINK');
  await rm(outside, { recursive: true });
  expect(rows()).toEqual([]);
});

test('E6: a file over the limit is refused and stated as missing', async () => {
  await put('in/a.csv', 'no\n1\n2\n3\n4\n');
  await take({ maxBytes: 5 });
  expect(rows()).toEqual([]);
  expect(warned).toEqual(['FILE_TOO_LARGE: in/a.csv is not read']);
});

describe('I1, I2: killed at any point', () => {
  test('before the commit nothing is moved, and everything comes again', async () => {
    await put('in/a.csv', 'no\n1\n2\n');
    await expect(take({}, undefined, () => Promise.reject(new Error('killed')))).rejects.toThrow('killed');
    expect(await left()).toEqual(['a.csv']);
    await take();
    expect(rows()).toEqual(['1', '2']);
    expect(repeats()).toBe(0);
  });

  test('between two commits of one file its cursor is not there yet', async () => {
    const many = Array.from({ length: 2500 }, (_, n) => String(n));
    await put('in/a.csv', ['no', ...many, ''].join('\n'));
    let calls = 0;
    await expect(
      take({}, undefined, async (batch, advance = []) => {
        if (++calls === 3) throw new Error('killed');
        return ledger.append(
          batch.map((record) => ({ ...record, source: 'erp' })),
          advance.map((cursor) => ({ ...cursor, source: 'erp' })),
        );
      }),
    ).rejects.toThrow('killed');
    expect(ledger.reader.cursors('erp')).toEqual([]);
    await take();
    expect(rows()).toEqual(many);
    expect(repeats()).toBe(2000);
  });

  test('between the commit and the move it is moved without being read again', async () => {
    await put('in/a.csv', 'no\n1\n2\n');
    await take();
    await rename(join(inbox, 'in/archive/a.csv'), join(inbox, 'in/a.csv'));
    await take();
    expect(rows()).toEqual(['1', '2']);
    expect(repeats()).toBe(0);
    expect(await left()).toEqual(['archive']);
  });

  test('what is written between reading and moving is read where the file went', async () => {
    await put('in/a.csv', 'no\n1\n');
    await take({}, undefined, async (batch, advance = []) => {
      if (ledger.reader.head().seq === 0) await appendFile(join(inbox, 'in/a.csv'), '2\n');
      return ledger.append(
        batch.map((record) => ({ ...record, source: 'erp' })),
        advance.map((cursor) => ({ ...cursor, source: 'erp' })),
      );
    });
    expect(rows()).toEqual(['1', '2']);
    expect(await left()).toEqual(['archive']);
  });
});

test('I6: a probe reads and lands nothing', async () => {
  await put('in/a.csv', 'no\n1\n2\n');
  const files = createLocalFiles(inbox);
  const report = await filesConnector.probe(usual, { files, alive: () => undefined } as unknown as ConnectorPort);
  expect(report).toMatchObject({ ok: true, records: [{ position: 'in/a.csv:0', preview: '1' }, { preview: '2' }] });
  expect(await left()).toEqual(['a.csv']);
  expect(rows()).toEqual([]);
});

test('files of other sources in the same folder are left alone; ** goes into folders', async () => {
  await put('in/2026/10/a.csv', 'no\n1\n');
  await put('in/b.txt', 'x');
  await take({ pattern: '**/*.csv' });
  expect(rows()).toEqual(['1']);
  expect(await left()).toEqual(['2026', 'archive', 'b.txt']);
  expect(await left('in/archive/2026/10')).toEqual(['a.csv']);
});

// Folders 1, 2 … are what lies in the watched folder at one scan after the other.
interface Expected {
  readonly kept: readonly string[];
  readonly repeats: number;
  readonly held?: readonly string[];
}

const cases = new URL('./cases/', import.meta.url);
const json = (path: URL): unknown => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {});

test.each(readdirSync(cases))('case %s', async (name) => {
  const folder = new URL(`${name}/`, cases);
  const scans = readdirSync(folder)
    .filter((each) => /^\d+$/.test(each))
    .toSorted();
  for (const scan of scans) {
    await cp(new URL(scan, folder), join(inbox, 'in'), { recursive: true });
    await take(json(new URL('config.json', folder)) as Partial<FilesConfig>);
  }
  const { held = [], ...expected } = json(new URL('expected.json', folder)) as Expected;
  expect({ kept: rows(), repeats: repeats() }).toEqual(expected);
  expect(kept().flatMap(({ headers }) => headers['held'] ?? [])).toEqual(held);
});
