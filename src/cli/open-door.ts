import { setTimeout as pause } from 'node:timers/promises';
import { WhenceError } from '../../graph/errors.ts';
import type { FolderLock } from '../../graph/ledger/sqlite/folder-lock.ts';
import type { Service } from '../compose.ts';
import { readRunFile } from '../run-file.ts';
import type { Cli } from './cli.ts';
import { httpDoor } from './door.ts';
import type { Door } from './door.ts';
import { hasLedger } from './folder.ts';

const patienceMs = 15_000;
const betweenMs = 100;

/**
 * The named service; else the one that runs on the data folder; else one made here, without connectors and without a port,
 * which reads what the ledger holds and answers like any other.
 */
export async function openDoor(cli: Cli): Promise<Door> {
  if (cli.options.server !== undefined) return httpDoor(cli.options.server);
  const config = cli.config();
  if (!hasLedger(config.data)) throw new WhenceError('DATA_EMPTY', { folder: config.data });
  const lock = await lockOrAddress(config.data, cli);
  if (typeof lock === 'string') return httpDoor(lock);
  const { compose } = await import('../compose.ts');
  const service = await compose(config, { lock, sources: [] });
  await readLedger(cli, service);
  return { name: config.data, fetch: service.fetch, close: () => service.close() };
}

/** What was kept and not read when the folder was last left. A store that is away is waited for only so long. */
async function readLedger(cli: Cli, service: Service): Promise<void> {
  const progress = cli.progress('Reading the ledger');
  const end = new AbortController();
  try {
    const settled = service.settled((done, total) => progress.at(done, total));
    // Whoever no longer waits for it must not be ended by it.
    settled.catch(() => undefined);
    const away = await Promise.race([settled, storeAway(service, end.signal)]);
    if (away !== undefined) cli.terminal.say(`${away} The answer is of what the saved index knows.`);
  } catch (error) {
    await service.close();
    throw error;
  } finally {
    end.abort();
    progress.end();
  }
}

/** Why the store does not come, once it has not for so long. */
async function storeAway(service: Service, ending: AbortSignal): Promise<string | undefined> {
  for (let waited = 0; waited < patienceMs && !ending.aborted;) {
    await pause(betweenMs);
    waited = service.waitingFor() === undefined ? 0 : waited + betweenMs;
  }
  return service.waitingFor()?.message;
}

/** A lock on the folder, or the address of the service that has it: also of one that is only just starting. */
async function lockOrAddress(data: string, { signal }: Cli): Promise<FolderLock | string> {
  const { lockFolder } = await import('../../graph/ledger/sqlite/folder-lock.ts');
  for (let waited = 0; waited < patienceMs && !signal.aborted; waited += betweenMs) {
    const lock = lockFolder(data);
    if (lock !== undefined) return lock;
    const running = readRunFile(data);
    if (running !== undefined) return running.url;
    await pause(betweenMs);
  }
  throw new WhenceError('DATA_IN_USE', { folder: data });
}
