import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';

const isOnPath = (program: string): boolean =>
  ['/usr/bin', '/bin', '/sbin'].some((at) => existsSync(`${at}/${program}`));

/** Whether a program is here or can be had: who may install Debian packages gets it installed, once. */
export function hasProgram(program: string, debianPackage: string): boolean {
  if (isOnPath(program)) return true;
  if (process.getuid?.() !== 0 || !isOnPath('apt-get')) return false;
  process.stderr.write(`whence: apt fetches ${debianPackage} (once) …\n`);
  const install = ['install', '-y', '-q', '--no-install-recommends', debianPackage];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // The lists may be older than the package.
  if (spawnSync('apt-get', install, { env }).status !== 0) {
    spawnSync('apt-get', ['update', '-q'], { env });
    spawnSync('apt-get', install, { env });
  }
  return isOnPath(program);
}
