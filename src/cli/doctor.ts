import type { AddCommand, Cli } from './cli.ts';
import { exitCode } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';

export const addDoctor: AddCommand = (program, run) => {
  program
    .command('doctor')
    .description('check everything that the service needs; each failure says how to mend it')
    .action(run(doctor));
};

const marks = { ok: 'ok  ', warning: 'warn', failed: 'FAIL' } as const;
const colours = { ok: 'green', warning: 'yellow', failed: 'red' } as const;

async function doctor(cli: Cli): Promise<ExitCode> {
  const { examine } = await import('../doctor.ts');
  const findings = await examine(cli.around);
  if (cli.options.json === true) cli.terminal.printJson({ whence: 'doctor/1', findings });
  else
    for (const { what, state, says, fix } of findings) {
      cli.terminal.print(`${cli.terminal.styled(colours[state], marks[state])}  ${what}: ${says}`);
      if (fix !== undefined) cli.terminal.print(`      → ${fix}`);
    }
  return findings.some(({ state }) => state === 'failed') ? exitCode.checkFailed : exitCode.ok;
}
