import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { errors, WhenceError } from '../graph/errors.ts';
import { checkEngine, checkFileSystem } from '../graph/ledger/sqlite/engine.ts';
import { lockFolder } from '../graph/ledger/sqlite/folder-lock.ts';
import { checkJournal } from '../graph/ledger/sqlite/ledger-file.ts';
import { openSqliteLedgerReader } from '../graph/ledger/sqlite/sqlite-ledger-reader.ts';
import { openSqliteOutcomesReader } from '../graph/ledger/sqlite/sqlite-outcomes.ts';
import { filesConnector } from '../ingest/connectors/files/connector.ts';
import type { ConfiguredSource } from '../ingest/sources.ts';
import { readConfig } from './config/config.ts';
import type { Config } from './config/config.ts';
import { readConfiguredSources } from './config/configured-sources.ts';
import { examineStore } from './examine-store.ts';
import type { Examined } from './examined.ts';
import type { Surroundings } from './config/find-config.ts';
import { probeSource } from './probe-source.ts';
import { readRunFile } from './run-file.ts';

/** Looks at everything that the service needs, and changes nothing. */
export async function examine(around: Surroundings): Promise<readonly Examined[]> {
  const config = readConfig(around);
  const house = [nodeVersion(), sqliteVersion()];
  if (!config.ok)
    return [
      ...house,
      ...config.faults.map(({ message, code }) => failed('Configuration', message, errors[code].remedy)),
    ];
  const { sources, faults } = readConfiguredSources(config.ok);
  return [
    ...house,
    ...(faults.length === 0
      ? [ok('Configuration', `${config.ok.file ?? 'no file'}, ${sources.length} sources`)]
      : faults.map(({ message, code }) => failed('Configuration', message, errors[code].remedy))),
    ...folderFindings(config.ok),
    ...(await serviceFindings(config.ok)),
    ...ledgerFindings(config.ok),
    ...(await examineStore(config.ok)),
    ...(await Promise.all(sources.map((source) => sourceFindings(config.ok, source)))).flat(),
  ];
}

const ok = (what: string, says: string): Examined => ({ what, state: 'ok', says });
const warning = (what: string, says: string, fix: string): Examined => ({ what, state: 'warning', says, fix });
const failed = (what: string, says: string, fix: string): Examined => ({ what, state: 'failed', says, fix });

function nodeVersion(): Examined {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major >= 24) return ok('Node', process.version);
  return failed(
    'Node',
    `${process.version} is too old`,
    'Run it by npm or bin/whence.mjs, which find Node 24, or install Node 24.',
  );
}

function sqliteVersion(): Examined {
  const version = process.versions['sqlite'] ?? '0';
  return guarded('SQLite', version, () => checkEngine(version));
}

/** What a check throws is its finding, with the remedy of its code. */
function guarded(what: string, says: string, check: () => void): Examined {
  try {
    check();
    return ok(what, says);
  } catch (error) {
    if (error instanceof WhenceError)
      return failed(what, error.details.says ?? error.message, errors[error.code].remedy);
    return failed(what, error instanceof Error ? error.message : String(error), 'See the message.');
  }
}

function folderFindings({ data }: Config): readonly Examined[] {
  const existing = nearestExisting(data);
  const writable = guarded('Data folder', `${data} can be written to`, () => accessSync(existing, constants.W_OK));
  if (writable.state === 'failed')
    return [
      { ...writable, fix: `Give yourself the right to write to ${existing}, or name another folder with --data.` },
    ];
  return [
    writable,
    guarded('File system', 'is one that SQLite can lock', () => checkFileSystem(existing)),
    disk(existing),
  ];
}

const nearestExisting = (path: string): string => (existsSync(path) ? path : nearestExisting(dirname(path)));

function disk(folder: string): Examined {
  const { blocks, bavail, bsize } = statfsSync(folder);
  const used = blocks === 0 ? 0 : 1 - bavail / blocks;
  const says = `${Math.round(used * 100)} % used, ${((bavail * bsize) / 1e9).toFixed(1)} GB free`;
  if (used > 0.9) return failed('Disk', says, errors.DISK_FULL.remedy);
  return used > 0.7 ? warning('Disk', says, errors.DISK_LOW.remedy) : ok('Disk', says);
}

async function serviceFindings({ data, server }: Config): Promise<readonly Examined[]> {
  const running = existsSync(data) && isLocked(data) ? readRunFile(data) : undefined;
  if (running !== undefined) return [await readiness(running.url)];
  const free = await isFree(server.host, server.port);
  const name = `${server.host}:${server.port}`;
  return [
    ok('Service', 'is not running'),
    free ? ok('Port', `${name} is free`) : failed('Port', `${name} is taken`, errors.PORT_IN_USE.remedy),
  ];
}

