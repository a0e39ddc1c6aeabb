import { WhenceError } from '../../graph/errors.ts';
import type { Config } from '../config/config.ts';
import type { ConfiguredSource } from '../../ingest/sources.ts';
import type { AddCommand, Cli } from './cli.ts';
import type { ExitCode } from './exit-code.ts';
import { lockData } from './lock-data.ts';
import { showOutcomes } from './show-outcomes.ts';
import { takeIn } from './take-in.ts';

export const addIngest: AddCommand = (program, run) => {
  program
    .command('ingest')
    .description('take in what the sources have, once. A running service does so by itself')
    .argument('[source...]', 'these sources only')
    .action(run(ingest));
};

async function ingest(cli: Cli, names: readonly string[]): Promise<ExitCode> {
  const config = cli.config();
  const sources = await chosenSources(config, names);
  const outcome = await takeIn(cli, config, { lock: await lockData(config.data), sources });
  return showOutcomes(cli, outcome);
}

async function chosenSources(config: Config, names: readonly string[]): Promise<readonly ConfiguredSource[]> {
  const { configuredSources } = await import('../config/configured-sources.ts');
  const sources = configuredSources(config);
  const known = sources.map(({ name }) => name);
  const odd = names.find((name) => !known.includes(name));
  if (odd !== undefined)
    throw new WhenceError('CONFIG_INVALID', { says: `There is no source ${odd}; there are ${known.join(', ')}` });
  return names.length === 0 ? sources : sources.filter(({ name }) => names.includes(name));
}
