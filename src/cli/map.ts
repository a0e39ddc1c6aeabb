import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Problem } from '../../graph/errors.ts';
import { WhenceError } from '../../graph/errors.ts';
import type { MappedRecord } from '../../ingest/mapping/map-record.ts';
import type { ConfiguredSource } from '../../ingest/sources.ts';
import type { AddCommand, Cli } from './cli.ts';
import { exitCode } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import type { ReplayOptions } from './map-replay.ts';

export const addMap: AddCommand = (program, run) => {
  const map = program.command('map').description('mapping plans: how the records of a source are read');
  map.command('check').description('whether every plan can be used').action(run(check));
  map
    .command('test')
    .description('run the examples that stand in the plans')
    .argument('[source]', 'of this source only')
    .action(run(test));
  map
    .command('try')
    .description('read a file as a source would, and show what it says; nothing is kept')
    .argument('<source>', 'a source of whence.yaml')
    .argument('<file>', 'the file')
    .action(run(tryFile));
  map
    .command('diff')
    .description('what putting the plan as it stands now into effect would change: events and waiting records')
    .argument('<source>', 'a source of whence.yaml')
    .option('--last <records>', 'how many of its latest records are read anew, or all (default: 10000)')
    .action(run(diff));
  map
    .command('approve')
    .description('put the plan as it stands now into effect, and read records anew by it')
    .argument('<source>', 'a source of whence.yaml')
    .option('--last <records>', 'how many of its latest records are read anew, or all (default: 10000)')
    .option('--reason <text>', 'why; kept with the act')
    .option('--yes', 'do it; without, it is only shown')
    .action(run(approveOne));
  map
    .command('propose')
    .description('bring the plan as it stands now before those who approve; for a regulated ledger')
    .argument('<source>', 'a source of whence.yaml')
    .action(run(proposeOne));
  map.command('schema').description('the JSON Schema of plans, for completion in an editor').action(run(schema));
};

async function check(cli: Cli): Promise<ExitCode> {
  const { readConfiguredSources } = await import('../config/configured-sources.ts');
  const { sources, faults } = readConfiguredSources(cli.config());
  return showFaults(cli, faults, `${sources.length} sources, and every plan can be used.`);
}

async function test(cli: Cli, only: string | undefined): Promise<ExitCode> {
  const { checkExamples } = await import('../../ingest/sources.ts');
  const sources = await chosen(cli, only);
  const examples = sources.flatMap(({ bundle }) => bundle?.plan.examples ?? []).length;
  return showFaults(cli, checkExamples(sources), `${examples} examples of ${sources.length} sources hold.`);
}

function showFaults({ terminal, options }: Cli, faults: readonly Problem[], summary: string): ExitCode {
  if (options.json === true) terminal.printJson({ whence: 'map/1', ok: faults.length === 0, faults });
  else {
    for (const { code, message, path } of faults)
      terminal.print(`${code}${path === undefined ? '' : ` ${path}`}: ${message}`);
    if (faults.length === 0) terminal.print(summary);
  }
  return faults.length === 0 ? exitCode.ok : exitCode.checkFailed;
}

async function chosen(cli: Cli, only: string | undefined): Promise<readonly ConfiguredSource[]> {
  const { configuredSources } = await import('../config/configured-sources.ts');
  const sources = configuredSources(cli.config());
  const found = sources.filter(({ name }) => only === undefined || name === only);
  if (found.length > 0 || only === undefined) return found;
  throw new WhenceError('CONFIG_INVALID', {
    says: `There is no source ${only}; there are ${sources.map(({ name }) => name).join(', ')}`,
  });
}

async function diff(cli: Cli, name: string, options: ReplayOptions): Promise<ExitCode> {
  const [source] = await chosen(cli, name);
  return (await import('./map-replay.ts')).showDiff(cli, source!, options);
}

async function approveOne(cli: Cli, name: string, options: ReplayOptions): Promise<ExitCode> {
  const [source] = await chosen(cli, name);
  return (await import('./map-replay.ts')).approve(cli, source!, options);
}

async function proposeOne(cli: Cli, name: string): Promise<ExitCode> {
  const [source] = await chosen(cli, name);
  return (await import('./map-replay.ts')).propose(cli, source!);
}

async function schema({ terminal }: Cli): Promise<ExitCode> {
  const { planLanguageSchema } = await import('../../ingest/mapping/published-schema.ts');
  terminal.printJson(planLanguageSchema());
  return exitCode.ok;
}

async function tryFile(cli: Cli, name: string, file: string): Promise<ExitCode> {
  const [source] = await chosen(cli, name);
  const { recordsOfFile } = await import('./try-file.ts');
  const mapped = recordsOfFile(source!, readFileSync(resolve(cli.around.cwd, file)));
  if (cli.options.json === true) cli.terminal.printJson({ whence: 'map-try/1', source: name, records: mapped });
  else
    for (const [i, each] of mapped.entries()) cli.terminal.print(`${String(i + 1).padStart(5)}  ${recordLine(each)}`);
  return mapped.some(({ kind }) => kind === 'quarantined') ? exitCode.checkFailed : exitCode.ok;
}

function recordLine(mapped: MappedRecord): string {
  switch (mapped.kind) {
    case 'ignored':
      return `ignored by ${mapped.match}: ${mapped.reason}`;
    case 'quarantined':
      return `quarantined ${mapped.reason.code} at ${mapped.reason.path}: ${mapped.reason.message}`;
    case 'events': {
      const findings = mapped.findings.map(({ code, path }) => `${code} at ${path}`);
      const events = mapped.events.map(({ verb, time }) => `${verb} ${time?.from ?? ''}`.trim());
      return `${mapped.recordKey}: ${events.join(', ')}${findings.length === 0 ? '' : ` (${findings.join(', ')})`}`;
    }
  }
}
