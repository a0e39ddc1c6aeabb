import { loadConfig } from '../config/config.ts';
import type { Config } from '../config/config.ts';
import type { Service } from '../compose.ts';
import type { AddCommand, Cli } from './cli.ts';
import { makePlant } from './demo.ts';
import type { DemoOptions } from './demo.ts';
import { exitCode } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { lockData } from './lock-data.ts';
import { wholeNumber } from './numbers.ts';
import { interrupted } from './take-in.ts';

interface StartOptions extends DemoOptions {
  readonly port?: string;
}

export const addStart: AddCommand = (program, run) => {
  program
    .command('start')
    .description('serve the data folder and follow its sources; without any configuration, the example plant')
    .option('--port <port>', 'port to listen on; 0 takes a free one')
    .option('--units <count>', 'of a new example plant: how many valves it makes (default: 20000)', wholeNumber)
    .option('--seed <number>', 'of a new example plant: another seed, another plant', wholeNumber)
    .action(run(start));
};

async function start(cli: Cli, options: StartOptions): Promise<ExitCode> {
  const began = performance.now();
  const around = {
    ...cli.around,
    flags: { ...cli.around.flags, ...(options.port === undefined ? {} : { 'server.port': options.port }) },
  };
  const first = loadConfig(around);
  const lock = await lockData(first.data);
  if (first.file === undefined) await makePlant(cli, first.data, options);
  const config = first.file === undefined ? loadConfig(around) : first;
  const { configuredSources } = await import('../config/configured-sources.ts');
  const { compose } = await import('../compose.ts');
  const service = await compose(config, { lock, sources: configuredSources(config) });
  try {
    await serve(cli, config, service, began);
    return exitCode.ok;
  } finally {
    await service.close();
  }
}

async function serve(cli: Cli, config: Config, service: Service, began: number): Promise<void> {
  const { terminal, signal } = cli;
  const url = await service.listen(config.server);
  terminal.print(`Whence is at ${url} (data in ${config.data}; Ctrl-C ends it)`);
  const ended = interrupted(signal);
  await Promise.race([service.lost, ended, takeInFirst(cli, service, began)]);
  if (signal.aborted) return;
  const { exampleQuestion } = await import('../example-question.ts');
  const question = exampleQuestion(config.data);
  if (question !== undefined) terminal.print(`${question.words}\n  ${question.command}\n  or in the browser: ${url}`);
  await Promise.race([service.lost, ended]);
  terminal.say('Ending …');
}

/**
 * What lies there already, so that it can be said when all of it is in. Then the sources are followed: the graph may take long,
 * or its database come later, and the ledger waits for neither.
 */
async function takeInFirst(cli: Cli, service: Service, began: number): Promise<void> {
  const progress = cli.progress('Taking in records');
  const watch = setInterval(() => progress.at(service.position()), 100);
  const isEnding = (): boolean => cli.signal.aborted;
  try {
    await service.runner.once();
    if (isEnding()) return;
    service.runner.start();
    progress.doing('Reading records');
    await service.settled((done, total) => progress.at(done, total));
  } finally {
    clearInterval(watch);
    progress.end();
  }
  if (isEnding()) return;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  // What the graph has read may be all of the ledger anew.
  const taken = service.runner.status().reduce((sum, { stored }) => sum + stored, 0);
  cli.terminal.print(
    taken === 0
      ? `Nothing new; ready after ${seconds} s.`
      : `${taken.toLocaleString('en')} records taken in; ready after ${seconds} s.`,
  );
}
