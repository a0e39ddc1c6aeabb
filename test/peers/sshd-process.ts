import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { installSshd } from './sshd-install.ts';

const run = promisify(execFile);
const host = '127.0.0.1';

/** A real OpenSSH server that gives nothing but files, on a free port of this machine. */
export interface SshdServer {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Fingerprint of its host key. */
  readonly hostKey: string;
  /** File of the private key that it accepts. */
  readonly privateKey: string;
  /** Folder where a session begins. */
  readonly files: string;
  /** Ends it, sessions included, and starts it again at the same port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts it with everything it needs in `home`. With `readOnly` it refuses every write. */
export async function startSshd(home: string, options: { readonly readOnly?: boolean } = {}): Promise<SshdServer> {
  const { program, libraries } = await installSshd();
  const files = join(home, 'files');
  await mkdir(files, { recursive: true });
  for (const name of ['host', 'user'])
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(home, name)]);
  const port = await freePort();
  await writeFile(join(home, 'sshd.conf'), configuration(home, files, port, options.readOnly ?? false));
  // Where the server, run by root, puts the part that speaks before anybody has logged in.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
  const env = { ...process.env, ...(libraries === '' ? {} : { LD_LIBRARY_PATH: libraries }) };
  const start = async (): Promise<ChildProcess> => {
    const child = spawn(program, ['-D', '-e', '-f', join(home, 'sshd.conf')], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr.on('data', (chunk: Buffer) => appendFileSync(join(home, 'sshd.log'), chunk));
    await isListening(port, child, home);
    return child;
  };
  let server = await start();
  return {
    host,
    port,
    user: userInfo().username,
    hostKey: await fingerprintOf(join(home, 'host.pub')),
    privateKey: join(home, 'user'),
    files,
    async restart() {
      await end(server);
      server = await start();
    },
    stop: () => end(server),
  };
}

const configuration = (home: string, files: string, port: number, readOnly: boolean): string =>
  [
    `Port ${port}`,
    `ListenAddress ${host}`,
    `HostKey ${home}/host`,
    'PidFile none',
    `AuthorizedKeysFile ${home}/user.pub`,
    'StrictModes no',
    'UsePAM no',
    'PermitRootLogin prohibit-password',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'MaxStartups 100',
    'Subsystem sftp internal-sftp',
    `ForceCommand internal-sftp -d ${files}${readOnly ? ' -R' : ''}`,
    '',
  ].join('\n');

async function fingerprintOf(publicKey: string): Promise<string> {
  const { stdout } = await run('ssh-keygen', ['-lf', publicKey]);
  return stdout.split(' ')[1]!;
}

function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once('exit', () => resolve());
    // Each session has a process group of its own, and would outlive the server.
    for (const pid of [server.pid!, ...below(server.pid!)]) killIfThere(pid);
  });
}

function below(pid: number): readonly number[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  const children = existsSync(file) ? readFileSync(file, 'utf8').split(' ').filter(Boolean).map(Number) : [];
  return children.flatMap((child) => [child, ...below(child)]);
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

async function isListening(port: number, server: ChildProcess, home: string): Promise<void> {
  for (let tries = 0; tries < 100 && server.exitCode === null; tries++) {
    if (await answers(port)) return;
    await pause(50);
  }
  throw new Error(
    `The OpenSSH server does not start: ${await readFile(join(home, 'sshd.log'), 'utf8').catch(() => '')}`,
  );
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
