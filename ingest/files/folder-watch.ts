import type { ConnectorPort } from '../connector.ts';
import { largestFile } from './folder-config.ts';
import type { FolderConfig } from './folder-config.ts';
import type { FileEntry, FilePort } from './file-port.ts';
import { createFileLanding } from './file-landing.ts';
import type { FileLanding } from './file-landing.ts';
import { isSettled, isUnchanged, sha256Of } from './known-file.ts';
import type { ReadFile } from './frame-file.ts';
import { createPattern, goesDeep } from './pattern.ts';
import { endsWithTrailer, isReady, isSignal, sight } from './ready.ts';
import type { Scan, Sighting } from './ready.ts';

/** Everything below the folder that may concern the source, its archive left out. */
async function listFolder(
  { folder, pattern, archive = 'archive' }: FolderConfig,
  files: FilePort,
): Promise<readonly FileEntry[]> {
  const entries = await files.list(folder, { deep: goesDeep(pattern) });
  return archive === false ? entries : entries.filter(({ path }) => !path.startsWith(`${folder}/${archive}/`));
}

/** Files that fit the pattern and carry records, by name. */
export async function candidates(config: FolderConfig, files: FilePort): Promise<readonly FileEntry[]> {
  return (await listFolder(config, files)).filter(fits(config));
}

function fits({ folder, pattern, ready }: FolderConfig): (entry: FileEntry) => boolean {
  const [isOfPattern, isSignalFile] = [createPattern(pattern), isSignal(ready)];
  return ({ path }) => isOfPattern(path.slice(folder.length + 1)) && !isSignalFile(path);
}

export interface FolderWatch {
  run(once: boolean): Promise<void>;
}

/** Follows a folder of `files`, wherever that is, and lands what is whole there. */
export function createFolderWatch(config: FolderConfig, port: ConnectorPort, files: FilePort): FolderWatch {
  const landing = createFileLanding(config, port, files);
  const watch = new Watch(config, port, files, landing);
  return { run: (once) => watch.run(once) };
}

interface Looked {
  readonly taken: number;
  /** What another scan may find whole. */
  readonly waiting: number;
}

const readAhead = 32;

class Watch {
  readonly #config: FolderConfig;
  readonly #port: ConnectorPort;
  readonly #files: FilePort;
  readonly #landing: FileLanding;
  #sightings = new Map<string, Sighting>();

  constructor(config: FolderConfig, port: ConnectorPort, files: FilePort, landing: FileLanding) {
    this.#config = config;
    this.#port = port;
    this.#files = files;
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
    const all = await listFolder(this.#config, this.#files);
    this.#port.alive('protocol');
    const [before, now] = [this.#sightings, this.#port.clock.now()];
    const entries = all.filter(fits(this.#config));
    this.#sightings = new Map(entries.map((entry) => [entry.path, sight(entry, before.get(entry.path), now)]));
    const open = entries.filter((entry) => !this.#isDone(entry));
    const scan = await this.#signals(all);
    const due = open.filter(({ path }) => isReady(this.#config.ready, path, this.#sightings.get(path)!, scan) !== 'no');
    const taken = await this.#take(due);
    return { taken, waiting: 'stable scans' in this.#config.ready ? open.length - due.length : 0 };
  }

  #isDone(entry: FileEntry): boolean {
    if (this.#landing.isDone(entry)) return true;
    const { archive } = this.#config;
    if (archive !== false || !isUnchanged(entry, this.#landing.known(entry.path))) return false;
    // Read once in this run: looked at again only when its time can be believed.
    return this.#sightings.get(entry.path)!.scans > 1 && !this.#isSettled(entry);
  }

  #isSettled(entry: FileEntry): boolean {
    return isSettled(entry, this.#port.clock.now() - this.#sightings.get(entry.path)!.since);
  }

  async #signals(all: readonly FileEntry[]): Promise<Scan> {
    const { ready, folder } = this.#config;
    const names = new Set(all.map(({ path }) => path));
    const listed = new Set<string>();
    if (!('manifest' in ready)) return { names, listed };
    const isManifest = createPattern(ready.manifest);
    for (const { path } of all.filter((entry) => isManifest(entry.path.slice(folder.length + 1)))) {
      const text = Buffer.from(await this.#files.read(path, 1_048_576)).toString('utf8');
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
    const known = this.#landing.known(entry.path);
    if (isUnchanged(entry, known) && known?.isUnsettled !== true) return 'kept';
    const isUnsettled = !this.#isSettled(entry);
    const bytes = await this.#files.read(entry.path, maxBytes);
    if ('trailer' in ready && !endsWithTrailer(bytes, ready.trailer)) return 'not yet';
    this.#port.alive('data');
    return { path: entry.path, bytes, sha256: sha256Of(bytes), isUnsettled };
  }
}
