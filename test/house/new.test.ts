import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';

const root = resolve(import.meta.dirname, '../..');
const kept = [
  ...['graph', 'ingest', 'trace', 'queries', 'src', 'test', 'tools', 'examples', 'bin', 'docs'],
  ...['package.json', 'tsconfig.json', 'tsconfig.base.json', 'eslint.config.mjs', 'jest.config.mjs'],
  ...['.prettierrc.json', '.prettierignore', '.dependency-cruiser.mjs'],
];

let house: string;
const changed: string[] = [];

const run = (script: string, ...args: string[]): { readonly status: number | null; readonly output: string } => {
  const env = { ...process.env, WHENCE_HOUSE: house };
  const done = spawnSync(process.execPath, [script, ...args], { cwd: house, encoding: 'utf8', env });
  return { status: done.status, output: done.stdout + done.stderr };
};
const make = (...args: string[]) => run(join(house, 'tools/new.ts'), ...args);

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'whence-new-'));
  for (const name of kept) cpSync(join(root, name), join(house, name), { recursive: true });
  // Built already, so that only what is new has to be checked.
  if (existsSync(join(root, '.tsbuild'))) cpSync(join(root, '.tsbuild'), join(house, '.tsbuild'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'), 'junction');
});
afterAll(() => rmSync(house, { recursive: true, force: true }));

test.each([
  ['connector', 'line-printer', 'ingest/connectors/line-printer/connector.ts'],
  ['format', 'plain-lines', 'ingest/formats/plain-lines/plain-lines-format.ts'],
  ['function', 'fold-case', 'ingest/mapping/functions/fold-case.ts'],
  ['verb', 'etch', 'graph/writer/project-etch.ts'],
])('npm run new %s %s makes its files and puts it where it is found', (what, name, file) => {
  const { status, output } = make(what, name);
  expect({ status, output }).toMatchObject({ status: 0, output: expect.stringContaining(file) });
  changed.push(...output.split('\n').filter((line) => /^\S+\.(ts|md)$/.test(line)));
  expect(readFileSync(join(house, file), 'utf8').length).toBeGreaterThan(100);
});

test('a second time it changes nothing, and says why', () => {
  const before = readFileSync(join(house, 'ingest/registry.ts'), 'utf8');
  expect(make('connector', 'line-printer')).toMatchObject({
    status: 1,
    output: expect.stringContaining('is there already'),
  });
  expect(make('connector', 'Line Printer')).toMatchObject({ status: 1 });
  expect(make('door', 'x')).toMatchObject({ status: 1 });
  expect(readFileSync(join(house, 'ingest/registry.ts'), 'utf8')).toBe(before);
});

const code = () => changed.filter((file) => file.endsWith('.ts'));

test('all four pass types, lint and layout', () => {
  expect(run('node_modules/typescript/bin/tsc', '-b')).toEqual({ status: 0, output: '' });
  expect(run('node_modules/eslint/bin/eslint.js', '--max-warnings', '0', ...code())).toEqual({
    status: 0,
    output: '',
  });
  expect(run('node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', ...changed)).toEqual({
    status: 0,
    output: '',
  });
}, 300_000);

test('all four pass their tests, and those that were there', () => {
  const tests = [
    'ingest/connectors/line-printer',
    'test/conformance/connector-pages',
    'ingest/formats/cases',
    'ingest/mapping/functions.test',
    'graph/writer/project',
    'graph/events/validate',
  ];
  const { status, output } = run('tools/jest.mjs', ...tests);
  expect({ status, output }).toMatchObject({ status: 0, output: expect.stringContaining(' 0 failed') });
}, 300_000);
