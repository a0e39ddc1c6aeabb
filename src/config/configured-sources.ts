import { Ajv } from 'ajv';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { problem, WhenceError } from '../../graph/errors.ts';
import type { Problem } from '../../graph/errors.ts';
import type { PlanLibrary } from '../../ingest/mapping/load-bundle.ts';
import { triedPseudonyms } from '../../ingest/person-key-file.ts';
import { readSources, SourcesSchema } from '../../ingest/sources.ts';
import type { ConfiguredSource, SourcesConfig, SourcesReading } from '../../ingest/sources.ts';
import type { Config } from './config.ts';
import { nearestName } from './nearest-name.ts';

/** The sources of a configuration with their plans and what these use, or what is wrong with them. */
export function readConfiguredSources(config: Config): SourcesReading {
  const { sources = {}, schemes, units, tables } = config.sources;
  const faults = formFaults(config, sources);
  if (faults.length > 0) return { sources: [], faults };
  const text = (path: unknown): string | undefined =>
    typeof path === 'string' ? textOf(resolve(config.folder, path)) : undefined;
  const [schemesText, unitsText] = [text(schemes), text(units)];
  const library: PlanLibrary = {
    ...(schemesText === undefined ? {} : { schemes: schemesText }),
    ...(unitsText === undefined ? {} : { units: unitsText }),
    tables: typeof tables === 'string' ? tableTexts(resolve(config.folder, tables)) : {},
  };
  return readSources(sources as SourcesConfig, { files: { text }, library, pseudonyms: triedPseudonyms(config.data) });
}

/** The same for whoever cannot go on without them. */
export function configuredSources(config: Config): readonly ConfiguredSource[] {
  const { sources, faults } = readConfiguredSources(config);
  if (faults.length === 0) return sources;
  throw new WhenceError('CONFIG_INVALID', { says: faults.map(({ message }) => message).join('\n') });
}

const isSources = new Ajv({ strict: false, allErrors: true, verbose: true }).compile(SourcesSchema);

function formFaults({ lineOf }: Config, sources: unknown): readonly Problem[] {
  if (isSources(sources)) return [];
  return (isSources.errors ?? []).map(({ instancePath, message = '', params, parentSchema }) => {
    const odd = (params as { readonly additionalProperty?: string }).additionalProperty;
    const at = ['sources', ...instancePath.split('/').slice(1), ...(odd === undefined ? [] : [odd])];
    const where = `Line ${lineOf(at)}: ${at.join('.')}`;
    if (odd === undefined) return problem('CONFIG_INVALID', `${where} ${message}`);
    const known = Object.keys((parentSchema as { readonly properties?: object }).properties ?? {});
    const near = nearestName(odd, known);
    return problem(
      'CONFIG_UNKNOWN_KEY',
      `${where} is no setting (${near === undefined ? `there are ${known.join(', ')}` : `was "${near}" meant?`})`,
    );
  });
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function tableTexts(folder: string): Readonly<Record<string, string>> {
  const files = namesIn(folder).filter((name) => name.endsWith('.csv'));
  return Object.fromEntries(files.map((name) => [basename(name, '.csv'), readFileSync(join(folder, name), 'utf8')]));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
