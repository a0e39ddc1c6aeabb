import { readFileSync } from 'node:fs';
import { problem } from '../../graph/errors.ts';
import type { Problem } from '../../graph/errors.ts';
import { readYaml } from '../../ingest/mapping/read-plan.ts';
import { leaves, sourceKeys } from './config-schema.ts';
import { nearestName } from './nearest-name.ts';

export interface ConfigFault extends Problem {
  readonly line?: number;
}

export type LineOf = (at: readonly (string | number)[]) => number;
type YamlMap = Readonly<Record<string, unknown>>;

/** What a configuration file says, and what is wrong with its form. */
export interface ConfigFile {
  /** As messages name it. */
  readonly name: string;
  readonly value: YamlMap;
  readonly lineOf: LineOf;
  readonly faults: readonly ConfigFault[];
}

export const noFile: ConfigFile = { name: 'whence.yaml', value: {}, lineOf: () => 0, faults: [] };

export function readConfigFile(path: string, name: string): ConfigFile {
  const empty = { ...noFile, name };
  const text = textOf(path);
  if (text === undefined) return { ...empty, faults: [problem('CONFIG_INVALID', `${name} cannot be read`)] };
  const yaml = readYaml(text);
  if (yaml.faults) {
    const says = (message: string): Problem => problem('CONFIG_SYNTAX', `${name}: ${message}`);
    return { ...empty, faults: yaml.faults.map(({ message, line }) => ({ ...says(message), line: line ?? 1 })) };
  }
  const { value, lineOf } = yaml;
  if (isMap(value)) return { name, value, lineOf, faults: unknownKeys({ name, lineOf }, value, []) };
  return value === null ? empty : { ...empty, faults: [problem('CONFIG_INVALID', `${name} holds no settings`)] };
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

const isMap = (value: unknown): value is YamlMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at a path of the file. */
export function statedAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, step) => (isMap(at) ? at[step] : undefined), value);
}

function unknownKeys(
  file: Pick<ConfigFile, 'name' | 'lineOf'>,
  value: YamlMap,
  path: readonly string[],
): readonly ConfigFault[] {
  const known = namesAt(path);
  return Object.entries(value).flatMap(([key, below]): readonly ConfigFault[] => {
    const at = [...path, key];
    const line = file.lineOf(at);
    const where = `${file.name}:${line}: "${at.join('.')}"`;
    if (!known.includes(key)) return [{ ...unknownName(where, key, known), line }];
    if (namesAt(at).length === 0) return [];
    return isMap(below)
      ? unknownKeys(file, below, at)
      : [{ ...problem('CONFIG_INVALID', `${where} is a group`), line }];
  });
}

/** Names that may stand below a place of the file. */
function namesAt(path: readonly string[]): readonly string[] {
  const below = leaves.filter(
    (leaf) => leaf.path.length > path.length && path.every((step, i) => leaf.path[i] === step),
  );
  const names = below.map((leaf) => leaf.path[path.length]!);
  return [...new Set(path.length === 0 ? [...names, ...sourceKeys] : names)];
}

export function unknownName(where: string, odd: string, known: readonly string[]): ConfigFault {
  const near = nearestName(odd, known);
  const hint = near === undefined ? `there are ${known.join(', ')}` : `was "${near}" meant?`;
  return problem('CONFIG_UNKNOWN_KEY', `${where} is no setting (${hint})`);
}
