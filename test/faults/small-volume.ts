import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** A file system of so few megabytes that a test can fill it. */
export interface SmallVolume {
  /** What a command begins with that is to see it. */
  readonly within: readonly string[];
  /** A shell script, run where it is mounted. */
  run(script: string): string;
  /** Leaves room for so many bytes. */
  fill(leave: number): void;
  makeRoom(): void;
  close(): void;
}

const ownMounts = ['-rm'];

/** It takes no more rights than to make a namespace, which some containers refuse. */
export const canMountVolume = (): boolean =>
  spawnSync('unshare', [...ownMounts, 'sh', '-c', 'mount -t tmpfs tmpfs /mnt']).status === 0;

/** Mounted over an empty folder, in a namespace that ends with this process: nothing stays mounted, whatever happens. */
export async function openSmallVolume(folder: string, megabytes: number): Promise<SmallVolume> {
  const script = 'mount -t tmpfs -o size=$1 tmpfs "$2" && echo mounted && exec cat';
  const args = [...ownMounts, 'sh', '-c', script, 'sh', `${megabytes}m`, folder];
  const keeper = spawn('unshare', args, { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(keeper.stdout, 'data');
  const within = ['nsenter', '--preserve-credentials', '-U', '-m', '-t', String(keeper.pid)];
  const run = (text: string): string => {
    const { status, stdout, stderr } = spawnSync(
      within[0]!,
      [...within.slice(1), 'sh', '-ec', `cd "$1"; ${text}`, 'sh', folder],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(stderr);
    return stdout;
  };
  return {
    within,
    run,
    fill: (leave) => void run(`head -c $(($(stat -f -c '%a * %S' .) - ${leave})) /dev/zero > ballast`),
    makeRoom: () => void run('rm ballast'),
    close: () => keeper.stdin.end(),
  };
}
