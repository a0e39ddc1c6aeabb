import { problem } from '../../graph/errors.ts';
import type { Result } from '../../graph/errors.ts';
import { compileConversion } from './compile-conversion.ts';
import { compileEach, isEach } from './compile-each.ts';
import { compileSpan, moment } from './compile-time.ts';
import { compilePipeText, compileValue, isForm, isMapping, isPlanList, planText, sourcesOf } from './compile-value.ts';
import type { PlanValue } from './compile-value.ts';
import { failed, nothing, requiredIssue } from './field-reader.ts';
import type { Fields, Json, JsonReader } from './field-reader.ts';
import { fitting } from './fit-value.ts';
import { isList, Issue } from './mapped-value.ts';
import type { Reader, Scope } from './mapped-value.ts';
import type { World } from './mapping-function.ts';
import { readPipe } from './pipe.ts';
import type { Place } from './plan-fault.ts';
import { fieldNamed, fieldsOf, requiredOf, shapeOf } from './schema-shape.ts';
import type { FieldSchema, Shape } from './schema-shape.ts';
import { single } from './single-value.ts';
import { sourcePaths } from './source-paths.ts';

const absent = (): undefined => undefined;

/** Compiles what a plan writes for one field, led by the field's schema; faults are gathered and `nothing` is returned. */
export function compileField(schema: FieldSchema, value: PlanValue, at: Place, fields: Fields): JsonReader {
  return compilers[shapeOf(schema)](schema, value, at, fields);
}

type Compiler = (schema: FieldSchema, value: PlanValue, at: Place, fields: Fields) => JsonReader;

const compilers: Readonly<Record<Shape, Compiler>> = {
  list: compileList,
  object: compileObject,
  use: compileUse,
  quantity: compileQuantity,
  time: compileTime,
  open: compileOpen,
  ref: leaf,
  enum: leaf,
  instant: leaf,
  integer: leaf,
  boolean: leaf,
  text: leaf,
};

/** A pipe or form whose result is made to fit the schema. Inside `when` and `first`, whatever the field itself takes. */
function leaf(schema: FieldSchema, value: PlanValue, at: Place, fields: Fields): JsonReader {
  if (isWordOf(schema, value)) return () => value;
  const compiled = compileForms(schema, value, fields.world);
  if (compiled.problem) return failed(fields, at, compiled.problem);
  const read = compiled.ok;
  const shape = shapeOf(schema);
  const fit = fitting[shape];
  // Only names of the author's choosing may hold a list where nothing says so.
  const isOpen = shape === 'list' || shape === 'open';
  const name = nameAt(at);
  const isKey = name === 'recordKey' || name === 'closes' || name === 'releases';
  const local = localRef(schema, name, fields);
  return (scope) => {
    const value = read(scope);
    const found = isOpen ? value : single(value, name);
    if (found === undefined || found instanceof Issue) return found;
    if (local && typeof found === 'string') return local(found);
    const json = fit(found, name);
    return isKey && typeof json === 'string' ? fields.recordKey(json) : json;
  };
}

/** One of the field's own words, as `purchase`: it stands for itself, and no column is meant. */
const isWordOf = ({ enum: words }: FieldSchema, value: PlanValue): value is string =>
  typeof value === 'string' && (words?.includes(value) ?? false);

/** A pipe or form, within which the field's own words stand for themselves as well. */
function compileForms(schema: FieldSchema, value: PlanValue, world: World): Result<Reader> {
  const inner = (part: PlanValue): Result<Reader> =>
    isWordOf(schema, part) ? { ok: () => part } : compileValue(part, world, inner);
  return compileValue(value, world, inner);
}

// Orders, operations and documents that nobody numbers beyond their source need no identifier rule. Things always do.
const naturalKinds: Readonly<Record<string, string>> = {
  process: 'process',
  order: 'order',
  equipment: 'equipment',
  documents: 'document',
  at: 'place',
};

function localRef(schema: FieldSchema, name: string, { namespace }: Fields): ((value: string) => Json) | undefined {
  const kind = shapeOf(schema) === 'ref' && Object.hasOwn(naturalKinds, name) ? naturalKinds[name] : undefined;
  return kind === undefined ? undefined : (value) => ({ kind, scheme: 'local', issuer: namespace, value });
}

/** The field that a place belongs to, also within a list. */
const nameAt = (at: Place): string => at.findLast((step) => typeof step === 'string')?.replace(/\?$/, '') ?? '';

// --- lists

function compileList(schema: FieldSchema, value: PlanValue, at: Place, fields: Fields): JsonReader {
  const items = schema.items ?? {};
  if (isPlanList(value)) return compileElements(items, value, at, fields);
  if (isEach(value))
    return listed(compileEach(value, at, fields, (item, place, inner) => compileField(items, item, place, inner)));
  if (isMapping(value) && !isForm(value)) return listed(asList(compileField(items, value, at, fields)));
  return compileFlow(items, value, at, fields);
}

type ListReader = (scope: Scope) => readonly Json[] | Issue;

