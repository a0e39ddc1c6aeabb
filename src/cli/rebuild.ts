import { WhenceError } from '../../graph/errors.ts';
import type { RebuildReport } from '../rebuild.ts';
import type { AddCommand, Cli } from './cli.ts';
import { exitCode } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { hasLedger } from './folder.ts';

export const addRebuild: AddCommand = (program, run) => {
  program
    .command('rebuild')
    .description('make graph and outcomes anew from the ledger, compare the digests, and put the new ones in place')
    .option('--check-only', 'compare only')
    .action(run(rebuild));
};

async function rebuild(cli: Cli, { checkOnly = false }: { readonly checkOnly?: boolean }): Promise<ExitCode> {
  const config = cli.config();
  const { data } = config;
  if (!hasLedger(data)) throw new WhenceError('DATA_EMPTY', { folder: data });
  const { lockFolder } = await import('../../graph/ledger/sqlite/folder-lock.ts');
  const { rebuildProjections } = await import('../rebuild.ts');
  const { storePlace } = await import('../config/store-place.ts');
  const lock = lockFolder(data);
  if (lock === undefined) throw new WhenceError('DATA_IN_USE', { folder: data });
  const progress = cli.progress('Reading the ledger again');
  try {
    const report = await rebuildProjections(data, storePlace(config), {
      replace: !checkOnly,
      onProgress: (done, total) => progress.at(done, total),
    });
    progress.end();
    if (cli.options.json === true) cli.terminal.printJson({ whence: 'rebuild/1', ...report });
    else show(cli, report);
    return report.same === false ? exitCode.checkFailed : exitCode.ok;
  } finally {
    progress.end();
    lock.release();
  }
}

function show({ terminal }: Cli, report: RebuildReport): void {
  const { position, digest, before, same, replaced, records, seconds } = report;
  terminal.print(`${records.toLocaleString('en')} records up to ${position} in ${seconds.toFixed(1)} s`);
  terminal.print(`digest of the graph made anew:  ${digest}`);
  terminal.print(`digest of the graph that was:   ${before ?? 'none'}`);
  if (same === true) terminal.print(terminal.styled('green', 'They are the same.'));
  if (same === false)
    terminal.print(terminal.styled('red', 'They differ: the old graph was not what the ledger says.'));
  terminal.print(replaced ? 'The new one is in place.' : 'Nothing was replaced.');
}
