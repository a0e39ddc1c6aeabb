import { Option } from 'commander';
import { text } from 'node:stream/consumers';
import process from 'node:process';
import type { Group, Page, Refused, Row, Trace } from './answers.ts';
import type { AddCommand, Cli } from './cli.ts';
import { askTrace } from './ask-trace.ts';
import { groupsDocument, rowsDocument } from './documents.ts';
import { ask } from './door.ts';
import type { Door } from './door.ts';
import type { ExitCode } from './exit-code.ts';
import { wholeNumber } from './numbers.ts';
import {
  completenessExit,
  countsText,
  kindsText,
  rowName,
  showCompleteness,
  showQuestion,
  showRefused,
} from './show-answer.ts';
import { showCustomers, showGroups } from './show-groups.ts';
import { startOf } from './start-of.ts';

const groupKeys = ['kind', 'material', 'customer', 'site', 'inclusion'] as const;

interface TraceOptions {
  readonly group?: (typeof groupKeys)[number];
  readonly kind?: readonly string[];
  readonly limit: number;
  readonly rules: 'conservative' | 'certain-only' | 'time-strict';
  readonly reason?: string;
  readonly validAt?: string;
  readonly position?: string;
  readonly jsonl?: boolean;
}

export const addTrace: AddCommand = (program, run) => {
  program
    .command('trace')
    .description('what a thing went into (forward), or what came into it (back)')
    .addArgument(program.createArgument('<direction>', 'back or forward').choices(['back', 'forward']))
    .argument('<ref...>', 'a barcode, a number, or a key that an answer gave; - reads them from standard input')
    .addOption(new Option('--group <by>', 'count by this instead of listing rows').choices(groupKeys))
    .option('--kind <kinds...>', 'only rows of these kinds: unit, lot, logistic, operation …')
    .option('--limit <rows>', 'rows to list', wholeNumber, 20)
    .addOption(
      new Option('--rules <name>', 'what to leave out')
        .choices(['conservative', 'certain-only', 'time-strict'])
        .default('conservative'),
    )
    .option('--reason <text>', 'why something is left out; required by narrower rules')
    .option('--valid-at <time>', 'as valid at this time: 2026-10-14T12:00:00Z')
    .option('--position <position>', 'as known at this ledger position')
    .option('--jsonl', 'the rows as JSON, one a line, all of them')
    .action(run(trace));
};

async function trace(
  cli: Cli,
  direction: 'back' | 'forward',
  refs: readonly string[],
  options: TraceOptions,
): Promise<ExitCode> {
  const starts = (await namedThings(refs)).map((ref) => ({ thing: startOf(ref) }));
  const variables = {
    starts,
    direction: direction === 'back' ? 'BACKWARD' : 'FORWARD',
    ...rulesOf(options),
    ...asOfOf(options),
  };
  return cli.ask(async (door) => {
    const answer = await askTrace(door, variables);
    if (answer.__typename !== 'Trace') return refused(cli, answer);
    if (options.jsonl === true) await printRows(cli, door, answer, options);
    else if (cli.options.json === true) cli.terminal.printJson(await asJson(door, answer, options));
    else await show(cli, door, answer, options);
    return completenessExit(answer.completeness.status);
  });
}

async function namedThings(refs: readonly string[]): Promise<readonly string[]> {
  const read = async (ref: string): Promise<readonly string[]> =>
    ref === '-'
      ? (await text(process.stdin))
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== '')
      : [ref];
  return (await Promise.all(refs.map(read))).flat();
}

function rulesOf({ rules, reason }: TraceOptions): object {
  if (rules === 'conservative') return {};
  const narrower = rules === 'certain-only' ? { certainOnly: true } : { timeStrict: true };
  return { rules: { ...narrower, name: rules, ...(reason === undefined ? {} : { reason }) } };
}

function asOfOf({ validAt, position }: TraceOptions): object {
  if (validAt === undefined && position === undefined) return {};
  return { asOf: { ...(validAt === undefined ? {} : { validAt }), ...(position === undefined ? {} : { position }) } };
}