function isLocked(data: string): boolean {
  const lock = lockFolder(data);
  lock?.release();
  return lock === undefined;
}

async function readiness(url: string): Promise<Examined> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5000) });
    const { status, conditions = [] } = (await response.json()) as Readiness;
    const says = `runs at ${url} and is ${status}`;
    if (status === 'ready') return ok('Service', says);
    const fix = conditions.map(({ code, remedy }) => `${code}: ${remedy}`).join(' ');
    return status === 'degraded' ? warning('Service', says, fix) : failed('Service', says, fix);
  } catch {
    return failed('Service', `has the data folder, and does not answer at ${url}`, errors.SERVER_UNREACHABLE.remedy);
  }
}

interface Readiness {
  readonly status: string;
  readonly conditions?: readonly { readonly code: string; readonly remedy: string }[];
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host, port }, () => server.close(() => resolve(true)));
  });
}

function ledgerFindings({ data }: Config): readonly Examined[] {
  if (!existsSync(join(data, 'ledger.db'))) return [ok('Ledger', 'is not there yet; it is made at the first start')];
  return [
    guarded('Ledger settings', 'its journal is as it must be', () => checkJournal(data)),
    contents(data),
    ...pending(data),
  ];
}

function contents(data: string): Examined {
  const ledger = openSqliteLedgerReader(data);
  try {
    const { seq, epoch } = ledger.head();
    return ok(
      'Ledger',
      `${seq.toLocaleString('en')} records, opened ${epoch} times; \`whence verify\` recomputes its chain`,
    );
  } finally {
    ledger.close();
  }
}

function pending(data: string): readonly Examined[] {
  if (!existsSync(join(data, 'outcomes.db')))
    return [warning('Outcomes', 'are not there', 'They are made at the next start.')];
  const ledger = openSqliteLedgerReader(data);
  const outcomes = openSqliteOutcomesReader(data);
  try {
    const behind = ledger.head().seq - outcomes.through();
    const groups = outcomes.groups();
    const held = groups.reduce((sum, { records }) => sum + records, 0);
    return [
      behind === 0
        ? ok('Backlog', 'every record has been read')
        : warning('Backlog', `${behind} records wait to be read`, 'A running service reads them; start it.'),
      held === 0
        ? ok('Quarantine', 'is empty')
        : warning(
            'Quarantine',
            `${held} records in ${groups.length} groups`,
            '`whence quarantine` shows each group with its remedy.',
          ),
    ];
  } finally {
    outcomes.close();
    ledger.close();
  }
}

/** What stands in the way of a source, and whether it can be reached: it is tried, and nothing is kept of it. */
async function sourceFindings(config: Config, source: ConfiguredSource): Promise<readonly Examined[]> {
  const folder = watchedFolder(config, source);
  return folder?.state === 'warning' ? [folder] : [...(folder ? [folder] : []), await probed(config, source)];
}

async function probed({ folder }: Config, source: ConfiguredSource): Promise<Examined> {
  const what = `Source ${source.name}`;
  try {
    const { ok: isOk, records, findings } = await probeSource(folder, source);
    const says = [`${records.length} records looked at, none kept`, ...findings].join('; ');
    if (isOk) return ok(what, says);
    return failed(what, says, 'Compare what was found with the settings and the plan of the source.');
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    return failed(what, says, error instanceof WhenceError ? errors[error.code].remedy : 'See the message.');
  }
}

function watchedFolder({ folder }: Config, { name, connector, config }: ConfiguredSource): Examined | undefined {
  const { folder: watched, archive } = config as { readonly folder?: string; readonly archive?: string | false };
  // Only what lies on this machine.
  if (watched === undefined || connector.kind !== filesConnector.kind) return undefined;
  const path = resolve(folder, watched);
  if (!existsSync(path))
    return warning(
      `Source ${name}`,
      `${path} is not there`,
      `Make the folder, or correct sources.${name}.config.folder.`,
    );
  const [rights, verb] =
    archive === false ? [constants.R_OK, 'read'] : [constants.R_OK | constants.W_OK, 'read and archived'];
  const check = guarded(`Source ${name}`, `${path} can be ${verb}`, () => accessSync(path, rights));
  if (check.state === 'ok') return check;
  return { ...check, fix: `Give yourself the right to read and write ${path}: kept files are moved to its archive.` };
}
