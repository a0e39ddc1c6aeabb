import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';

const root = resolve(import.meta.dirname, '../..');
let house: string;

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'whence-tests-'));
  for (const part of ['package.json', 'jest.config.mjs', 'tools', 'test/peers']) {
    cpSync(join(root, part), join(house, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'), 'junction');
});

afterAll(() => {
  rmSync(house, { recursive: true, force: true });
});

/** Runs the given tests as `npm run jest` does, and gives the last line and the exit code. */
function runTests(suites: Record<string, string>, environment: Record<string, string> = {}) {
  const folder = join(house, 'trace');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [name, body] of Object.entries(suites)) {
    const imports =
      "import { expect, test } from '@jest/globals';\nimport { describePeer } from '../test/peers/describe-peer.ts';\n";
    writeFileSync(join(folder, `${name}.test.ts`), `${imports}void [expect, test, describePeer];\n${body}\n`);
  }
  const env = { ...process.env, CI: '', ...environment };
  const done = spawnSync(process.execPath, ['tools/jest.mjs'], { cwd: house, env, encoding: 'utf8' });
  return { line: done.stdout.trimEnd().split('\n').at(-1), code: done.status };
}

const passes = "test('passes', () => {});";
const fails = "test('fails', () => { expect(1).toBe(2); });";
const peer = `describePeer('a peer', false, () => { ${passes} });`;

test('the closing line counts what passed and failed', () => {
  expect(runTests({ one: passes + fails, two: passes })).toEqual({ line: '2 passed, 1 failed', code: 1 });
  expect(runTests({ one: passes })).toEqual({ line: '1 passed, 0 failed', code: 0 });
}, 60_000);

test('a suite that cannot run counts as failed', () => {
  const broken = "import './gone.ts';";
  expect(runTests({ one: passes, two: broken })).toEqual({ line: '1 passed, 1 failed', code: 1 });
}, 60_000);

test('an absent peer is counted as skipped, and is a failure where CI=true', () => {
  expect(runTests({ one: passes + peer })).toEqual({ line: '1 passed, 0 failed, 1 skipped', code: 0 });
  expect(runTests({ one: passes + peer }, { CI: 'true' })).toEqual({ line: '1 passed, 1 failed', code: 1 });
}, 60_000);
