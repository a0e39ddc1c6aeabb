import { Option } from 'commander';
import type { Edge, ExplainedTrace, Reading, Refused, WhyIn, WhyOut } from './answers.ts';
import type { AddCommand, Cli } from './cli.ts';
import { askTrace } from './ask-trace.ts';
import { resolveDocument, whyDocument } from './documents.ts';
import { ask } from './door.ts';
import type { Door } from './door.ts';
import { exitCode } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { showRefused } from './show-answer.ts';
import { startOf } from './start-of.ts';
import { table } from './table.ts';
import type { Terminal } from './terminal.ts';

interface WhyOptions {
  readonly in?: string;
  readonly from?: string;
  readonly direction: 'forward' | 'back';
}

export const addWhy: AddCommand = (program, run) => {
  program
    .command('why')
    .description('why a thing is in an answer, down to the records; or why it is not')
    .argument('<ref>', 'the thing: a barcode, a number, or a key that an answer gave')
    .option('--in <answer>', 'id of the answer')
    .option('--from <ref>', 'or what the answer starts from')
    .addOption(new Option('--direction <direction>', 'with --from').choices(['forward', 'back']).default('forward'))
    .action(run(why));
};

type Asked<T> =
  { readonly ok: T; readonly refused?: undefined } | { readonly ok?: undefined; readonly refused: Refused };

async function why(cli: Cli, ref: string, options: WhyOptions): Promise<ExitCode> {
  if ((options.in === undefined) === (options.from === undefined)) {
    cli.terminal.complain('whence: name the answer with --in ID, or what it starts from with --from REF');
    return exitCode.usage;
  }
  return cli.ask(async (door) => {
    const thing = await keyOf(door, ref);
    const answer = thing.refused ?? (options.in === undefined ? await answerFrom(door, options) : { ok: options.in });
    const refused = thing.refused ?? ('refused' in answer ? answer.refused : undefined);
    if (refused !== undefined) return showRefused(cli.terminal, refused);
    return explain(cli, door, (answer as { readonly ok: string }).ok, thing.ok!);
  });
}

async function explain(cli: Cli, door: Door, id: string, thing: string): Promise<ExitCode> {
  const variables = { id, thing };
  const { traceById: answer } = await ask<{ readonly traceById: ExplainedTrace | Refused }>(
    door,
    whyDocument,
    variables,
  );
  if (answer.__typename !== 'Trace') return showRefused(cli.terminal, answer);
  if (cli.options.json === true) cli.terminal.printJson({ whence: 'why/1', thing, trace: answer });
  else if (answer.why.__typename === 'WhyIn') showIn(cli.terminal, answer, answer.why);
  else showOut(cli.terminal, answer.why);
  return answer.why.__typename === 'WhyIn' ? exitCode.ok : exitCode.notFound;
}

async function answerFrom(door: Door, { from, direction }: WhyOptions): Promise<Asked<string>> {
  const variables = {
    starts: [{ thing: startOf(from!) }],
    direction: direction === 'back' ? 'BACKWARD' : 'FORWARD',
  };
  const trace = await askTrace(door, variables);
  return trace.__typename === 'Trace' ? { ok: trace.id } : { refused: trace };
}

/** `why` takes a key: a number that names one known thing is as good. */
async function keyOf(door: Door, ref: string): Promise<Asked<string>> {
  const start = startOf(ref);
  if ('id' in start) return { ok: start.id };
  const { resolve } = await ask<{ readonly resolve: readonly Reading[] }>(door, resolveDocument, { texts: [ref] });
  const ids = new Set(resolve.flatMap(({ matches }) => matches.map(({ id }) => id)));
  const [only] = ids;
  if (ids.size === 1) return { ok: only! };
  const name = ids.size === 0 ? 'UnknownObject' : 'AmbiguousObject';
  const code = ids.size === 0 ? 'UNKNOWN_OBJECT' : 'AMBIGUOUS_OBJECT';
  const message = ids.size === 0 ? `Nothing is known under ${ref}.` : `Several things bear the name ${ref}.`;
  const remedy = ids.size === 0 ? 'Search a part of it: whence resolve.' : 'Name one of them by its id.';
  return { refused: { __typename: name, code, message, remedy, readings: resolve } };
}

function showIn(terminal: Terminal, { starts }: ExplainedTrace, why: WhyIn): void {
  const sure = why.inclusion === 'CERTAIN' ? 'certainly' : 'possibly';
  terminal.print(`${terminal.styled('bold', sure)} reached from ${starts.map(({ label }) => label).join(', ')}, by:`);
  showChain(terminal, why.edges);
  for (const { label, edges } of why.group) {
    terminal.print(`and, all alternatives being reached, over ${label}:`);
    showChain(terminal, edges);
  }
  if (why.otherPaths) terminal.print('Other chains lead there too.');
  terminal.print();
  terminal.print('Records:');
  const rows = why.records.map(({ position, source, partition, sourcePosition, receivedAt }) => [
    position,
    source,
    partition,
    sourcePosition,
    receivedAt,
  ]);
  for (const line of table(['position', 'source', 'part', 'at', 'kept'], rows)) terminal.print(`  ${line}`);
}

function showChain(terminal: Terminal, edges: readonly Edge[]): void {
  for (const edge of edges) terminal.print(`  ${edgeLine(edge)}`);
}

/** One statement: what it says, how sure, who said so. */
function edgeLine(edge: Edge): string {
  const amount = edge.quantity === undefined ? '' : ` ${edge.quantity.value} ${edge.quantity.unit}`;
  const when = edge.validFrom === undefined ? '' : ` at ${edge.validFrom}`;
  const choice =
    edge.choiceKind === undefined
      ? ''
      : `, ${edge.choiceKind.toLowerCase().replaceAll('_', ' ')} of ${edge.choiceSize ?? 'several'}`;
  const sure =
    edge.certainty === 'CONFIRMED' ? '' : `, inferred${edge.method === undefined ? '' : ` (${edge.method})`}`;
  return `${edge.fromLabel} ${edge.kind}${amount} ${edge.toLabel}${when}${choice}${sure} [${edge.source} ${edge.record}, ${edge.mapping}, event ${edge.event}]`;
}

function showOut(terminal: Terminal, { text, rule, nearest }: WhyOut): void {
  terminal.print(`Not in the answer: ${text}${rule === undefined ? '' : ` (${rule})`}`);
  if (nearest.length > 0) terminal.print('Nearest:');
  showChain(terminal, nearest);
}
