import type { OutcomeCounts } from '../../graph/ledger/outcomes.ts';
import type { SourceStatus } from '../../ingest/runner.ts';
import type { ComposeOptions, Service } from '../compose.ts';
import type { Config } from '../config/config.ts';
import type { Cli } from './cli.ts';

export interface TakenIn {
  readonly sources: readonly SourceStatus[];
  readonly outcomes: readonly OutcomeCounts[];
}

/** Runs the sources until nothing is left to take in and all of it has been read. */
export async function takeIn(cli: Cli, config: Config, options: ComposeOptions): Promise<TakenIn> {
  const { compose } = await import('../compose.ts');
  const service = await compose(config, options);
  try {
    await Promise.race([service.lost, interrupted(cli.signal), takeAll(cli, service)]);
    return { sources: service.runner.status(), outcomes: service.outcomes.counts() };
  } finally {
    await service.close();
  }
}

async function takeAll(cli: Cli, service: Service): Promise<void> {
  const progress = cli.progress('Taking in records');
  const watch = setInterval(() => progress.at(service.position()), 100);
  try {
    await service.runner.once();
    progress.doing('Reading records');
    await service.settled((done, total) => progress.at(done, total));
  } finally {
    clearInterval(watch);
    progress.end();
  }
}

/** The sources then end where they are: what they gave so far is kept, and the rest is taken in another time. */
export function interrupted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
