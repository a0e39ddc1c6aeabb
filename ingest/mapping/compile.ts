import { problem } from '../../graph/errors.ts';
import type { Result } from '../../graph/errors.ts';
import { eventSchemas } from '../../graph/events/canonical-event.ts';
import type { Verb } from '../../graph/events/canonical-event.ts';
import type { UnitAliases } from '../../graph/model/unit-aliases.ts';
import { createUnitReader } from '../../graph/model/unit-reader.ts';
import { compileFilter, compileItems, insideList } from './compile-each.ts';
import type { ItemsReader } from './compile-each.ts';
import { compileGroup, readGroup } from './compile-fields.ts';
import { compilePipe, compileValue, planText } from './compile-value.ts';
import type { PlanValue } from './compile-value.ts';
import { compileCondition } from './condition.ts';
import type { Condition } from './condition.ts';
import type { Fields, Json } from './field-reader.ts';
import { createIdentifiers, witnessed } from './identifiers.ts';
import type { IdentifierReader, IdentifierWitness, PlanIdentifierRules } from './identifiers.ts';
import { readTable } from './lookup-table.ts';
import type { LookupTable } from './lookup-table.ts';
import { keptFaults, withKept } from './kept-units.ts';
import type { KeptUnits } from './kept-units.ts';
import { createMaterialUnits, factorFault } from './material-factors.ts';
import type { DeclaredFactor } from './material-factors.ts';
import { unread } from './mapped-value.ts';
import type { Issue, Reader, Scope } from './mapped-value.ts';
import type { PlanColumns, World } from './mapping-function.ts';
import type { PseudonymSource } from './pseudonyms.ts';
import { ruleKeys } from './plan.ts';
import type { Plan } from './plan.ts';
import { Faults } from './plan-fault.ts';
import type { Place, PlanFault } from './plan-fault.ts';
import type { FieldSchema } from './schema-shape.ts';

/** What a plan uses beside itself; its tables by the names that the plan gives them. */
export interface Resources {
  readonly schemes: PlanIdentifierRules;
  readonly units: UnitAliases;
  readonly tables: Readonly<Record<string, string>>;
  readonly factors?: readonly DeclaredFactor[];
  readonly keep?: KeptUnits;
}

export interface CompiledMatch {
  readonly name: string;
  readonly holds: Condition;
  readonly ignore?: string;
}

/** One rule: what it reads, when it applies, and what it makes of the record, once or for each item of a list. */
export interface CompiledRule {
  readonly rule: string;
  readonly verb: Verb;
  readonly reads: ReadonlySet<string>;
  readonly applies: (scope: Scope) => boolean | Issue;
  readonly items?: ItemsReader;
  readonly fields: (scope: Scope) => Record<string, Json> | undefined | Issue;
}

/** A plan as closures: everything that can be wrong with it has been said. */
export interface CompiledPlan {
  readonly plan: Plan;
  readonly namespace: string;
  readonly matches: readonly CompiledMatch[];
  readonly rules: readonly CompiledRule[];
  readonly key: Reader;
  readonly revision?: Reader;
  readonly sequence?: { readonly number: Reader; readonly per: Reader };
  readonly site?: Reader;
  readonly view?: Reader;
  readonly columns: PlanColumns;
  /** How the last record of a file says how many came before it. */
  readonly trailer?: { readonly holds: Condition; readonly count: Reader; readonly of: string };
}

export type Compiled =
  | { readonly ok: CompiledPlan; readonly faults?: undefined }
  | { readonly ok?: undefined; readonly faults: readonly PlanFault[] };

