import type { Page, QuarantineGroup } from './answers.ts';
import type { AddCommand, Cli } from './cli.ts';
import { quarantineDocument } from './documents.ts';
import { ask } from './door.ts';
import { exitCode } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';

export const addQuarantine: AddCommand = (program, run) => {
  program
    .command('quarantine')
    .description('records that could not be read, by cause, with what to do')
    .argument('[source]', 'of this source only')
    .action(run(quarantine));
};

const shownGroups = 1000;

async function quarantine(cli: Cli, source: string | undefined): Promise<ExitCode> {
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
  for (const { source, code, records, path, value, message, cause, remedy, firstRecord, since } of rows) {
    terminal.print(
      `${terminal.styled('bold', code)} ${source}, ${records.toLocaleString('en')} records since ${since ?? '?'}, first at ${firstRecord}`,
    );
    terminal.print(`  at ${path === '' ? 'the record' : path}: ${value}`);
    terminal.print(`  ${message.replace(remedy, '').trim()}`);
    terminal.print(`  cause: ${cause}`);
    terminal.print(`  remedy: ${remedy}`);
  }
}