// An empty list is absent: an event never states "none of these" by an empty field.
const listed =
  (read: ListReader): JsonReader =>
  (scope) => {
    const list = read(scope);
    return list instanceof Issue || list.length > 0 ? list : undefined;
  };

const asList =
  (read: JsonReader): ListReader =>
  (scope) => {
    const value = read(scope);
    return value === undefined ? [] : value instanceof Issue ? value : [value];
  };

function compileElements(items: FieldSchema, values: readonly PlanValue[], at: Place, fields: Fields): JsonReader {
  const readers = values.map((value, i): ListReader => {
    const place = [...at, i];
    if (isEach(value))
      return compileEach(value, place, fields, (item, inner, within) => compileField(items, item, inner, within));
    const read = compileField(items, value, place, fields);
    const mayBeAbsent = isMapping(value) && 'when' in value && !('else' in value);
    return asList(mayBeAbsent ? read : required(read, nameAt(at), sourcePaths(value, items)));
  });
  return listed((scope) => {
    const list: Json[] = [];
    for (const read of readers) {
      const part = read(scope);
      if (!(part instanceof Issue)) list.push(...part);
      else if (!scope.run.gathering) return part;
    }
    return list;
  });
}

/** A pipe that may give one thing or several. */
function compileFlow(items: FieldSchema, value: PlanValue, at: Place, fields: Fields): JsonReader {
  const compiled = compileValue(value, fields.world, (part) => compileValue(part, fields.world));
  if (compiled.problem) return failed(fields, at, compiled.problem);
  const [read, fit, name] = [compiled.ok, fitting[shapeOf(items)], nameAt(at)];
  const local = localRef(items, name, fields);
  return listed((scope) => {
    const found = read(scope);
    if (found === undefined || found instanceof Issue) return found ?? [];
    const list: Json[] = [];
    for (const item of isList(found) ? found : [found]) {
      if (item === undefined) continue;
      const json = local && typeof item === 'string' ? local(item) : fit(item, name);
      if (json instanceof Issue) return json;
      list.push(noted(json, items, name, scope));
    }
    return list;
  });
}

function noted(json: Json, schema: FieldSchema, name: string, scope: Scope): Json {
  if (shapeOf(schema) === 'use') noteClassOnly(json, name, scope);
  return json;
}

// --- groups of fields

interface NamedReader {
  readonly name: string;
  readonly read: JsonReader;
  readonly isOptional: boolean;
  /** Stands in the plan, so it says nothing about whether the record has the group. */
  readonly isConstant: boolean;
  readonly source: string;
}

export function compileGroup(
  schema: FieldSchema,
  value: { readonly [name: string]: PlanValue },
  at: Place,
  fields: Fields,
  known: (name: string) => boolean = () => false,
): readonly NamedReader[] {
  const readers: NamedReader[] = [];
  for (const [key, part] of Object.entries(value)) {
    if (known(key)) continue;
    const isOptional = key.endsWith('?');
    const plain = isOptional ? key.slice(0, -1) : key;
    const name = fieldNamed(schema, plain);
    const place = [...at, key];
    if (name === undefined) {
      fields.faults.add(
        place,
        'PLAN_UNKNOWN_KEY',
        `"${plain}" is no field here; there are ${fieldsOf(schema).join(', ')}`,
      );
      continue;
    }
    const read = compileField(schema.properties![name]!, part, place, fields);
    readers.push({
      name,
      read,
      isOptional,
      isConstant: isConstant(schema.properties![name]!, part),
      source: sourcePaths(part, schema.properties![name]),
    });
  }
  for (const name of requiredOf(schema))
    if (!readers.some((reader) => reader.name === name))
      fields.faults.add(at, 'PLAN_INVALID', `${printed(at)} needs ${name}`);
  return readers;
}

const printed = (at: Place): string => (typeof at.at(-1) === 'string' ? String(at.at(-1)) : 'The event');

function isConstant(schema: FieldSchema, value: PlanValue): boolean {
  if (typeof value !== 'string')
    return typeof value === 'boolean' || typeof value === 'number' || (isMapping(value) && 'const' in value);
  return schema.enum?.includes(value) ?? false;
}

/** All fields of a group. A required one that is absent refuses the record; when all are, the group itself is absent. */
export function readGroup(readers: readonly NamedReader[], scope: Scope): Record<string, Json> | undefined | Issue {
  const group: Record<string, Json> = {};
  let missing: NamedReader | undefined;
  let isThere = false;
  for (const reader of readers) {
    const value = reader.read(scope);
    if (value instanceof Issue) {
      if (!scope.run.gathering) return value;
    } else if (value !== undefined) {
      group[reader.name] = value;
      isThere ||= !reader.isConstant;
    } else if (!reader.isOptional) missing ??= reader;
  }
  if (missing && !isThere) return undefined;
  return missing && !scope.run.gathering ? requiredIssue(missing.name, missing.source) : group;
}

/** Absent is an issue. */
export function required(read: JsonReader, name: string, source: string): JsonReader {
  return (scope) => read(scope) ?? requiredIssue(name, source);
}

