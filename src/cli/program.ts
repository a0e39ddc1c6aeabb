import { Command, CommanderError } from 'commander';
import { WhenceError } from '../../graph/errors.ts';
import { loadConfig } from '../config/config.ts';
import type { Surroundings } from '../config/find-config.ts';
import type { AddCommand, Cli, GlobalOptions, Work } from './cli.ts';
import { addConfig } from './config.ts';
import { addDecisions } from './decide.ts';
import { addDemo } from './demo.ts';
import { addDoctor } from './doctor.ts';
import type { Door } from './door.ts';
import { exitCode, exitCodeOf } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { addIngest } from './ingest.ts';
import { addKey } from './key.ts';
import { addMap } from './map.ts';
import { openDoor } from './open-door.ts';
import { createProgress } from './progress.ts';
import { addQuarantine } from './quarantine.ts';
import { addRebuild } from './rebuild.ts';
import { addResolve } from './resolve.ts';
import { addSources } from './sources.ts';
import { addStart } from './start.ts';
import { createTerminal } from './terminal.ts';
import type { Stream } from './terminal.ts';
import { addTrace } from './trace.ts';
import { addVerify } from './verify.ts';
import { addWhy } from './why.ts';

/** What a command line runs in. */
export interface World extends Pick<Surroundings, 'cwd' | 'env'> {
  readonly out: Stream;
  readonly errors: Stream;
  readonly signal: AbortSignal;
}

const commands: readonly AddCommand[] = [
  addStart,
  addDemo,
  addIngest,
  addTrace,
  addWhy,
  addResolve,
  addSources,
  addQuarantine,
  addDecisions,
  addMap,
  addKey,
  addRebuild,
  addVerify,
  addDoctor,
  addConfig,
];

/** Runs one command line, without the program's name, to its exit code. Never throws. */
export async function runCommandLine(args: readonly string[], world: World): Promise<ExitCode> {
  let code: ExitCode = exitCode.ok;
  const program = newProgram(world);
  const run =
    <Arguments extends readonly unknown[]>(work: Work<Arguments>) =>
    async (...given: unknown[]): Promise<void> => {
      const cli = cliOf(program.opts<GlobalOptions>(), world);
      // Commander adds the command itself as the last argument.
      code = await work(cli, ...(given.slice(0, -1) as unknown as Arguments));
    };
  for (const add of commands) add(program, run);
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return failed(error, program.opts<GlobalOptions>(), world);
  }
}

function newProgram({ out, errors }: World): Command {
  return new Command('whence')
    .description('Where a thing came from, where it went, and how sure the answer is.')
    .option('--data <dir>', 'data folder (default: data)')
    .option('--server <url>', 'ask the service at this address')
    .option('--config <file>', 'configuration (default: whence.yaml)')
    .option('--json', 'answer as JSON')
    .option('--quiet', 'only data and errors')
    .option('--no-color', 'no colours')
    .exitOverride()
    .configureOutput({ writeOut: (text) => out.write(text), writeErr: (text) => errors.write(text) })
    .showSuggestionAfterError()
    .helpCommand(false)
    .addHelpText('after', helpText);
}

const helpText = `
Exit codes: 0 ok, 1 error, 2 usage, 3 not found, 4 answered but truncated or gapped, 5 check failed, 6 not permitted,
7 service or store unavailable, 130 interrupted.`;

function cliOf(options: GlobalOptions, world: World): Cli {
  const { cwd, env, out, errors, signal } = world;
  const isQuiet = options.quiet === true;
  const terminal = createTerminal({ out, errors, isQuiet, mayColour: options.color && env['NO_COLOR'] === undefined });
  const flags = options.data === undefined ? {} : { data: options.data };
  const around = { cwd, env, flags, file: options.config };
  const cli: Cli = {
    options,
    terminal,
    around,
    signal,
    config: () => loadConfig(around),
    progress: (what) => createProgress(terminal, what),
    ask: (questions) => withDoor(cli, questions),
  };
  return cli;
}

async function withDoor<T>(cli: Cli, questions: (door: Door) => Promise<T>): Promise<T> {
  const door = await openDoor(cli);
  try {
    return await questions(door);
  } finally {
    await door.close();
  }
}

function failed(error: unknown, { json }: GlobalOptions, { errors, signal }: World): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.ok : exitCode.usage;
  if (signal.aborted) return exitCode.interrupted;
  const code = error instanceof WhenceError ? error.code : 'INTERNAL';
  const message = (error as Error | undefined)?.message ?? String(error);
  errors.write(json === true ? `${JSON.stringify({ error: { code, message } })}\n` : `whence: ${message}\n`);
  if (!(error instanceof WhenceError)) errors.write(`${(error as Error | undefined)?.stack ?? ''}\n`);
  return error instanceof WhenceError ? exitCodeOf(error.code) : exitCode.error;
}
