import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';

const root = resolve(import.meta.dirname, '../..');
let house: string;

const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(house, path)), { recursive: true });
  writeFileSync(join(house, path), text);
};

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'whence-launcher-'));
  for (const part of ['package.json', 'package-lock.json', 'bin', 'tools']) {
    cpSync(join(root, part), join(house, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'), 'junction');
});

afterAll(() => {
  rmSync(house, { recursive: true, force: true });
});

const whence = (...args: string[]) =>
  spawnSync(process.execPath, [join(house, 'bin/whence.mjs'), ...args], { encoding: 'utf8' });

test('start runs src/main.ts, every other command src/cli/whence.ts, with their arguments', () => {
  write('src/main.ts', "console.log('service', ...process.argv.slice(2));\n");
  write('src/cli/whence.ts', "console.log('command', ...process.argv.slice(2));\nprocess.exitCode = 3;\n");
  expect(whence('start', '--port', '1')).toMatchObject({ stdout: 'service start --port 1\n', stderr: '', status: 0 });
  expect(whence('trace', 'back')).toMatchObject({ stdout: 'command trace back\n', stderr: '', status: 3 });
});

test('decorated classes of queries/ run from source, and errors name their line', () => {
  write(
    'queries/thing.ts',
    `import 'reflect-metadata';
import { Field, ObjectType, Query, Resolver, buildSchemaSync } from 'type-graphql';

@ObjectType()
class Thing {
  @Field(() => String)
  key!: string;
}

@Resolver(() => Thing)
class ThingResolver {
  @Query(() => Thing)
  thing(): Thing {
    return { key: 'a' };
  }
}

export const schema = buildSchemaSync({ resolvers: [ThingResolver] });
throw new Error(Object.keys(schema.getType('Thing').getFields()).join());
`,
  );
  write('src/cli/whence.ts', "import '../../queries/thing.ts';\n");
  const done = whence('trace');
  expect(done.stderr).toContain('Error: key');
  expect(done.stderr).toContain('thing.ts:19');
  expect(done.status).toBe(1);
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s reaches a Node that was started for the sources', async (signal) => {
  write(
    'tools/other.mjs',
    "import { spawnNode } from './spawn-node.mjs';\nspawnNode(process.execPath, [process.argv[2]]);\n",
  );
  write(
    'src/waits.mjs',
    "setInterval(() => {}, 1000);\nprocess.once(process.argv[2] ?? 'SIGTERM', () => process.exit(7));\nconsole.log('up');\n",
  );
  const child = spawn(process.execPath, [join(house, 'tools/other.mjs'), join(house, 'src/waits.mjs')]);
  await once(child.stdout, 'data');
  child.kill(signal);
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(signal === 'SIGTERM' ? 7 : 128 + constants.signals.SIGINT);
});

test('a lock that names something else than what is there is noticed', () => {
  const lockPath = join(house, 'package-lock.json');
  const lock = readFileSync(lockPath, 'utf8');
  const check = "import { isInstalled } from './ready.mjs';\nconsole.log(isInstalled(true));\n";
  write('tools/check-installed.mjs', check);
  const installed = () =>
    spawnSync(process.execPath, [join(house, 'tools/check-installed.mjs')], { encoding: 'utf8' }).stdout.trim();
  expect(installed()).toBe('true');
  writeFileSync(lockPath, lock.replace(/("node_modules\/fastify": \{\s*"version": )"[^"]+"/, '$1"0.0.1"'));
  expect(installed()).toBe('false');
  writeFileSync(lockPath, lock);
});
