import { hash } from 'node:crypto';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Ajv } from 'ajv';
import { problem } from '../graph/errors.ts';
import type { Problem } from '../graph/errors.ts';
import type { CursorChange, Ledger, RawRecord } from '../graph/ledger/ledger.ts';
import { isRegulated } from '../graph/ledger/mode.ts';
import { canonicalJson } from '../graph/model/canonical-json.ts';
import { objectKey } from '../graph/model/object-ref.ts';
import { readUri } from '../graph/model/uri-ref.ts';
import { commonView } from '../graph/model/view.ts';
import type { Connector } from './connector.ts';
import { controlRecord } from './control-records.ts';
import type { ControlBodies, ControlKind, SourceDeclaration } from './control-records.ts';
import { readDuration } from './duration.ts';
import { effectivePlan, versionOf } from './mapping/effective-plan.ts';
import type { PlanBundle } from './mapping/effective-plan.ts';
import { loadBundle } from './mapping/load-bundle.ts';
import type { PlanLibrary } from './mapping/load-bundle.ts';
import { examplePseudonyms } from './mapping/pseudonyms.ts';
import type { PseudonymSource } from './mapping/pseudonyms.ts';
import { runExamples } from './mapping/run-examples.ts';
import { withLines } from './mapping/read-plan.ts';
import { builtInReaders, planReader } from './readers.ts';
import type { RecordReader } from './record-reader.ts';
import { connectors } from './registry.ts';
import { keyCursor, mustSayRekey } from './rekey.ts';

const duration = (description: string) =>
  Type.String({ pattern: '^\\d{1,9} ?(ms|s|min|h|d)$', description: `${description} Such as 30s, 5min, 24h.` });

const texts = (description: string) => Type.Array(Type.String({ minLength: 1 }), { description });

/** One entry of the `sources` section of `whence.yaml`. */
export const SourceSchema = Type.Object(
  {
    connector: Type.String({ description: 'How its records come in.' }),
    config: Type.Object({}, { additionalProperties: true, description: 'Settings of the connector.' }),
    plan: Type.String({ minLength: 1, description: 'File of its mapping plan, or a built-in reader such as epcis@1.' }),
    view: Type.Optional(
      Type.String({ minLength: 1, default: commonView, description: 'View that its statements belong to.' }),
    ),
    sites: Type.Optional(texts('Sites that it speaks of.')),
    brings: Type.Optional(
      Type.Object(
        { parties: texts('URIs of parties whose own records come by this source.') },
        { additionalProperties: false },
      ),
    ),
    expected: Type.Optional(
      Type.Object(
        { every: duration('How often something comes.'), grace: Type.Optional(duration('How late it may be.')) },
        { additionalProperties: false, description: 'When silence is a lag.' },
      ),
    ),
    skew: Type.Optional(duration('How far its clocks may be off.')),
  },
  { additionalProperties: false },
);

export const SourcesSchema = Type.Record(Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{0,63}$' }), SourceSchema, {
  description: 'Where facts come from, by name. A name never changes: keys rest on it.',
});

export type SourceConfig = Static<typeof SourceSchema>;
export type SourcesConfig = Readonly<Record<string, SourceConfig>>;

/** Files that a configuration names, by path relative to it. */
export interface ConfigFiles {
  text(path: string): string | undefined;
}

/** A source that is ready to run. */
export interface ConfiguredSource {
  readonly name: string;
  readonly connector: Connector<object>;
  readonly config: object;
  readonly declaration: SourceDeclaration;
  readonly reader: RecordReader;
  readonly bundle?: PlanBundle;
}

export interface SourcesReading {
  readonly sources: readonly ConfiguredSource[];
  readonly faults: readonly Problem[];
}

/** What plans are made of beside their own texts. */
export interface PlanSurroundings {
  readonly files: ConfigFiles;
  readonly library: PlanLibrary;
  /** For what the readers of these sources read: it is shown, and not kept. */
  readonly pseudonyms: PseudonymSource;
}

/** Checks everything that can be checked without the plant: settings, plans, their examples. */
export function readSources(config: SourcesConfig, around: PlanSurroundings): SourcesReading {
  const faults: Problem[] = [];
  const sources = Object.entries(config).flatMap(([name, source]) => readSource(name, source, around, faults) ?? []);
  return { sources, faults };
}

function readSource(
  name: string,
  source: SourceConfig,
  around: PlanSurroundings,
  faults: Problem[],
): ConfiguredSource | undefined {
  const found = connectors.get(source.connector);
  if (!found) {
    faults.push(bad(name, `there is no connector ${source.connector}; there are ${[...connectors.keys()].join(', ')}`));
    return undefined;
  }
  const read = readPlanOf(name, source, around, faults);
  if (!read) return undefined;
  const config = checkedConfig(name, found, source, read.reader, faults);
  const declaration = config && declare(name, source, found, config, read.bundle === undefined, faults);
  if (!config || !declaration) return undefined;
  return {
    name,
    connector: found,
    config,
    declaration,
    reader: read.reader,
    ...(read.bundle ? { bundle: read.bundle } : {}),
  };
}

interface PlanOf {
  readonly reader: RecordReader;
  readonly bundle?: PlanBundle;
}

