import { resolve } from 'node:path';
import type { VerifyReport } from '../../graph/ledger/ledger.ts';
import type { AddCommand, Cli } from './cli.ts';
import { exitCode } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { openLedgerOf } from './folder.ts';

export const addVerify: AddCommand = (program, run) => {
  program
    .command('verify')
    .description('recompute every leaf and the whole chain of the ledger from its bytes')
    .argument('[dir]', 'a data folder, or a copy of one; the configured one by default')
    .action(run(verify));
};

/** Beside a running service too: it reads what was committed when it began. */
async function verify(cli: Cli, dir: string | undefined): Promise<ExitCode> {
  const folder = dir === undefined ? cli.config().data : resolve(cli.around.cwd, dir);
  const ledger = await openLedgerOf(folder);
  const progress = cli.progress('Checking records');
  const total = ledger.head().seq;
  try {
    const report = ledger.verify((done) => progress.at(done, total));
    progress.end();
    show(cli, folder, report);
    return report.ok ? exitCode.ok : exitCode.checkFailed;
  } finally {
    progress.end();
    ledger.close();
  }
}

function show({ terminal, options }: Cli, folder: string, report: VerifyReport): void {
  const { records, batches, head, ok, broken, clockBack } = report;
  const counted = `${records.toLocaleString('en')} records in ${batches.toLocaleString('en')} commits`;
  if (options.json === true) terminal.printJson({ whence: 'verify/1', folder, ...report });
  else if (ok) terminal.print(`${terminal.styled('green', 'The ledger is whole')}: ${counted}, chain head ${head}`);
  else
    terminal.print(
      `${terminal.styled('red', 'The ledger is broken')}: ${broken ?? 'no reason'}. Checked ${counted} before it.`,
    );
  if (options.json !== true && clockBack.length > 0) {
    const last = clockBack.at(-1)!.toLocaleString('en');
    terminal.print(`This machine's clock went back ${clockBack.length} times, the last time before record ${last}.`);
  }
}
