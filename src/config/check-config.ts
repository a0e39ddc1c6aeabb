import type { Problem } from '../../graph/errors.ts';
import { checkExamples } from '../../ingest/sources.ts';
import { readConfig } from './config.ts';
import { readConfiguredSources } from './configured-sources.ts';
import type { Surroundings } from './find-config.ts';

export interface ConfigCheck {
  readonly faults: readonly Problem[];
  readonly summary: string;
}

/** Everything that can be known to be wrong without the plant: settings, sources, plans, and whether their examples hold. */
export function checkConfig(around: Surroundings): ConfigCheck {
  const config = readConfig(around);
  if (!config.ok) return { faults: config.faults, summary: '' };
  const read = readConfiguredSources(config.ok);
  const faults = [...read.faults, ...checkExamples(read.sources)];
  const names = read.sources.map(({ name }) => name);
  const count =
    names.length === 0
      ? 'no sources'
      : `${names.length} sources (${names.join(', ')}), and the examples of their plans hold`;
  return { faults, summary: `${config.ok.file ?? 'No file'}: settings can be used; ${count}.` };
}
