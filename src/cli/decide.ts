import type { ActAnswer, Decision } from './answers.ts';
import type { AddCommand, Cli } from './cli.ts';
import { identifyDocument, retractDocument } from './documents.ts';
import { ask } from './door.ts';
import { exitCode } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { showRefused } from './show-answer.ts';
import { startOf } from './start-of.ts';

interface IdentifyOptions {
  readonly not?: true;
  readonly reason: string;
}

export const addDecisions: AddCommand = (program, run) => {
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