function readPlanOf(
  name: string,
  { plan }: SourceConfig,
  { files, library, pseudonyms }: PlanSurroundings,
  faults: Problem[],
): PlanOf | undefined {
  const builtIn = builtInReaders.get(plan);
  if (builtIn) return { reader: builtIn };
  const text = files.text(plan);
  if (text === undefined) {
    faults.push(bad(name, `there is no plan ${plan}; built in are ${[...builtInReaders.keys()].join(', ')}`));
    return undefined;
  }
  const bundle = loadBundle(text, library);
  const reader = bundle.ok && planReader(bundle.ok, name, pseudonyms);
  const wrong = bundle.faults ?? withLines(reader?.faults ?? [], bundle.lineOf);
  faults.push(...wrong.map((fault) => ({ ...fault, path: `${plan}: ${fault.path ?? ''}` })));
  return bundle.ok && reader?.ok ? { reader: reader.ok, bundle: bundle.ok } : undefined;
}

const ajv = new Ajv({ strict: false, useDefaults: true, allErrors: true });

/** The settings with defaults filled in, and with what the connector needs of the plan to find records. */
function checkedConfig(
  name: string,
  connector: Connector<object>,
  { config }: SourceConfig,
  reader: RecordReader,
  faults: Problem[],
): object | undefined {
  const decode = reader.decode;
  const copy = structuredClone({ ...config, decode });
  const check = ajv.compile(connector.configSchema);
  if (check(copy)) return copy;
  for (const { instancePath, message = '', params } of check.errors ?? []) {
    const odd = (params as { readonly additionalProperty?: string }).additionalProperty;
    faults.push(
      bad(name, `config${instancePath.replaceAll('/', '.')} ${message}${odd === undefined ? '' : `: ${odd}`}`),
    );
  }
  return undefined;
}

function declare(
  name: string,
  source: SourceConfig,
  connector: Connector<object>,
  config: object,
  isBuiltIn: boolean,
  faults: Problem[],
): SourceDeclaration | undefined {
  const { cannotShow, ...guarantee } = connector.guarantee(config);
  const parties = (source.brings?.parties ?? []).map((uri) => readUri(uri, 'party'));
  const wrong = parties.find((party) => party.problem);
  if (wrong?.problem) {
    faults.push(wrong.problem);
    return undefined;
  }
  const every = source.expected && readDuration(source.expected.every);
  const grace = source.expected?.grace === undefined ? undefined : readDuration(source.expected.grace);
  return {
    name,
    connector: source.connector,
    ...(isBuiltIn ? { reader: source.plan } : {}),
    view: source.view ?? commonView,
    sites: source.sites ?? [],
    brings: parties.flatMap(({ ok }) => (ok ? [objectKey(ok.ref)] : [])),
    cannotShow,
    guarantee,
    ...(every === undefined ? {} : { expectedEveryMs: every }),
    ...(grace === undefined ? {} : { expectedGraceMs: grace }),
    skewMs: source.skew === undefined ? 0 : (readDuration(source.skew) ?? 0),
  };
}

const bad = (name: string, says: string): Problem =>
  problem('SOURCE_CONFIG', `Source ${name}: ${says}`, { path: `sources.${name}` });

/** Examples that do not hold, and rules without one (I16): such a plan is not to be put into effect. */
export function checkExamples(sources: readonly ConfiguredSource[]): readonly Problem[] {
  return sources.flatMap(({ name, bundle }) => {
    const plan = bundle && effectivePlan(bundle, name, examplePseudonyms).ok;
    if (!plan) return [];
    const report = runExamples(plan);
    const wrong = report.results.flatMap((result) =>
      result.differences.map((difference) => `${result.name}: ${difference}`),
    );
    const untested = report.untested.map((rule) => `no example exercises rule ${rule}`);
    return [...wrong, ...untested].map((says) =>
      problem('PLAN_EXAMPLE', `Plan ${plan.id}: ${says}`, { path: plan.id }),
    );
  });
}

/**
 * Lands what changed since the ledger last heard of it: each declaration, and each plan with everything it uses. It is in
 * effect for the records that come after. In a regulated ledger a plan takes effect by an approval alone.
 */
export async function landSources(ledger: Ledger, sources: readonly ConfiguredSource[]): Promise<void> {
  const mayLandPlans = !isRegulated(ledger.reader);
  const records: RawRecord[] = [];
  const cursors: CursorChange[] = [];
  const { seq } = ledger.reader.head();
  const add = <K extends ControlKind>(kind: K, source: string, body: ControlBodies[K], version: string): void => {
    if (ledger.reader.cursor(source, `control:${kind}`) === version) return;
    records.push(controlRecord(kind, source, body, seq));
    cursors.push({ source, partition: `control:${kind}`, state: version });
  };
  for (const { name, declaration, bundle } of sources) {
    add('source', name, declaration, hash('sha256', canonicalJson(declaration), 'hex'));
    if (!bundle || !mayLandPlans) continue;
    mustSayRekey(ledger.reader, name, bundle);
    add('plan', name, bundle, versionOf(bundle));
    if (cursors.some(({ source, partition }) => source === name && partition === 'control:plan'))
      cursors.push(keyCursor(name, bundle));
  }
  if (records.length > 0) await ledger.append(records, cursors);
}