export function compilePlan(
  plan: Plan,
  resources: Resources,
  pseudonyms: PseudonymSource,
  source = plan.source ?? plan.id,
  witness?: IdentifierWitness,
): Compiled {
  const faults = new Faults();
  const namespace = plan.namespace ?? source;
  const instants = new Map<string, Reader>();
  const world = createWorld({ resources, plan, faults, instants, pseudonyms, witness });
  const fields: Fields = { world, faults, instants, namespace, recordKey: (key) => recordKeyOf(namespace, key) };
  const compile = (value: PlanValue | undefined, at: Place): Reader | undefined =>
    value === undefined ? undefined : compiledOr(value, at, fields);
  for (const [name, value] of Object.entries(plan.time ?? {}))
    instants.set(name, onRecord(compiledOr(value, ['time', name], fields), instants.size));
  const matches = plan.match.map((match, i) => compileMatch(match, ['match', i], fields));
  const names = new Set(plan.match.map(({ name }) => name));
  const compiled: CompiledPlan = {
    plan,
    namespace,
    matches,
    columns: world.columns,
    rules: plan.events.map((event, i) => compileRule(event, ['events', i], names, fields)),
    key: compiledOr(plan.key, ['key'], fields),
    ...optional('revision', compile(plan.revision, ['revision'])),
    ...optional('site', compile(plan.site, ['site'])),
    ...optional('view', compile(plan.view, ['view'])),
    ...optional('sequence', compileSequence(plan.sequence, fields)),
    ...optional('trailer', compileTrailer(plan, fields)),
  };
  checkNames(plan, faults);
  return faults.list.length > 0 ? { faults: faults.list } : { ok: compiled };
}

export const recordKeyOf = (namespace: string, key: string): string => `${namespace}/${key}`;

