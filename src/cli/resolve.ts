import type { NamedRow, Reading } from './answers.ts';
import type { AddCommand, Cli } from './cli.ts';
import { resolveDocument, searchDocument } from './documents.ts';
import { ask } from './door.ts';
import type { Door } from './door.ts';
import { exitCode } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { kindText } from './show-answer.ts';
import { table } from './table.ts';

export const addResolve: AddCommand = (program, run) => {
  program
    .command('resolve')
    .description('what a barcode or a number names; where it names nothing, what looks like it')
    .argument('<text...>', 'barcodes, numbers or parts of numbers')
    .action(run(resolve));
};

const similarShown = 10;

async function resolve(cli: Cli, texts: readonly string[]): Promise<ExitCode> {
  return cli.ask(async (door) => {
    const { resolve: readings } = await ask<{ readonly resolve: readonly Reading[] }>(door, resolveDocument, { texts });
    const isNamed = (text: string): boolean =>
      readings.some(({ input, matches }) => input === text && matches.length > 0);
    const unknown = texts.filter((text) => !isNamed(text));
    const near = new Map(await Promise.all(unknown.map(async (text) => [text, await similar(door, text)] as const)));
    if (cli.options.json === true)
      cli.terminal.printJson({ whence: 'resolve/1', readings, similar: Object.fromEntries(near) });
    else for (const text of texts) showText(cli, text, readings, near.get(text));
    return unknown.length === 0 ? exitCode.ok : exitCode.notFound;
  });
}

async function similar(door: Door, text: string): Promise<readonly NamedRow[]> {
  const variables = { text, first: similarShown };
  const { search } = await ask<{ readonly search: { readonly rows: readonly NamedRow[] } }>(
    door,
    searchDocument,
    variables,
  );
  return search.rows;
}

function showText(
  { terminal }: Cli,
  text: string,
  readings: readonly Reading[],
  near: readonly NamedRow[] | undefined,
): void {
  const known = readings.filter(({ input, matches }) => input === text && matches.length > 0);
  for (const { syntax, as, matches } of known) {
    terminal.print(`${text}, read as ${syntax}: ${as}`);
    for (const line of rowLines(matches)) terminal.print(`  ${line}`);
  }
  if (known.length > 0) return;
  terminal.print(`${text} names nothing that is known${near === undefined || near.length === 0 ? '' : '; similar:'}`);
  for (const line of rowLines(near ?? [])) terminal.print(`  ${line}`);
}

function rowLines(rows: readonly NamedRow[]): readonly string[] {
  if (rows.length === 0) return [];
  return table(
    ['id', 'kind', 'number', 'material'],
    rows.map(({ id, kind, label, material = '' }) => [id, kindText(kind), label, material]),
  );
}
