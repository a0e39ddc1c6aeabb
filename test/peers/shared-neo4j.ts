import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { canInstall } from './neo4j-install.ts';
import type { Neo4jLine } from './neo4j-install.ts';
import { startNeo4j } from './neo4j-process.ts';
import type { Neo4jServer } from './neo4j-process.ts';

/** A server for as long as a test file needs it; nobody else uses its database meanwhile. */
export interface HeldNeo4j extends Neo4jServer {
  readonly database: string;
  release(): Promise<void>;
}

const { NEO4J_URI, NEO4J_USER = 'neo4j', NEO4J_PASSWORD = '', NEO4J_DATABASE = 'neo4j' } = process.env;

export const hasNeo4j = (line: Neo4jLine): boolean => NEO4J_URI !== undefined || canInstall(line);

/**
 * The server that `NEO4J_URI` names, one test file at a time; otherwise one of our own. A start costs six seconds, so that
 * all test files of one jest worker, which runs one after the other, share one, and it ends with that worker.
 */
export async function holdNeo4j(line: Neo4jLine): Promise<HeldNeo4j> {
  if (NEO4J_URI !== undefined) return holdNamed(NEO4J_URI);
  const server = await ownServer(line);
  return { ...server, database: 'neo4j', release: () => Promise.resolve() };
}

async function ownServer(line: Neo4jLine): Promise<Neo4jServer> {
  const home = join(tmpdir(), `whence-neo4j-${line}-${String(process.pid)}`);
  const told = join(home, 'server.json');
  if (existsSync(told)) return JSON.parse(await readFile(told, 'utf8')) as Neo4jServer;
  await mkdir(home, { recursive: true });
  await writeFile(join(home, 'temporary'), '');
  const server = await startNeo4j(line, home, process.pid);
  await writeFile(told, JSON.stringify(server));
  return server;
}

async function holdNamed(uri: string): Promise<HeldNeo4j> {
  const lock = join(tmpdir(), `whence-neo4j-${createHash('sha256').update(uri).digest('hex').slice(0, 16)}.lock`);
  while (!(await isTaken(lock))) await pause(100);
  const [user, password, database] = [NEO4J_USER, NEO4J_PASSWORD, NEO4J_DATABASE];
  return { uri, user, password, database, release: () => rm(lock, { force: true }) };
}

async function isTaken(lock: string): Promise<boolean> {
  try {
    const file = await open(lock, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch {
    if (!isAlive(Number(await readFile(lock, 'utf8').catch(() => '')))) await rm(lock, { force: true });
    return false;
  }
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}
