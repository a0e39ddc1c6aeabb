import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rename } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ofSystem = '/usr/sbin/sshd';
const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'whence');
const unpacked = join(cache, 'openssh-server');
const isRoot = process.getuid?.() === 0;

const has = (program: string): boolean => ['/usr/bin', '/bin'].some((folder) => existsSync(join(folder, program)));

/** An OpenSSH server is here, or Debian's can be fetched. */
export const canInstallSshd: boolean =
  has('ssh-keygen') && (existsSync(ofSystem) || existsSync(unpacked) || (has('apt-get') && has('dpkg-deb')));

export interface SshdProgram {
  readonly program: string;
  /** Where libraries that came with it lie. */
  readonly libraries: string;
}

/**
 * The OpenSSH server of this machine, else Debian's. Who may install packages gets it installed, since a server run by root
 * needs a user of its own; everybody else gets it unpacked into his cache. No service is started either way.
 */
export async function installSshd(): Promise<SshdProgram> {
  if (existsSync(ofSystem)) return { program: ofSystem, libraries: '' };
  process.stderr.write('whence: apt fetches the OpenSSH server (about 1 MB, once) …\n');
  if (isRoot) await installPackage();
  else if (!existsSync(unpacked)) await unpackPackages();
  if (existsSync(ofSystem)) return { program: ofSystem, libraries: '' };
  const libraries = readdirSync(join(unpacked, 'usr/lib'))
    .map((name) => join(unpacked, 'usr/lib', name))
    .join(':');
  return { program: join(unpacked, 'usr/sbin/sshd'), libraries };
}

async function installPackage(): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const install = ['install', '-y', '-q', '--no-install-recommends', 'openssh-server'];
  // The lists may be older than the package.
  await run('apt-get', install, { env }).catch(async () => {
    await run('apt-get', ['update', '-q'], { env });
    await run('apt-get', install, { env });
  });
}

async function unpackPackages(): Promise<void> {
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(`${unpacked}.`);
  await run('apt-get', ['download', 'openssh-server', 'libwrap0'], { cwd: work });
  const root = join(work, 'root');
  for (const name of readdirSync(work).filter((each) => each.endsWith('.deb')))
    await run('dpkg-deb', ['-x', join(work, name), root]);
  await rename(root, unpacked);
}
