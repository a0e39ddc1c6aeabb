import { refused } from '../../graph/errors.ts';
import type { Result } from '../../graph/errors.ts';
import { contextKinds, thingKinds } from '../../graph/model/object-ref.ts';
import type { ObjectKind, ObjectRef } from '../../graph/model/object-ref.ts';
import { createIdentifierReader } from '../../graph/model/scheme.ts';
import type { IdentifierContext, IdentifierRule, PatternEngine } from '../../graph/model/scheme.ts';
import { without } from '../without.ts';
import { pattern } from './condition.ts';

/**
 * One rule of a schemes file. `material` and `site` name the rules by which a raw material or site beside the number is
 * read, so that a lot of `100.200` and one of `100200` are of one material.
 */
export type PlanIdentifierRule = IdentifierRule & {
  readonly material?: string;
  readonly site?: string;
  /** Pairs of characters, such as `O0`: a number that holds the first may be the one that holds the second. */
  readonly 'look-alikes'?: readonly string[];
};
export type PlanIdentifierRules = Readonly<Record<string, PlanIdentifierRule>>;

export interface IdentifierReader {
  (text: string, within: IdentifierContext): Result<ObjectRef>;
  /** What a number may have been meant to say; absent for rules that guess nothing. */
  readonly mayBe?: (ref: ObjectRef) => ObjectRef | undefined;
}

/** Is told every number that a rule has read, for whoever compares versions. */
export type IdentifierWitness = (rule: string, text: string, within: IdentifierContext, ref: ObjectRef) => void;

/** The same reader, seen by a witness. */
export function witnessed(rule: string, read: IdentifierReader, witness: IdentifierWitness): IdentifierReader {
  const { mayBe } = read;
  const seen = (text: string, within: IdentifierContext): Result<ObjectRef> => {
    const result = read(text, within);
    if (result.ok) witness(rule, text, within, result.ok);
    return result;
  };
  return mayBe ? Object.assign(seen, { mayBe }) : seen;
}

const kinds: ReadonlySet<string> = new Set([...thingKinds, ...contextKinds]);

export const isObjectKindName = (text: string): text is ObjectKind => kinds.has(text);

/** Every rule as a reader, by name; the first fault of any rule if there is one. */
export function createIdentifiers(rules: PlanIdentifierRules): Result<ReadonlyMap<string, IdentifierReader>> {
  const readers = new Map<string, IdentifierReader>();
  for (const [name, rule] of Object.entries(rules)) {
    const read = createIdentifierReader(name, without(rule, 'material', 'site', 'look-alikes'), engine);
    if (read.problem) return read;
    const plainReader = read.ok;
    const ref: IdentifierReader = (text, within) => {
      const { ok, problem } = plainReader(text, within);
      return problem ? { problem } : { ok: ok.ref };
    };
    readers.set(name, remembered(ref));
  }
  for (const [name, rule] of Object.entries(rules)) {
    const qualified = qualifying(name, rule, rules, readers);
    if (qualified.problem) return qualified;
    readers.set(name, guessing(rule, qualified.ok));
  }
  return { ok: readers };
}

/** The number with each look-alike replaced, if it then has the form of its rule. A guess is never more than that. */
function guessing(rule: PlanIdentifierRule, read: IdentifierReader): IdentifierReader {
  const pairs = new Map((rule['look-alikes'] ?? []).map((pair) => [pair[0]!, pair[1]!] as const));
  if (pairs.size === 0) return read;
  const mayBe = (ref: ObjectRef): ObjectRef | undefined => {
    const value = Array.from(ref.value, (char) => pairs.get(char) ?? char).join('');
    if (value === ref.value) return undefined;
    const { ok } = read(value, { material: ref.material, site: ref.site });
    return ok?.value === value ? { ...ref, value } : undefined;
  };
  return Object.assign((text: string, within: IdentifierContext) => read(text, within), { mayBe });
}

// Plants name the same few thousand parts and stations over and over.
const mostRemembered = 20_000;

function remembered(read: IdentifierReader): IdentifierReader {
  const known = new Map<string, Result<ObjectRef>>();
  return (text, within) => {
    const name = nameWithin(text, within);
    const found = known.get(name);
    if (found) return found;
    if (known.size >= mostRemembered) known.clear();
    const result = read(text, within);
    known.set(name, result);
    return result;
  };
}

const partText = (part: string | ObjectRef | undefined): string =>
  typeof part === 'object' ? part.value : (part ?? '');

function nameWithin(text: string, { material, site }: IdentifierContext): string {
  if (material === undefined && site === undefined) return text;
  return `${text}\n${partText(material)}\n${partText(site)}`;
}

function qualifying(
  name: string,
  rule: PlanIdentifierRule,
  rules: PlanIdentifierRules,
  readers: ReadonlyMap<string, IdentifierReader>,
): Result<IdentifierReader> {
  const read = readers.get(name)!;
  if (!rule.needs || rule.needs.length === 0) return { ok: read };
  const [material, site] = [
    rule.material ?? onlyRuleOf('material', rule, rules),
    rule.site ?? onlyRuleOf('place', rule, rules),
  ];
  const missing = [rule.material, rule.site].find((other) => other !== undefined && !readers.has(other));
  if (missing !== undefined)
    return refused('ID_RULE', `Scheme ${name} names ${missing}, which is no rule`, { path: name });
  const [byMaterial, bySite] = [
    material === undefined ? undefined : readers.get(material),
    site === undefined ? undefined : readers.get(site),
  ];
  return {
    ok: (text, within) => {
      const inMaterial = qualified(within.material, byMaterial);
      if (inMaterial.problem) return inMaterial;
      const inSite = qualified(within.site, bySite);
      return inSite.problem ? inSite : read(text, { material: inMaterial.ok, site: inSite.ok });
    },
  };
}

/** The rule for materials (or places) of an issuer, where there is exactly one. */
function onlyRuleOf(kind: ObjectKind, { issuer }: IdentifierRule, rules: PlanIdentifierRules): string | undefined {
  const found = Object.entries(rules).filter(([, other]) => other.kind === kind && other.issuer === issuer);
  return found.length === 1 ? found[0]?.[0] : undefined;
}

type Qualifier =
  | { readonly ok: string | ObjectRef | undefined; readonly problem?: undefined }
  | Exclude<Result<ObjectRef>, { ok: ObjectRef }>;

function qualified(given: string | ObjectRef | undefined, read: IdentifierReader | undefined): Qualifier {
  return typeof given === 'string' && read ? read(given, {}) : { ok: given };
}

const engine: PatternEngine = (source) => {
  const compiled = pattern(source);
  if (compiled.problem) throw new Error(compiled.problem.message);
  const form = compiled.ok;
  const groups = Object.keys(form.namedGroups());
  return (text) => {
    const match = form.matcher(text);
    if (!match.matches()) return undefined;
    const named = groups.map((group) => [group, match.group(group)] as const);
    return Object.fromEntries(named.filter((entry): entry is readonly [string, string] => entry[1] !== null));
  };
};
