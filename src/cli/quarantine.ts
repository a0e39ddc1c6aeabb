import type { ActAnswer, Page, QuarantineActDone, QuarantineGroup } from './answers.ts';
import type { AddCommand, Cli } from './cli.ts';
import { actOnQuarantineDocument, quarantineDocument } from './documents.ts';
import { ask } from './door.ts';
import { exitCode } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { showRefused } from './show-answer.ts';

interface Reasoned {
  readonly reason: string;
}

export const addQuarantine: AddCommand = (program, run) => {
  const group = program.command('quarantine').description('records that could not be read, and what to do about them');
  group
    .command('list', { isDefault: true })
    .description('by cause, with what they keep from being whole and what to do')
    .argument('[source]', 'of this source only')
    .action(run(list));
  group
    .command('retry')
    .description('read the records of a group again, in ledger order, under what is in effect now')
    .argument('<group>', 'its id, from the list')
    .option('--reason <text>', 'why', 'looked at')
    .action(run((cli, id: string, { reason }: Reasoned) => act(cli, 'RETRY', id, reason)));
  group
    .command('waive')
    .description('put the records of a group aside: they state nothing, and answers that they may concern say so')
    .argument('<group>', 'its id, from the list')
    .requiredOption('--reason <text>', 'why; it stands in the audit trail')
    .action(run((cli, id: string, { reason }: Reasoned) => act(cli, 'WAIVE', id, reason)));
};

const shownGroups = 400;

async function list(cli: Cli, source: string | undefined): Promise<ExitCode> {
  return cli.ask(async (door) => {
    const variables = { first: shownGroups, ...(source === undefined ? {} : { source }) };
    const found = await ask<{ readonly quarantine: Page<QuarantineGroup> }>(door, quarantineDocument, variables);
    if (cli.options.json === true) cli.terminal.printJson({ whence: 'quarantine/1', ...found });
    else show(cli, found.quarantine);
    return exitCode.ok;
  });
}

function show({ terminal }: Cli, { rows, total }: Page<QuarantineGroup>): void {
  if (total === 0) terminal.print('Nothing is in quarantine.');
  for (const group of rows) {
    const { id, source, code, records, path, value, message, cause, remedy, firstRecord, since } = group;
    const many = `${records.toLocaleString('en')} ${records === 1 ? 'record' : 'records'}`;
    terminal.print(
      `${terminal.styled('bold', code)} ${source}, ${many} since ${since ?? '?'}, first at ${firstRecord} [${id}]`,
    );
    terminal.print(`  at ${path === '' ? 'the record' : path}: ${value}`);
    terminal.print(`  ${message.replace(remedy, '').trim()}`);
    terminal.print(`  makes gapped: ${consequence(group)}`);
    terminal.print(`  cause: ${cause}`);
    terminal.print(`  remedy: ${remedy}`);
  }
}

const shownThings = 5;

/** Whose answers are not whole because of the group. */
function consequence({ makesGapped, names, unreadable, source }: QuarantineGroup): string {
  const anything = unreadable > 0 ? [`anything that ${source} speaks of`] : [];
  const things = makesGapped.slice(0, shownThings).map(({ label }) => label);
  const more = makesGapped.length > shownThings ? [`${makesGapped.length - shownThings} more`] : [];
  const unknown = makesGapped.length === 0 && unreadable === 0 ? names.slice(0, shownThings) : [];
  return [...things, ...more, ...unknown, ...anything].join(', ') || 'nothing that is known';
}

async function act(cli: Cli, action: 'RETRY' | 'WAIVE', group: string, reason: string): Promise<ExitCode> {
  return cli.ask(async (door) => {
    const variables = { group, action, reason };
    const { actOnQuarantine: done } = await ask<{ readonly actOnQuarantine: ActAnswer<QuarantineActDone> }>(
      door,
      actOnQuarantineDocument,
      variables,
    );
    if (done.__typename === 'Refusal') return showRefused(cli.terminal, done);
    if (cli.options.json === true) cli.terminal.printJson({ whence: 'quarantine-act/1', actOnQuarantine: done });
    else showDone(cli, done);
    return done.outcomes.some(({ outcome }) => outcome === 'QUARANTINED') ? exitCode.checkFailed : exitCode.ok;
  });
}

function showDone({ terminal }: Cli, { position, records, outcomes, left }: QuarantineActDone): void {
  const became = outcomes.map(({ outcome, records: found }) => `${found} ${outcome.toLowerCase()}`).join(', ');
  terminal.print(`${records} ${records === 1 ? 'record' : 'records'}: ${became}. The act is record ${position}.`);
  if (left > 0) terminal.print(`${left} more were too many for one act; do it again for them.`);
}