const optional = <N extends string, T>(name: N, value: T | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { readonly [P in N]?: T };

const nothing: Reader = () => undefined;

function compiledOr(value: PlanValue, at: Place, { world, faults }: Fields): Reader {
  const compiled = compileValue(value, world);
  if (compiled.ok) return compiled.ok;
  faults.addProblem(at, compiled.problem);
  return nothing;
}

// Instants are of the record, wherever they are used, and read once.
function onRecord(read: Reader, place: number): Reader {
  return ({ run }) => {
    const known = place < run.instants.length ? run.instants[place] : unread;
    if (known !== unread) return known;
    while (run.instants.length <= place) run.instants.push(unread);
    return (run.instants[place] = read({ item: run.record, run }));
  };
}

function compileMatch(
  { name, when, ignore }: Plan['match'][number],
  at: Place,
  { world, faults }: Fields,
): CompiledMatch {
  const condition = when === undefined ? { ok: () => true } : world.condition(when);
  if (condition.problem) faults.addProblem([...at, 'when'], condition.problem);
  return { name, holds: condition.ok ?? (() => false), ...optional('ignore', ignore) };
}

function compileSequence(sequence: Plan['sequence'], fields: Fields): CompiledPlan['sequence'] {
  if (sequence === undefined) return undefined;
  const { number, per } = typeof sequence === 'string' ? { number: sequence, per: undefined } : sequence;
  return {
    number: compiledOr(number, ['sequence'], fields),
    per: per === undefined ? () => '' : compiledOr(per, ['sequence', 'per'], fields),
  };
}

function compileRule(
  event: Plan['events'][number],
  at: Place,
  matches: ReadonlySet<string>,
  fields: Fields,
): CompiledRule {
  const { faults } = fields;
  const { rule, reads, type } = event;
  const verb = typeof type === 'string' && Object.hasOwn(eventSchemas, type) ? (type as Verb) : undefined;
  if (typeof rule !== 'string') faults.add(at, 'PLAN_INVALID', 'An event needs rule, a name that never changes');
  if (verb === undefined)
    faults.add([...at, 'type'], 'PLAN_INVALID', `type is one of ${Object.keys(eventSchemas).join(', ')}`);
  const names = Array.isArray(reads) ? (reads as readonly PlanValue[]).map(String) : [...matches];
  for (const name of names)
    if (!matches.has(name)) faults.add([...at, 'reads'], 'PLAN_NAME_UNKNOWN', `"${name}" is no match of this plan`);
  const schema = verb === undefined ? {} : (eventSchemas[verb] as FieldSchema);
  const inner = event['for each'] === undefined ? fields : insideList(fields);
  const group = verb === undefined ? [] : compileGroup(schema, event, at, inner, (key) => ruleKeys.has(key));
  return {
    rule: planText(rule),
    verb: verb ?? 'declare',
    reads: new Set(names),
    applies: compileFilter(event['when'], [...at, 'when'], inner),
    ...optional(
      'items',
      event['for each'] === undefined ? undefined : compileItems(event['for each'], [...at, 'for each'], fields),
    ),
    fields: (scope) => readGroup(group, scope),
  };
}

function checkNames(plan: Plan, faults: Faults): void {
  const rules = plan.events.map((event) => event['rule']);
  rules.forEach((rule, i) => {
    if (rules.indexOf(rule) < i)
      faults.add(['events', i, 'rule'], 'PLAN_INVALID', `Two rules are called ${planText(rule)}`);
  });
  const trailer = trailerOf(plan);
  if (trailer && !plan.match.some(({ name }) => name === trailer.of))
    faults.add(['decode', 'trailer', 'of'], 'PLAN_NAME_UNKNOWN', `"${trailer.of}" is no match of this plan`);
  if (plan.revision !== undefined && plan.resend !== undefined)
    faults.add(['resend'], 'PLAN_INVALID', 'A plan declares revision or resend, not both');
}

interface Trailer {
  readonly when: string;
  readonly count: string;
  readonly of: string;
}

function trailerOf({ decode }: Plan): Trailer | undefined {
  return (decode as { readonly trailer?: Trailer }).trailer;
}

function compileTrailer(plan: Plan, fields: Fields): CompiledPlan['trailer'] {
  const trailer = trailerOf(plan);
  if (trailer === undefined) return undefined;
  const condition = fields.world.condition(trailer.when);
  if (condition.problem) fields.faults.addProblem(['decode', 'trailer', 'when'], condition.problem);
  const count = compiledOr(trailer.count, ['decode', 'trailer', 'count'], fields);
  return { holds: condition.ok ?? (() => false), count, of: trailer.of };
}

interface WorldParts {
  readonly resources: Resources;
  readonly plan: Plan;
  readonly faults: Faults;
  readonly instants: ReadonlyMap<string, Reader>;
  readonly pseudonyms: PseudonymSource;
  readonly witness: IdentifierWitness | undefined;
}

function createWorld({ resources, plan, faults, instants, pseudonyms, witness }: WorldParts): World {
  const identifiers = createIdentifiers(resources.schemes);
  if (identifiers.problem) faults.addProblem(['uses', 'schemes'], identifiers.problem);
  const tables = readTables(resources.tables, faults);
  const columns: PlanColumns = { mapped: new Set(), looked: new Set(), alternatives: [], people: new Set() };
  const readUnit = createUnitReader(withKept(resources.units, resources.keep ?? []));
  const materialUnits = createMaterialUnits(resources.factors ?? []);
  for (const factor of resources.factors ?? []) {
    const fault = factorFault(factor);
    if (fault) faults.addProblem(['uses', 'units'], fault);
  }
  for (const fault of keptFaults(resources.units, resources.keep ?? [])) faults.addProblem(['uses', 'units'], fault);
  const createAt = (depth: number): World => {
    const world: World = {
      readUnit,
      materialUnits,
      pseudonyms,
      identifier(name) {
        const found = named(identifiers.ok ?? new Map<string, IdentifierReader>(), name, 'identifier rule');
        return witness && found.ok ? { ok: witnessed(name, found.ok, witness) } : found;
      },
      table: (name) => named(tables, name, 'table'),
      pipe: (pipe) => compilePipe(pipe, world),
      condition: (text) => {
        noteLooked(text, columns);
        return compileCondition(text);
      },
      moment: (scope) => instants.get(Object.keys(plan.time ?? {})[0] ?? '')?.(scope),
      columns,
      depth,
      inner: () => createAt(depth + 1),
    };
    return world;
  };
  return createAt(0);
}

function noteLooked(condition: string, { looked }: PlanColumns): void {
  for (const [, plain, quoted] of condition.matchAll(/\br(?:\.([\p{L}_][\p{L}\p{N}_]*)|\[["']([^"']+)["']\])/gu))
    looked.add(plain ?? quoted ?? '');
}

function named<T>(known: ReadonlyMap<string, T>, name: string, what: string): Result<T> {
  const found = known.get(name);
  if (found !== undefined) return { ok: found };
  const names = [...known.keys()].join(', ') || 'none';
  return { problem: problem('PLAN_NAME_UNKNOWN', `"${name}" is no ${what}; there are ${names}`, { value: name }) };
}

function readTables(texts: Resources['tables'], faults: Faults): ReadonlyMap<string, LookupTable> {
  const tables = new Map<string, LookupTable>();
  for (const [name, text] of Object.entries(texts)) {
    const table = readTable(name, text);
    if (table.problem) faults.addProblem(['uses', 'tables', name], table.problem);
    else tables.set(name, table.ok);
  }
  return tables;
}
