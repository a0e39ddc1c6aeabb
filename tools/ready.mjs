import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

// This file runs on whatever Node is there (20 or newer) before anything is installed: no packages, no types.

export const root = fileURLToPath(new URL('..', import.meta.url));
const wantedMajor = 24;

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, dev?: boolean, link?: boolean }} Locked */

/** @param {string} text */
const say = (text) => process.stderr.write(`whence: ${text}\n`);

/** @param {string} file */
function lockedPackages(file) {
  const lock = /** @type {{ packages: Record<string, Locked> }} */ (JSON.parse(readFileSync(join(root, file), 'utf8')));
  return lock.packages;
}

/**
 * npm leaves a lock of what it really installed; comparing the two finds a changed lock and a half-done install alike.
 * Optional packages are those of other platforms as well, so their absence says nothing.
 *
 * @param {boolean} development
 */
export function isInstalled(development) {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false;
  const present = lockedPackages('node_modules/.package-lock.json');
  return Object.entries(lockedPackages('package-lock.json')).every(([path, wanted]) => {
    if (path === '' || wanted.optional === true || (wanted.dev === true && !development)) return true;
    return present[path]?.version === wanted.version && present[path]?.integrity === wanted.integrity;
  });
}

/** @param {readonly string[]} args */
function npm(args) {
  const cli = process.env['npm_execpath'];
  // Standard output belongs to the command that was asked for.
  /** @type {import('node:child_process').SpawnSyncOptions} */
  const options = { cwd: root, stdio: ['ignore', 2, 2] };
  if (cli !== undefined && cli.endsWith('.js')) {
    return spawnSync(process.env['npm_node_execpath'] ?? process.execPath, [cli, ...args], options);
  }
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

/** @param {boolean} development */
function install(development) {
  const started = Date.now();
  say('packages are missing or changed; running npm ci (about a minute, once) …');
  const done = npm(development ? ['ci', '--include=dev'] : ['ci']);
  if (done.status !== 0) {
    say('npm ci failed; see above. It needs the npm registry or a filled npm cache.');
    process.exit(1);
  }
  say(`packages installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** The Node that can run the sources: the running one when new enough, else the one that came as a package. */
function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= wantedMajor) return process.execPath;
  const { platform, arch } = process;
  const folder = join(root, 'node_modules', `node-${platform === 'win32' ? 'win' : platform}-${arch}`, 'bin');
  const packaged = join(folder, platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(packaged)) return packaged;
  say(
    `Node ${wantedMajor} or newer is needed; this is ${process.version} on ${platform}-${arch}, for which no Node is packaged.`,
  );
  say(`Install Node ${wantedMajor} (https://nodejs.org) and run the same command again.`);
  return process.exit(1);
}

/**
 * Installs what the lock names and is not there, and finds a Node that runs the sources. Says what it does; silent and quick when
 * there is nothing to do.
 *
 * @param {{ readonly development: boolean }} what
 * @returns {string} the path of that Node
 */
export function makeReady({ development }) {
  if (!isInstalled(development)) install(development);
  return findNode();
}
