import type { AddCommand, Cli } from './cli.ts';
import { readConfig } from '../config/config.ts';
import { exitCode } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { table } from './table.ts';

export const addConfig: AddCommand = (program, run) => {
  const config = program.command('config').description('settings: flag before environment before file before default');
  config
    .command('check')
    .description('whether everything that is set can be used, plans and their examples included')
    .action(run(check));
  config
    .command('print')
    .description('every setting as it counts')
    .option('--origin', 'with who said so')
    .action(run(print));
  config.command('schema').description('JSON Schema of whence.yaml').action(run(schema));
};

async function check(cli: Cli): Promise<ExitCode> {
  const { checkConfig } = await import('../config/check-config.ts');
  const { faults, summary } = checkConfig(cli.around);
  if (cli.options.json === true) cli.terminal.printJson({ whence: 'config/1', ok: faults.length === 0, faults });
  else {
    for (const { code, message } of faults) cli.terminal.print(`${code}: ${message}`);
    if (faults.length === 0) cli.terminal.print(summary);
  }
  return faults.length === 0 ? exitCode.ok : exitCode.checkFailed;
}

async function print(cli: Cli, options: { readonly origin?: boolean }): Promise<ExitCode> {
  const read = readConfig(cli.around);
  if (!read.ok) return check(cli);
  const { settings, file } = read.ok;
  if (cli.options.json === true) cli.terminal.printJson({ whence: 'config/1', file, settings });
  else {
    const rows = settings.map(({ name, value, origin }) => [
      name,
      String(value),
      ...(options.origin === true ? [origin] : []),
    ]);
    for (const line of table(['setting', 'value', ...(options.origin === true ? ['origin'] : [])], rows))
      cli.terminal.print(line);
    cli.terminal.say(`file: ${file ?? 'none'}`);
  }
  return exitCode.ok;
}

async function schema({ terminal }: Cli): Promise<ExitCode> {
  const { publishedSchema } = await import('../config/published-schema.ts');
  terminal.printJson(publishedSchema());
  return exitCode.ok;
}
