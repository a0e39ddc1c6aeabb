import { execFile, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { install, javaFor, neo4jLines } from './neo4j-install.ts';
import type { Neo4jLine } from './neo4j-install.ts';

export interface Neo4jServer {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
}

const password = 'known-to-everyone';
const host = '127.0.0.1';
const secondsToStart = 90;

const opened = ['java.nio', 'java.io', 'sun.nio.ch', 'java.lang'].map((name) => `java.base/${name}=ALL-UNNAMED`);
const jvm = ['-Dlog4j2.disable.jmx=true', ...opened.flatMap((name) => ['--add-opens', name])];

// The server ends with the process that it was started for, even where that one is killed, and a home that is marked as
// temporary goes with it. Only its parent knows that a process number is still the server's.
const keeper = `
owner=$1; shift
"$@" & server=$!
echo $server > server.pid
trap 'kill $server; kill -CONT $server' TERM INT
while kill -0 $owner 2>/dev/null && kill -0 $server 2>/dev/null; do sleep 1; done
kill $server 2>/dev/null && kill -CONT $server
wait $server
rm server.pid
if [ -f temporary ]; then rm -rf "$PWD"; fi`;

/**
 * Starts a Neo4j Community of this line on a free loopback port, with auth on and everything it keeps in `home`; a home that
 * was used before is started as it is. The server ends by `stopNeo4j`, or soon after the process `owner`. Its commands begin
 * with `within`, which must end as the command after it.
 */
export async function startNeo4j(
  line: Neo4jLine,
  home: string,
  owner: number,
  within: readonly string[] = [],
): Promise<Neo4jServer> {
  const java = javaFor(line);
  if (java === undefined) throw new Error(`Neo4j ${line} needs another Java: set JAVA_HOME.`);
  const jars = join(await install(line), '*');
  const port = await freePort();
  const conf = join(home, 'conf');
  const env = { ...process.env, NEO4J_HOME: home, NEO4J_CONF: conf };
  const isNew = !existsSync(conf);
  await makeHome(home, conf, port);
  if (isNew) {
    const setPassword = ['-cp', jars, 'org.neo4j.cli.AdminTool', 'dbms', 'set-initial-password', password];
    const [program = '', ...rest] = [...within, java, ...jvm, ...setPassword];
    await promisify(execFile)(program, rest, { env });
  }
  const command = [...within, java, ...memory(), ...jvm, '-cp', jars, neo4jLines[line].main];
  const said = openSync(join(home, 'console.log'), 'a');
  const args = [...command, `--home-dir=${home}`, `--config-dir=${conf}`, '--console-mode'];
  const process_ = spawn('sh', ['-c', keeper, 'keeper', String(owner), ...args], {
    cwd: home,
    detached: true,
    env,
    stdio: ['ignore', said, said],
  });
  closeSync(said);
  process_.unref();
  await isListening(port, home, () => process_.exitCode === null);
  return { uri: `bolt://${host}:${String(port)}`, user: 'neo4j', password };
}

/** It stands still, with all its connections open, until it is told to go on. */
export async function holdStill(home: string): Promise<() => void> {
  const id = Number(await readFile(join(home, 'server.pid'), 'utf8'));
  process.kill(id, 'SIGSTOP');
  return () => process.kill(id, 'SIGCONT');
}

/** Ends the server of this home, cleanly unless told otherwise, and waits until it is gone. */
export async function stopNeo4j(home: string, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  const file = join(home, 'server.pid');
  if (!existsSync(file)) return;
  process.kill(Number(await readFile(file, 'utf8')), signal);
  while (existsSync(file)) await pause(50);
}

/** Benches measure a server as it comes; one for tests ends before what makes it fast has earned its keep. */
const isForBenches = (): boolean => process.env['WHENCE_NEO4J_WARM'] !== undefined;

function memory(): readonly string[] {
  const heap = process.env['WHENCE_NEO4J_HEAP'] ?? '512m';
  const quick = isForBenches() ? [] : ['-XX:TieredStopAtLevel=1'];
  return ['-XX:+UseSerialGC', ...quick, `-Xms${heap}`, `-Xmx${heap}`];
}

async function makeHome(home: string, conf: string, port: number): Promise<void> {
  const folders = ['data', 'logs', 'conf', 'run', 'import', 'plugins', 'licenses'];
  for (const folder of folders) await mkdir(join(home, folder), { recursive: true });
  const settings = {
    'server.bolt.listen_address': `${host}:${String(port)}`,
    'server.bolt.advertised_address': `${host}:${String(port)}`,
    'server.http.enabled': 'false',
    'server.https.enabled': 'false',
    'server.memory.pagecache.size': process.env['WHENCE_NEO4J_PAGE_CACHE'] ?? '128m',
    'db.tx_log.preallocate': 'false',
    // Small graphs that are emptied again and again would have every statement planned anew each time.
    'dbms.cypher.min_replan_interval': '1h',
    // A statement is planned anew for lists of 1, 10, 100 … rows, which takes a server that was just started seconds each time.
    ...(isForBenches() ? {} : { 'internal.cypher.use_parameter_size': 'false' }),
    // A connection that the other end no longer hears of ends in seconds instead of minutes.
    'server.bolt.connection_keep_alive': '2s',
    'server.bolt.connection_keep_alive_probes': '2',
    'dbms.usage_report.enabled': 'false',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(join(conf, 'neo4j.conf'), lines.join(''));
}

async function isListening(port: number, home: string, isAlive: () => boolean): Promise<void> {
  for (let tries = secondsToStart * 10; tries > 0 && isAlive(); tries--) {
    if (await answers(port)) return;
    await pause(100);
  }
  throw new Error(`Neo4j does not start; ${home}/console.log ends:\n${await lastLines(join(home, 'console.log'))}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    socket.on('error', () => resolve(false));
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

async function lastLines(file: string): Promise<string> {
  return (await readFile(file, 'utf8')).split('\n').slice(-12).join('\n');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, host, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
