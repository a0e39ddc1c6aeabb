import type { ActAnswer, Decision, Guess, Page } from './answers.ts';
import type { AddCommand, Cli } from './cli.ts';
import { guessesDocument, identifyDocument, retractDocument } from './documents.ts';
import { ask } from './door.ts';
import { exitCode } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { showRefused } from './show-answer.ts';
import { startOf } from './start-of.ts';
import { table } from './table.ts';

interface IdentifyOptions {
  readonly not?: true;
  readonly reason: string;
}

export const addDecisions: AddCommand = (program, run) => {
  program
    .command('guesses')
    .description('things whose numbers look like those of others, for a decision; nothing here confirms one by itself')
    .action(run(guesses));
  program
    .command('identify')
    .description('state that two numbers are of one thing, or with --not that they are not')
    .argument('<one>', 'a key, or a number that names one thing')
    .argument('<other>', 'the other')
    .option('--not', 'they are two things')
    .requiredOption('--reason <text>', 'why; it stands in the audit trail')
    .action(run(identify));
  program
    .command('retract')
    .description('state that an event did not happen; what was known before stays answerable')
    .argument('<event>', 'its event key, as `whence why` shows it')
    .requiredOption('--reason <text>', 'why; it stands in the audit trail')
    .action(run(retract));
};

const shownGuesses = 500;

async function guesses(cli: Cli): Promise<ExitCode> {
  return cli.ask(async (door) => {
    const found = await ask<{ readonly guesses: Pick<Page<Guess>, 'rows'> }>(door, guessesDocument, {
      first: shownGuesses,
    });
    if (cli.options.json === true) cli.terminal.printJson({ whence: 'guesses/1', ...found });
    else for (const line of guessLines(found.guesses.rows)) cli.terminal.print(line);
    return exitCode.ok;
  });
}

function guessLines(rows: readonly Guess[]): readonly string[] {
  if (rows.length === 0) return ['No number looks like another one.'];
  const head = ['state', 'stated', 'may be', 'source', 'records', 'first'];
  const state = (of: Guess): string => of.state.toLowerCase().replace('_', ' ');
  return table(
    head,
    rows.map((of) => [state(of), of.stated.id, of.mayBe.id, of.source, of.records, of.record]),
  );
}

async function identify(cli: Cli, one: string, other: string, { not, reason }: IdentifyOptions): Promise<ExitCode> {
  const variables = { same: [startOf(one), startOf(other)], are: not !== true, reason };
  return decide(cli, 'identify', identifyDocument, variables);
}

async function retract(cli: Cli, event: string, { reason }: { readonly reason: string }): Promise<ExitCode> {
  return decide(cli, 'retract', retractDocument, { event, reason });
}

async function decide(cli: Cli, field: 'identify' | 'retract', document: string, variables: object): Promise<ExitCode> {
  return cli.ask(async (door) => {
    const done = (await ask<Readonly<Record<string, ActAnswer<Decision>>>>(door, document, variables))[field]!;
    if (done.__typename === 'Refusal') return showRefused(cli.terminal, done);
    if (cli.options.json === true) cli.terminal.printJson({ whence: `${field}/1`, [field]: done });
    else cli.terminal.print(`Stated as record ${done.position}: ${done.outcome.toLowerCase()}.`);
    return done.outcome === 'APPLIED' ? exitCode.ok : exitCode.checkFailed;
  });
}