function compileObject(schema: FieldSchema, value: PlanValue, at: Place, fields: Fields): JsonReader {
  if (isForm(value)) return compileBranches(schema, value, at, fields) ?? leaf(schema, value, at, fields);
  if (!isMapping(value)) return leaf(schema, value, at, fields);
  const readers = compileGroup(schema, value, at, fields);
  return (scope) => readGroup(readers, scope);
}

/** `when` around whole groups. */
function compileBranches(schema: FieldSchema, value: PlanValue, at: Place, fields: Fields): JsonReader | undefined {
  if (!isMapping(value) || !isMapping(value['then'])) return undefined;
  const branch = (part: PlanValue | undefined, name: string): JsonReader =>
    part === undefined ? nothing : compileField(schema, part, [...at, name], fields);
  const [then, otherwise] = [branch(value['then'], 'then'), branch(value['else'], 'else')];
  const condition = fields.world.condition(planText(value['when']));
  if (condition.problem) return failed(fields, at, condition.problem);
  const holds = condition.ok;
  return (scope) => {
    const decided = holds(scope);
    return decided instanceof Issue ? decided : decided ? then(scope) : otherwise(scope);
  };
}

function compileUse(schema: FieldSchema, value: PlanValue, at: Place, fields: Fields): JsonReader {
  const read = compileObject(schema, value, at, fields);
  const name = String(at.find((step, i) => i > 1 && typeof step === 'string') ?? 'things');
  return (scope) => {
    const use = read(scope);
    if (use !== undefined && !(use instanceof Issue)) noteClassOnly(use, name, scope);
    return use;
  };
}

/** A consumption without a lot is stated as it is, and found: it is shown, never invented. */
function noteClassOnly(use: Json, path: string, scope: Scope): void {
  if (typeof use !== 'object' || 'thing' in use || !('material' in use)) return;
  const { value } = use['material'] as { readonly value: string };
  scope.run.findings.push({ code: 'CLASS_ONLY', path, value });
}

/** Names the author chooses: extras and declared attributes. */
function compileOpen(_schema: FieldSchema, value: PlanValue, at: Place, fields: Fields): JsonReader {
  if (!isMapping(value) || isForm(value)) return leaf({ type: 'object' }, value, at, fields);
  const readers = Object.entries(value).map(([key, part]): NamedReader => {
    const isOptional = key.endsWith('?');
    const place = [...at, key];
    const read =
      isMapping(part) && !isForm(part)
        ? compileOpen({}, part, place, fields)
        : leaf({ type: 'array' }, part, place, fields);
    return {
      name: isOptional ? key.slice(0, -1) : key,
      read,
      isOptional,
      isConstant: false,
      source: sourcePaths(part),
    };
  });
  return (scope) => readGroup(readers, scope);
}

// --- quantities and times

const quantityForms: ReadonlySet<string> = new Set(['in', 'of']);

function compileQuantity(schema: FieldSchema, value: PlanValue, at: Place, fields: Fields): JsonReader {
  if (isForm(value)) return compileBranches(schema, value, at, fields) ?? leaf(schema, value, at, fields);
  if (!isMapping(value))
    return failed(fields, at, problem('PLAN_INVALID', 'A quantity is written as { value:, unit: }'));
  const readers = compileGroup(schema, value, at, fields, (name) => quantityForms.has(name));
  const [rawValue, rawUnit] = [rawReader(value['value'], fields), rawReader(value['unit'], fields)];
  const converted = compileConversion(value, at, fields);
  return (scope) => {
    const group = readGroup(readers, scope);
    if (group === undefined || group instanceof Issue) return group;
    const [amount, unit] = [jsonText(group['value']), jsonText(group['unit'])];
    const raw = { value: rawValue(scope) ?? amount, unit: rawUnit(scope) ?? unit };
    const asked = converted?.({ value: amount, unit }, scope);
    if (asked instanceof Issue) return asked;
    const quantity = asked === undefined ? group : { ...group, ...asked };
    return raw.value === quantity['value'] && raw.unit === quantity['unit'] ? quantity : { ...quantity, raw };
  };
}

const jsonText = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** What the source wrote, before any function touched it. */
function rawReader(value: PlanValue | undefined, { world }: Fields): (scope: Scope) => string | undefined {
  const pipe = typeof value === 'string' ? readPipe(value) : undefined;
  if (!pipe?.ok || pipe.ok.calls.length === 0) return absent;
  const read = compilePipeText(sourcesOf(pipe.ok), world).ok;
  return (scope) => {
    const raw = read?.(scope);
    return typeof raw === 'string' && raw.length > 0 ? raw : undefined;
  };
}

function compileTime(schema: FieldSchema, value: PlanValue, at: Place, fields: Fields): JsonReader {
  if (typeof value === 'string') return moment(value, at, fields, 'event');
  if (isForm(value)) return compileBranches(schema, value, at, fields) ?? leaf(schema, value, at, fields);
  if (!isMapping(value))
    return failed(fields, at, problem('PLAN_INVALID', 'A time is written as { from:, to:, basis: }'));
  return compileSpan(value, at, fields);
}
