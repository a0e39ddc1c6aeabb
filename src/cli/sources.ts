import type { SourceState } from './answers.ts';
import type { AddCommand, Cli } from './cli.ts';
import { sourcesDocument } from './documents.ts';
import { ask } from './door.ts';
import { exitCode } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { table } from './table.ts';

export const addSources: AddCommand = (program, run) => {
  program
    .command('sources')
    .description('every source, how much of it is known, and what became of its records')
    .action(run(sources));
};

async function sources(cli: Cli): Promise<ExitCode> {
  return cli.ask(async (door) => {
    const { sources: found } = await ask<{ readonly sources: readonly SourceState[] }>(door, sourcesDocument);
    if (cli.options.json === true) cli.terminal.printJson({ whence: 'sources/1', sources: found });
    else if (found.length === 0) cli.terminal.print(nothingYet);
    else for (const line of [...sourceTable(found), ...remarks(found)]) cli.terminal.print(line);
    return exitCode.ok;
  });
}

const nothingYet =
  'No source is known yet. Name one under `sources:` in whence.yaml (docs/mapping/README.md shows how), then run `whence ingest`.';

const kinds = ['APPLIED', 'DUPLICATE', 'IGNORED', 'SUPERSEDED', 'QUARANTINED'] as const;

function sourceTable(found: readonly SourceState[]): readonly string[] {
  const head = [
    'source',
    'delivered',
    'kept',
    'again',
    ...kinds.map((kind) => kind.toLowerCase()),
    'unread',
    'balance',
    'last kept',
  ];
  const rows = found.map(({ id, delivered, records, redelivered, outcomes, backlog, balanced, lastReceivedAt }) => {
    const count = (kind: string): number => outcomes.find(({ outcome }) => outcome === kind)?.records ?? 0;
    const isBalanced = balanced ? 'ok' : 'WRONG';
    return [id, delivered, records, redelivered, ...kinds.map(count), backlog, isBalanced, lastReceivedAt];
  });
  return table(head, rows);
}

/** What the figures do not say: parts that wait because their form has drifted, and what does not add up. */
function remarks(found: readonly SourceState[]): readonly string[] {
  return found.flatMap(({ id, held, imbalance }) => [
    ...held.map(
      ({ partition, code, what, records, group }) =>
        `${id}: ${partition} is held, ${code} ${what}, ${records} records wait [${group}]`,
    ),
    ...(imbalance === undefined ? [] : [`${id}: does not balance: ${imbalance}`]),
  ]);
}
