import type { AddCommand, Cli } from './cli.ts';
import type { ExitCode } from './exit-code.ts';
import { lockData } from './lock-data.ts';
import { wholeNumber } from './numbers.ts';
import { showOutcomes } from './show-outcomes.ts';
import { takeIn } from './take-in.ts';

export interface DemoOptions {
  readonly units?: number;
  readonly seed?: number;
}

export const addDemo: AddCommand = (program, run) => {
  program
    .command('demo')
    .description('write the files of the example plant into the data folder and take them in, without serving')
    .option('--units <count>', 'how many valves the plant makes (default: 20000)', wholeNumber)
    .option('--seed <number>', 'another seed, another plant', wholeNumber)
    .action(run(demo));
};

async function demo(cli: Cli, options: DemoOptions): Promise<ExitCode> {
  const { data } = cli.config();
  const lock = await lockData(data);
  await makePlant(cli, data, options);
  const { configuredSources } = await import('../config/configured-sources.ts');
  // Read again: the plant brought its own configuration.
  const config = cli.config();
  const outcome = await takeIn(cli, config, { lock, sources: configuredSources(config) });
  return showOutcomes(cli, outcome);
}

/** Where there is none yet. */
export async function makePlant(cli: Cli, data: string, { units, seed }: DemoOptions): Promise<void> {
  const { hasExamplePlant, makeExamplePlant } = await import('../example-plant.ts');
  if (hasExamplePlant(data)) return;
  cli.terminal.say(`Writing the files of the example plant to ${data} …`);
  const size = { ...(units === undefined ? {} : { units }), ...(seed === undefined ? {} : { seed }) };
  await makeExamplePlant(data, size, cli.signal);
}
