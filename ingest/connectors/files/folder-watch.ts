import type { ConnectorPort, FileEntry } from '../../connector.ts';
import { largestFile } from './config.ts';
import type { FilesConfig } from './config.ts';
import { createFileLanding } from './file-landing.ts';
import type { FileLanding } from './file-landing.ts';
import { isUnchanged, sha256Of } from './known-file.ts';
import type { ReadFile } from './frame-file.ts';
import { createPattern, goesDeep } from './pattern.ts';
import { endsWithTrailer, isReady, isSignal, sight } from './ready.ts';
import type { Scan, Sighting } from './ready.ts';

/** Everything below the folder that may concern the source, its archive left out. */
async function listFolder(
  { folder, pattern, archive = 'archive' }: FilesConfig,
  { files }: ConnectorPort,
): Promise<readonly FileEntry[]> {
  const entries = await files.list(folder, { deep: goesDeep(pattern) });
  return archive === false ? entries : entries.filter(({ path }) => !path.startsWith(`${folder}/${archive}/`));
}

/** Files that fit the pattern and carry records, by name. */
export async function candidates(config: FilesConfig, port: ConnectorPort): Promise<readonly FileEntry[]> {
  return (await listFolder(config, port)).filter(fits(config));
}

function fits({ folder, pattern, ready }: FilesConfig): (entry: FileEntry) => boolean {
  const [isOfPattern, isSignalFile] = [createPattern(pattern), isSignal(ready)];
  return ({ path }) => isOfPattern(path.slice(folder.length + 1)) && !isSignalFile(path);
}

export interface FolderWatch {
  run(once: boolean): Promise<void>;
}

export function createFolderWatch(config: FilesConfig, port: ConnectorPort): FolderWatch {
  const landing = createFileLanding(config, port);
  const watch = new Watch(config, port, landing);
  return { run: (once) => watch.run(once) };
}

interface Looked {
  readonly taken: number;
  /** What another scan may find whole. */
  readonly waiting: number;
}

const readAhead = 32;

class Watch {
  readonly #config: FilesConfig;
  readonly #port: ConnectorPort;
  readonly #landing: FileLanding;
  #sightings = new Map<string, Sighting>();

  constructor(config: FilesConfig, port: ConnectorPort, landing: FileLanding) {
    this.#config = config;
    this.#port = port;
    this.#landing = landing;
  }

  async run(once: boolean): Promise<void> {
    const { signal, clock } = this.#port;
    while (!signal.aborted) {
      const { taken, waiting } = await this.#look();
      if (once && taken === 0 && waiting === 0) return;
      const isBusy = once && waiting === 0;
      if (!isBusy) await clock.pause(this.#config.every ?? 1000);
    }
  }

  /** One scan: takes what is whole. */
  async #look(): Promise<Looked> {
    const all = await listFolder(this.#config, this.#port);
    this.#port.alive('protocol');
    const before = this.#sightings;
    const entries = all.filter(fits(this.#config));
    this.#sightings = new Map(entries.map((entry) => [entry.path, sight(entry, before.get(entry.path))]));
    const open = entries.filter((entry) => !this.#landing.isDone(entry));
    const scan = await this.#signals(all);
    const due = open.filter(({ path }) => isReady(this.#config.ready, path, this.#sightings.get(path)!, scan) !== 'no');
    const taken = await this.#take(due);
    return { taken, waiting: 'stable scans' in this.#config.ready ? open.length - due.length : 0 };
  }

  async #signals(all: readonly FileEntry[]): Promise<Scan> {
    const { ready, folder } = this.#config;
    const names = new Set(all.map(({ path }) => path));
    const listed = new Set<string>();
    if (!('manifest' in ready)) return { names, listed };
    const isManifest = createPattern(ready.manifest);
    for (const { path } of all.filter((entry) => isManifest(entry.path.slice(folder.length + 1)))) {
      const text = Buffer.from(await this.#port.files.read(path, 1_048_576)).toString('utf8');
      for (const line of text.split(/\r?\n/)) if (line.trim() !== '') listed.add(`${folder}/${line.trim()}`);
    }
    return { names, listed };
  }

  async #take(due: readonly FileEntry[]): Promise<number> {
    let taken = 0;
    for (let i = 0; i < due.length && !this.#port.signal.aborted; i += readAhead) {
      const some = due.slice(i, i + readAhead);
      const files = await Promise.all(some.map((entry) => this.#read(entry)));
      for (const [n, file] of files.entries()) {
        if (file === 'not yet') continue;
        await this.#landing.land(some[n]!, file);
        taken++;
      }
    }
    await this.#landing.flush();
    return taken;
  }

  /** The file, a refusal, or that its end is not there yet. */
  async #read(entry: FileEntry): Promise<ReadFile | 'FILE_LINK' | 'FILE_TOO_LARGE' | 'kept' | 'not yet'> {
    const { maxBytes = largestFile, ready } = this.#config;
    if (entry.isLink) return 'FILE_LINK';
    if (entry.size > maxBytes) return 'FILE_TOO_LARGE';
    if (isUnchanged(entry, this.#landing.known(entry.path))) return 'kept';
    const bytes = await this.#port.files.read(entry.path, maxBytes);
    if ('trailer' in ready && !endsWithTrailer(bytes, ready.trailer)) return 'not yet';
    return { path: entry.path, bytes, sha256: sha256Of(bytes) };
  }
}
