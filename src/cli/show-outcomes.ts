import type { Cli } from './cli.ts';
import { exitCode } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { table } from './table.ts';
import type { TakenIn } from './take-in.ts';

const kinds = ['applied', 'duplicate', 'ignored', 'superseded', 'quarantined'] as const;

/** What each source gave just now, and what became of all that it ever gave. */
export function showOutcomes({ terminal, options, signal }: Cli, { sources, outcomes }: TakenIn): ExitCode {
  const code = signal.aborted ? exitCode.interrupted : exitCode.ok;
  if (options.json === true) {
    terminal.printJson({ whence: 'ingest/1', sources, outcomes });
    return code;
  }
  const rows = sources.map(({ source, stored, redelivered }) => {
    const counts = outcomes.find((one) => one.source === source)?.counts;
    return [source, stored, redelivered, ...kinds.map((kind) => counts?.[kind] ?? 0)];
  });
  for (const line of table(['source', 'kept now', 'again', ...kinds], rows)) terminal.print(line);
  return code;
}
