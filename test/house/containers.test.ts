import { describe, expect, test } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parse } from 'yaml';
import { hadolintHere } from '../peers/hadolint.ts';
import { describePeer } from '../peers/describe-peer.ts';
import { describeNeo4j } from '../neo4j/describe-neo4j.ts';
import { neo4jSettings } from '../neo4j/neo4j-settings.ts';

const root = join(import.meta.dirname, '../..');
const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
const composeFile = join(root, 'docker-compose.yml');
const { services } = parse(readFileSync(composeFile, 'utf8'), { merge: true }) as { services: Record<string, Service> };

interface Service {
  readonly image: string;
  readonly profiles?: readonly string[];
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly read_only?: boolean;
}

/** The list that an instruction of the Dockerfile gives, as the container gets it. */
const listOf = (instruction: string): readonly string[] =>
  JSON.parse(new RegExp(`^${instruction} (\\[.*\\])$`, 'm').exec(dockerfile)![1]!) as string[];

describe('docker-compose.yml', () => {
  test('has nothing that its linter complains of', () => {
    const linter = join(root, 'node_modules/dclint/bin/dclint.cjs');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [linter, '--config', join(root, '.dclintrc.json'), composeFile],
      {
        encoding: 'utf8',
      },
    );
    expect({ status, said: `${stdout}${stderr}`.trim() }).toEqual({ status: 0, said: '' });
  });

  test('S17: outside the profile of the example no password is known to anybody', () => {
    for (const { profiles = [], environment } of Object.values(services)) {
      if (profiles.includes('example')) continue;
      const spoken = Object.keys(environment).filter(
        (name) => /AUTH|PASSWORD|SECRET/.test(name) && !name.endsWith('FILE'),
      );
      expect(spoken).toEqual([]);
    }
  });

  test('S18: nothing is published beyond this machine, versions are exact, and only data may be written', () => {
    for (const { image, ports = [], read_only: isReadOnly } of Object.values(services)) {
      expect(image).toMatch(/^(whence|neo4j):\d+\.\d+\.\d+(-community)?$/);
      expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
      if (image.startsWith('whence')) expect(isReadOnly).toBe(true);
    }
    expect(dockerfile).toMatch(/^USER [1-9]\d*$/m);
  });
});

const hadolint = hadolintHere();

describePeer('the Dockerfile under hadolint', hadolint !== undefined, () => {
  test('has nothing to complain of', () => {
    const { status, stdout } = spawnSync(hadolint!, [join(root, 'Dockerfile')], { encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });
});

describeNeo4j('What the containers start, as plain processes', (ground) => {
  test('the example plant is served from Neo4j, is found healthy, and ends when it is told to', async () => {
    const data = mkdtempSync(join(tmpdir(), 'whence-container-'));
    const command = services['example-whence']!.command!.map((word) =>
      word === '/data' ? data : word === '4041' ? '0' : word,
    );
    const service = spawn(process.execPath, [...listOf('ENTRYPOINT').slice(1), ...command, '--units', '60'], {
      cwd: root,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...neo4jSettings(ground().place) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [service.stdout, service.stderr])
      stream.on('data', (text: Buffer) => (said += text.toString()));
    const ended = once(service, 'close');
    try {
      await untilSaid(() => said, /ready after/, service);
      const url = /Whence is at (\S+)/.exec(said)![1]!;
      const check = listOf('HEALTHCHECK .*CMD').slice(1);
      const healthy = spawnSync(
        process.execPath,
        check.map((word) => word.replace('http://127.0.0.1:4040', url)),
      );
      expect(healthy.status).toBe(0);
      const { nodes } = (
        await ground().driver.executeQuery('MATCH (n:TraceObject) RETURN count(n) AS nodes')
      ).records[0]!.toObject();
      expect(nodes).toBeGreaterThan(60);
    } finally {
      service.kill('SIGTERM');
    }
    expect((await ended)[0]).toBe(0);
    rmSync(data, { recursive: true });
  }, 300_000);
});

async function untilSaid(said: () => string, pattern: RegExp, service: ReturnType<typeof spawn>): Promise<void> {
  while (!pattern.test(said())) {
    if (service.exitCode !== null) throw new Error(`It has ended, and said: ${said()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
