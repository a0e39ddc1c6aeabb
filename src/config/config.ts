import { Ajv } from 'ajv';
import { dirname, relative, resolve } from 'node:path';
import { problem, WhenceError } from '../../graph/errors.ts';
import { noFile, readConfigFile, statedAt, unknownName } from './config-file.ts';
import type { ConfigFault, ConfigFile, LineOf } from './config-file.ts';
import { leaves, sourceKeys } from './config-schema.ts';
import type { Leaf, Settings } from './config-schema.ts';
import { findConfig } from './find-config.ts';
import { storeFaults } from './store-place.ts';
import type { Surroundings } from './find-config.ts';

/** One setting as it counts, and who said so: `flag --port`, `environment WHENCE__SERVER__PORT`, `whence.yaml:3`, `default`. */
export interface Setting {
  readonly name: string;
  readonly value: unknown;
  readonly by: 'flag' | 'environment' | 'file' | 'default';
  readonly origin: string;
}

export interface Config extends Settings {
  /** Absolute. */
  readonly data: string;
  readonly file?: string;
  /** What relative paths of sources, plans and tables start from: the folder of the file. */
  readonly folder: string;
  readonly settings: readonly Setting[];
  /** What the file says of sources, as it says it, and on which line a part of it stands. */
  readonly sources: Readonly<Record<string, unknown>>;
  readonly lineOf: LineOf;
}

export type ConfigReading =
  | { readonly ok: Config; readonly faults?: undefined }
  | { readonly ok?: undefined; readonly faults: readonly ConfigFault[] };

/** Flag goes before environment, environment before file, file before default. Everything that is wrong is told at once. */
export function readConfig(around: Surroundings): ConfigReading {
  const path = findConfig(around);
  const file = path === undefined ? noFile : readConfigFile(path, relative(around.cwd, path));
  const settings = leaves.map((leaf) => settingOf(leaf, around, file)).filter(({ value }) => value !== undefined);
  const faults = [
    ...file.faults,
    ...unknownVariables(around.env),
    ...settings.flatMap(faultsOf),
    ...storeFaults(settings),
  ];
  if (faults.length > 0) return { faults };
  return { ok: configOf(settings, around.cwd, file, path) };
}

/** The same for whoever cannot go on without it. */
export function loadConfig(around: Surroundings): Config {
  const read = readConfig(around);
  if (read.ok) return read.ok;
  throw new WhenceError('CONFIG_INVALID', { says: read.faults.map(({ message }) => message).join('\n') });
}

function configOf(settings: readonly Setting[], cwd: string, file: ConfigFile, path: string | undefined): Config {
  const folder = path === undefined ? cwd : dirname(path);
  const data = settings.find(({ name }) => name === 'data')!;
  return {
    ...(nested(settings) as Settings),
    data: resolve(data.by === 'file' ? folder : cwd, String(data.value)),
    ...(path === undefined ? {} : { file: path }),
    folder,
    settings,
    sources: Object.fromEntries(sourceKeys.flatMap((key) => (key in file.value ? [[key, file.value[key]]] : []))),
    lineOf: file.lineOf,
  };
}

const prefix = 'WHENCE__';
const variableOf = ({ path }: Leaf): string => prefix + path.map((step) => step.toUpperCase()).join('__');

function unknownVariables(env: Surroundings['env']): readonly ConfigFault[] {
  const known = leaves.map(variableOf);
  return Object.keys(env)
    .filter((name) => name.startsWith(prefix) && !known.includes(name))
    .map((name) => unknownName(`The environment's ${name}`, name, known));
}

function settingOf(leaf: Leaf, { env, flags }: Surroundings, file: ConfigFile): Setting {
  const name = leaf.path.join('.');
  const variable = variableOf(leaf);
  const [flag, stated, found] = [flags[name], env[variable], statedAt(file.value, leaf.path)];
  if (flag !== undefined) return { name, value: asKind(leaf, flag), by: 'flag', origin: `flag --${leaf.path.at(-1)!}` };
  if (stated !== undefined) {
    return { name, value: asKind(leaf, stated), by: 'environment', origin: `environment ${variable}` };
  }
  if (found !== undefined) {
    return { name, value: found, by: 'file', origin: `${file.name}:${file.lineOf(leaf.path)}` };
  }
  return { name, value: leaf.fallback, by: 'default', origin: 'default' };
}

/** Flags and variables are texts; what is no number stays one and is refused as such. */
function asKind({ kind }: Leaf, text: string): unknown {
  return kind === 'integer' && /^\d+$/.test(text) ? Number(text) : text;
}

const ajv = new Ajv({ strict: false });

function faultsOf({ name, value, origin }: Setting): readonly ConfigFault[] {
  const { schema } = leaves.find(({ path }) => path.join('.') === name)!;
  const check = ajv.compile(schema);
  if (check(value)) return [];
  const says = check.errors?.[0]?.message ?? 'is not valid';
  const allowed = (check.errors?.[0]?.params as { readonly allowedValues?: readonly string[] }).allowedValues;
  const list = allowed === undefined ? '' : `: ${allowed.join(', ')}`;
  return [
    problem('CONFIG_INVALID', `${name} ${says}${list} (${origin})`, { path: name, value: JSON.stringify(value) }),
  ];
}

function nested(settings: readonly Setting[]): object {
  const top: Record<string, unknown> = {};
  for (const { name, value } of settings) {
    const path = name.split('.');
    const group = path.slice(0, -1).reduce((at, step) => (at[step] ??= {}) as Record<string, unknown>, top);
    group[path.at(-1)!] = value;
  }
  return top;
}
