import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';

const root = resolve(import.meta.dirname, '../..');
const rooms = ['graph', 'ingest', 'trace', 'queries', 'src'];
const configuration = ['package.json', 'tsconfig.base.json', '.dependency-cruiser.mjs', 'eslint.config.mjs'];

// A house with the real rules and next to nothing in it, so that a rule is tried in a second and not in ten.
let house: string;

const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(house, path)), { recursive: true });
  writeFileSync(join(house, path), text);
};

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'whence-house-'));
  for (const file of configuration) cpSync(join(root, file), join(house, file));
  for (const room of [...rooms, 'test/peers']) {
    mkdirSync(join(house, room), { recursive: true });
    cpSync(join(root, room, 'tsconfig.json'), join(house, room, 'tsconfig.json'));
  }
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'), 'junction');
  write('graph/model/kept.ts', 'export const kept = 1;\n');
  write('graph/model/view-authority.ts', 'export const viewOf = 1;\n');
  write('ingest/read.ts', "import { kept } from '../graph/model/kept.ts';\nexport const read = kept;\n");
  write('trace/kernel.ts', "import { kept } from '../graph/model/kept.ts';\nexport const walked = kept;\n");
});

afterAll(() => {
  rmSync(house, { recursive: true, force: true });
});

const run = (script: string, ...args: string[]): { ok: boolean; output: string } => {
  const done = spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: house,
    encoding: 'utf8',
  });
  return { ok: done.status === 0, output: done.stdout + done.stderr };
};
const compile = (...projects: string[]) => run('typescript/bin/tsc', '-b', ...projects);
const cruise = () =>
  run(
    'dependency-cruiser/bin/dependency-cruiser.mjs',
    '--config',
    '.dependency-cruiser.mjs',
    '--output-type',
    'err',
    ...rooms,
  );
const lint = () => run('eslint/bin/eslint.js', '--no-error-on-unmatched-pattern', ...rooms);

/** Builds with one file more, then takes it away again. */
const having = (path: string, text: string, check: () => void): void => {
  write(path, text);
  try {
    check();
  } finally {
    rmSync(join(house, path));
  }
};

test('what the rooms allow compiles and passes', () => {
  expect(compile('ingest', 'trace', 'queries')).toEqual({ ok: true, output: '' });
  expect(cruise()).toMatchObject({ ok: true });
}, 60_000);

describe('a forbidden import between rooms fails the build', () => {
  test.each([
    ['graph', 'ingest', "import { read } from '../ingest/read.ts';\nexport const x = read;\n"],
    ['trace', 'ingest', "import { read } from '../ingest/read.ts';\nexport const x = read;\n"],
    ['ingest', 'trace', "import { walked } from '../trace/kernel.ts';\nexport const x = walked;\n"],
    ['queries', 'ingest', "import { read } from '../ingest/read.ts';\nexport const x = read;\n"],
  ])(
    '%s imports %s',
    (room, _other, text) => {
      having(`${room}/forbidden.ts`, text, () => {
        const built = compile(room);
        expect(built.ok).toBe(false);
        expect(built.output).toContain('TS6307');
        const cruised = cruise();
        expect(cruised.ok).toBe(false);
        expect(cruised.output).toContain(`room-${room}`);
      });
    },
    60_000,
  );
});

describe('what project references cannot see fails the boundary check', () => {
  test.each([
    [
      'home-of-node-sqlite',
      'graph/flow/fill.ts',
      "import { DatabaseSync } from 'node:sqlite';\nexport const open = DatabaseSync;\n",
    ],
    ['view-is-made-by-access', 'trace/free.ts', "export { viewOf } from '../graph/model/view-authority.ts';\n"],
    [
      'no-cycles',
      'trace/circle.ts',
      "import { circle } from './circle.ts';\nexport const around = (): unknown => circle;\nexport { around as circle };\n",
    ],
    ['nothing-undeclared', 'trace/stray.ts', "import { gone } from './gone.ts';\nexport const x: unknown = gone;\n"],
  ])(
    '%s',
    (rule, path, text) => {
      having(path, text, () => {
        const cruised = cruise();
        expect(cruised.ok).toBe(false);
        expect(cruised.output).toContain(rule);
      });
    },
    60_000,
  );

  test('trace reads types of the store, not the store', () => {
    write('graph/store/store.ts', 'export interface Store { readonly id: string }\nexport const store = { id: 1 };\n');
    having(
      'trace/typed.ts',
      "import type { Store } from '../graph/store/store.ts';\nexport type Kept = Store;\n",
      () => {
        expect(cruise()).toMatchObject({ ok: true });
      },
    );
    having('trace/direct.ts', "import { store } from '../graph/store/store.ts';\nexport const x = store;\n", () => {
      expect(cruise().output).toContain('trace-reads-types-of-store-and-ledger');
    });
  }, 60_000);
});

describe('what pure code may not touch fails the lint', () => {
  let linted: string;
  const touching = [
    ['a clock', 'trace/clock.ts', 'export const now = (): number => Date.now();\n', 'clock'],
    ['today', 'trace/today.ts', 'export const today = (): Date => new Date();\n', 'clock'],
    ['chance', 'trace/chance.ts', 'export const chance = (): number => Math.random();\n', 'randomness'],
    [
      'files',
      'trace/files.ts',
      "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;\n",
      'Only adapters',
    ],
    [
      'a platform module in the model',
      'graph/model/hash.ts',
      "import { createHash } from 'node:crypto';\nexport const x = createHash;\n",
      'independent',
    ],
    [
      'a statement put together',
      'graph/store/sqlite/find.ts',
      'export const find = (db: { exec: (sql: string) => void }, id: string): void => db.exec(`DELETE ${id}`);\n',
      'constant',
    ],
    [
      'a forgotten await',
      'trace/forgotten.ts',
      'const later = async (): Promise<void> => Promise.resolve();\nexport const x = (): void => {\n  later();\n};\n',
      'no-floating-promises',
    ],
  ] as const;

  // One run for all: most of it is the start of the type checker.
  beforeAll(() => {
    for (const [, path, text] of touching) write(path, text);
    linted = lint().output;
    for (const [, path] of touching) rmSync(join(house, path));
  }, 60_000);

  test.each(touching)('%s', (_what, path, _text, message) => {
    const ofFile = linted.split(/\n\n/).find((part) => part.includes(path));
    expect(ofFile).toContain(message);
  });

  test('nothing else', () => {
    expect(lint()).toEqual({ ok: true, output: '' });
  }, 60_000);
});
