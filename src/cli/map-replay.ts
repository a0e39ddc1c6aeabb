import { WhenceError } from '../../graph/errors.ts';
import type { LedgerPosition } from '../../graph/ledger/ledger.ts';
import { replayStart } from '../../ingest/approve-plan.ts';
import type { PlanBundle } from '../../ingest/mapping/effective-plan.ts';
import type { IdentityDiff } from '../../ingest/pipeline/identity-diff.ts';
import type { EventSample, ReasonGroup, ReplayDiff } from '../../ingest/pipeline/replay-diff.ts';
import { peopleOf } from '../../ingest/person-key-file.ts';
import { mustSayRekey } from '../../ingest/rekey.ts';
import type { ConfiguredSource } from '../../ingest/sources.ts';
import type { Cli } from './cli.ts';
import { post } from './door.ts';
import { exitCode } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { openLedgerOf } from './folder.ts';

const usualLast = 10_000;

export interface ReplayOptions {
  readonly last?: string;
  readonly reason?: string;
  readonly yes?: boolean;
}

interface Planned extends ConfiguredSource {
  readonly bundle: PlanBundle;
}

/** What approving the plan as it stands in its file would do. */
export async function showDiff(cli: Cli, source: ConfiguredSource, options: ReplayOptions): Promise<ExitCode> {
  const diff = await diffOf(cli, planned(source), options);
  if (cli.options.json === true) cli.terminal.printJson({ whence: 'map-diff/1', ...diff });
  else print(cli, diff);
  return exitCode.ok;
}

/** Shows the same, and with --yes does it. */
export async function approve(cli: Cli, source: ConfiguredSource, options: ReplayOptions): Promise<ExitCode> {
  const { reason } = options;
  if (reason === undefined || reason.trim() === '') throw new WhenceError('REASON_REQUIRED');
  const { name, bundle } = planned(source);
  const diff = await diffOf(cli, planned(source), options);
  if (cli.options.json !== true) print(cli, diff);
  if (options.yes !== true) {
    cli.terminal.say('Nothing was done. The same command with --yes puts it into effect.');
    return exitCode.ok;
  }
  const { replayFrom, events: foreseen } = diff;
  const request = { source: name, bundle, actor: await actor(), reason, foreseen };
  const position = await act(cli, 'approve', { ...request, ...(replayFrom === undefined ? {} : { replayFrom }) });
  return done(
    cli,
    { whence: 'map-approve/1', ...diff, position },
    `${diff.new} is in effect from position ${position}.`,
  );
}

export async function propose(cli: Cli, source: ConfiguredSource): Promise<ExitCode> {
  const { name, bundle } = planned(source);
  const position = await act(cli, 'propose', { source: name, bundle, actor: await actor() });
  const says = `${bundle.plan.id} is proposed at position ${position}; it reads nothing until another person approves it.`;
  return done(cli, { whence: 'map-propose/1', position }, says);
}

function done({ options, terminal }: Cli, json: object, says: string): ExitCode {
  if (options.json === true) terminal.printJson(json);
  else terminal.print(says);
  return exitCode.ok;
}

async function actor(): Promise<string> {
  const { personHere } = await import('../access/person.ts');
  return personHere();
}

const act = (cli: Cli, what: 'approve' | 'propose', body: object): Promise<LedgerPosition> =>
  cli.ask(async (door) => (await post<{ readonly position: LedgerPosition }>(door, `/plans/${what}`, body)).position);

function planned(source: ConfiguredSource): Planned {
  if (source.bundle) return { ...source, bundle: source.bundle };
  throw new WhenceError('CONFIG_INVALID', {
    says: `Source ${source.name} is read by a built-in reader, not by a plan`,
  });
}

/** Read beside whoever writes: a service that runs goes on meanwhile. */
async function diffOf(cli: Cli, { name, bundle }: Planned, { last }: ReplayOptions): Promise<ReplayDiff> {
  const config = cli.config();
  const { data } = config;
  const ledger = await openLedgerOf(data);
  const { KeptBookmarks } = await import('../../graph/store/kept-bookmarks.ts');
  const { openGraph } = await import('../../graph/store/open-graph.ts');
  const { storePlace } = await import('../config/store-place.ts');
  const { openSqliteOutcomesReader } = await import('../../graph/ledger/sqlite/sqlite-outcomes.ts');
  const { replayDiff } = await import('../../ingest/pipeline/replay-diff.ts');
  const outcomes = openSqliteOutcomesReader(data);
  const store = await openGraph(storePlace(config), { readOnly: true, bookmarks: new KeptBookmarks(outcomes) });
  try {
    mustSayRekey(ledger, name, bundle);
    const replayFrom = replayStart(ledger, name, lastOf(last));
    const request = { source: name, bundle, ...(replayFrom === undefined ? {} : { replayFrom }) };
    return await replayDiff({ ledger, outcomes, store, people: peopleOf(data) }, request);
  } finally {
    await store.close();
    outcomes.close();
    ledger.close();
  }
}

function lastOf(text: string | undefined): number | 'all' {
  if (text === 'all') return text;
  if (text === undefined) return usualLast;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new WhenceError('BAD_USER_INPUT', { says: `--last is a number of records or all, not ${text}` });
}

function print({ terminal }: Cli, diff: ReplayDiff): void {
  const { source, old, records, events, position } = diff;
  terminal.print(`${source}: ${old ?? 'no plan'} → ${diff.new}, on ${records} records up to position ${position}`);
  for (const [kind, count] of Object.entries(events)) terminal.print(`${String(count).padStart(9)}  ${kind}`);
  const line: Print = (text) => terminal.print(text);
  for (const kind of ['changed', 'added', 'retracted'] as const) printSamples(line, kind, diff[kind]);
  printIdentity(line, diff.identity);
  printGroups(line, 'read from now on, waiting until now', diff.freed);
  printGroups(line, 'no longer readable; what they said stays as it was', diff.unreadable);
}

type Print = (line: string) => void;

function printSamples(line: Print, kind: string, samples: readonly EventSample[]): void {
  if (samples.length > 0) line(`${kind}, for example:`);
  for (const { record, recordKey, rule, verb, says } of samples) {
    line(`  ${recordKey} ${rule} ${verb} (record ${record})`);
    for (const each of kind === 'changed' ? says : says.slice(0, 6)) line(`    ${each}`);
  }
}

const mostShown = 20;

function printIdentity(line: Print, { joined, parted, collapsed }: IdentityDiff): void {
  printSome(line, 'numbers that were several things and would be one', joined, (one) => {
    return `${one.numbers.join(', ')}: ${one.before.join(', ')} → ${one.now.join(', ')}`;
  });
  printSome(line, 'numbers that were one thing and would be several', parted, (one) => {
    return `${one.numbers.join(', ')}: ${one.before.join(', ')} → ${one.now.join(', ')}`;
  });
  printSome(line, 'rows of master data that would be one thing, which bars the approval', collapsed, (one) => {
    return `${one.numbers.join(', ')} → ${one.object}`;
  });
}

function printSome<T extends { readonly first: LedgerPosition }>(
  line: Print,
  title: string,
  all: readonly T[],
  shown: (one: T) => string,
): void {
  if (all.length > 0) line(`${title} (${all.length}):`);
  for (const one of all.slice(0, mostShown)) line(`  ${shown(one)} (first: record ${one.first})`);
}

function printGroups(line: Print, title: string, groups: readonly ReasonGroup[]): void {
  if (groups.length > 0) line(`${title}:`);
  for (const { code, path, value, records, first } of groups)
    line(`  ${records} × ${code} at ${path}: ${value} (first: record ${first})`);
}
