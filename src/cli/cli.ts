import type { Command } from 'commander';
import type { Config } from '../config/config.ts';
import type { Surroundings } from '../config/find-config.ts';
import type { Door } from './door.ts';
import type { ExitCode } from './exit-code.ts';
import type { Progress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** What every command takes. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly color: boolean;
  readonly data?: string;
  readonly server?: string;
  readonly config?: string;
}

/** What a command works with. */
export interface Cli {
  readonly options: GlobalOptions;
  readonly terminal: Terminal;
  readonly around: Surroundings;
  /** Aborted by the first Ctrl-C: finish what was begun and end. */
  readonly signal: AbortSignal;
  /** The configuration that counts here; refuses what is wrong with it. */
  config(): Config;
  progress(what: string): Progress;
  /** Gives the service to ask: the named one, the one that runs on the data folder, or one made for this command. */
  ask<T>(questions: (door: Door) => Promise<T>): Promise<T>;
}

export type Work<Arguments extends readonly unknown[]> = (cli: Cli, ...args: Arguments) => Promise<ExitCode>;

/** Adds one command. `run` makes an action of what the command does. */
export type AddCommand = (
  program: Command,
  run: <Arguments extends readonly unknown[]>(work: Work<Arguments>) => (...args: unknown[]) => Promise<void>,
) => void;