function refused(cli: Cli, answer: Refused): ExitCode {
  if (cli.options.json === true) cli.terminal.printJson({ whence: 'trace/1', trace: answer });
  return showRefused(cli.terminal, answer);
}

const filterOf = ({ kind }: TraceOptions): object =>
  kind === undefined ? {} : { filter: { kinds: kind.map((name) => name.toUpperCase()) } };

async function asJson(door: Door, answer: Trace, options: TraceOptions): Promise<object> {
  const shown =
    options.group === undefined
      ? { rows: await rowsOf(door, answer, options, options.limit) }
      : { groups: await groupsOf(door, answer, [options.group], filterOf(options)) };
  return { whence: 'trace/1', trace: { ...answer, ...shown } };
}

async function show(cli: Cli, door: Door, answer: Trace, options: TraceOptions): Promise<void> {
  const { terminal } = cli;
  showQuestion(terminal, answer);
  for (const { kind, counts } of answer.summary.byKind) terminal.print(countsText(counts, kindsText(kind)));
  terminal.print();
  if (options.group === 'customer' && options.kind === undefined) {
    showCustomers(terminal, await groupsOf(door, answer, ['customer', 'kind'], {}));
  } else if (options.group !== undefined) {
    showGroups(terminal, options.group, await groupsOf(door, answer, [options.group], filterOf(options)));
  } else {
    await showRows(cli, door, answer, options);
  }
  terminal.print();
  showCompleteness(terminal, answer.completeness);
  const digest = answer.digest ?? 'without a digest while the graph store is away';
  terminal.print(`Answer ${answer.id}, ${digest}, of a ledger in mode ${answer.ledgerMode.toLowerCase()}`);
}

async function showRows({ terminal }: Cli, door: Door, answer: Trace, options: TraceOptions): Promise<void> {
  if (options.limit === 0) return;
  const rows = await rowsOf(door, answer, options, options.limit);
  for (const row of rows) terminal.print(`${String(row.depth).padStart(4)}  ${rowLine(row)}`);
}

function rowLine({ inclusion, reason, customers, ...row }: Row): string {
  const sure = inclusion === 'CERTAIN' ? '' : `, possible: ${reason ?? ''}`;
  const to = customers.length === 0 ? '' : ` → ${customers.map(({ label }) => label).join(', ')}`;
  return `${rowName(row)}${to}${sure}`;
}

async function groupsOf(door: Door, { id }: Trace, by: readonly string[], filter: object): Promise<readonly Group[]> {
  const variables = { id, by: by.map((key) => key.toUpperCase()), ...filter };
  const found = await ask<{ readonly traceById: { readonly groups: readonly Group[] } }>(
    door,
    groupsDocument,
    variables,
  );
  return found.traceById.groups;
}

async function rowsOf(door: Door, answer: Trace, options: TraceOptions, limit: number): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const page of pages(door, answer, options, Math.min(limit, 1000))) {
    rows.push(...page);
    if (rows.length >= limit) break;
  }
  return rows.slice(0, limit);
}

async function printRows({ terminal, signal }: Cli, door: Door, answer: Trace, options: TraceOptions): Promise<void> {
  for await (const page of pages(door, answer, options, 1000)) {
    for (const row of page) terminal.print(JSON.stringify(row));
    if (signal.aborted) return;
  }
}

async function* pages(door: Door, { id }: Trace, options: TraceOptions, first: number): AsyncGenerator<readonly Row[]> {
  if (first === 0) return;
  for (let after: string | undefined; ;) {
    const variables = { id, first, ...(after === undefined ? {} : { after }), ...filterOf(options) };
    const found = await ask<{ readonly traceById: { readonly rows: Page<Row> } }>(door, rowsDocument, variables);
    const { rows, pageInfo } = found.traceById.rows;
    yield rows;
    if (!pageInfo.hasNextPage) return;
    after = pageInfo.endCursor;
  }
}
