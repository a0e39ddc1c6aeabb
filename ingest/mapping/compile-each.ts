import { problem } from '../../graph/errors.ts';
import { emptyObject } from '../formats/names.ts';
import type { SourceObject, SourceValue } from '../format.ts';
import { compileValue, isMapping, planText } from './compile-value.ts';
import type { PlanValue } from './compile-value.ts';
import { requiredIssue } from './field-reader.ts';
import type { Fields, Json, JsonReader } from './field-reader.ts';
import { isList, issue, Issue } from './mapped-value.ts';
import type { Scope } from './mapped-value.ts';
import { asSource, stepInto } from './path.ts';
import type { Place } from './plan-fault.ts';

/** The items that a repetition runs over. */
export type ItemsReader = (scope: Scope) => readonly SourceValue[] | Issue;

export function isEach(value: PlanValue): value is { readonly [name: string]: PlanValue } {
  return isMapping(value) && Object.hasOwn(value, 'for each');
}

type CompileItem = (item: PlanValue, at: Place, fields: Fields) => JsonReader;

/** What the items of a list are compiled with. */
export const insideList = (fields: Fields): Fields => ({ ...fields, world: fields.world.inner() });

/** `{ for each: …, when: …, item: … }` as a list of items; the language's only repetition. */
export function compileEach(
  value: { readonly [name: string]: PlanValue },
  at: Place,
  fields: Fields,
  compileItem: CompileItem,
): (scope: Scope) => readonly Json[] | Issue {
  for (const key of Object.keys(value))
    if (!eachKeys.has(key))
      fields.faults.add([...at, key], 'PLAN_UNKNOWN_KEY', `"${key}" is no part of for each; there are when, item`);
  const items = compileItems(value['for each']!, [...at, 'for each'], fields);
  if (value['item'] === undefined) fields.faults.add(at, 'PLAN_INVALID', 'for each needs item');
  const inner = insideList(fields);
  const read = compileItem(value['item'] ?? {}, [...at, 'item'], inner);
  const keeps = compileFilter(value['when'], [...at, 'when'], inner);
  return (scope) => {
    const found = items(scope);
    if (found instanceof Issue) return found;
    const list: Json[] = [];
    for (const item of found) {
      const part = readItem({ item, outer: scope, run: scope.run }, read, keeps);
      if (part instanceof Issue && !scope.run.gathering) return part;
      if (part !== undefined && !(part instanceof Issue)) list.push(part);
    }
    return list;
  };
}

const eachKeys: ReadonlySet<string> = new Set(['for each', 'when', 'item']);

type Keeps = (scope: Scope) => boolean | Issue;

function readItem(inner: Scope, read: JsonReader, keeps: Keeps): Json | undefined | Issue {
  const kept = keeps(inner);
  if (kept instanceof Issue) return kept;
  return kept ? (read(inner) ?? requiredIssue('item', 'the item of for each')) : undefined;
}

export function compileFilter(value: PlanValue | undefined, at: Place, { world, faults }: Fields): Keeps {
  if (value === undefined) return () => true;
  const condition = world.condition(planText(value));
  if (condition.ok) return condition.ok;
  faults.addProblem(at, condition.problem);
  return () => true;
}

/** A path or pipe, or columns that come in numbered groups. */
export function compileItems(value: PlanValue, at: Place, fields: Fields): ItemsReader {
  if (isMapping(value) && 'columns' in value) return compileColumns(value, at, fields);
  const compiled = compileValue(value, fields.world);
  if (compiled.problem) {
    fields.faults.addProblem(at, compiled.problem);
    return () => [];
  }
  const read = compiled.ok;
  return (scope) => {
    const found = read(scope);
    if (found === undefined) return [];
    if (found instanceof Issue) return found;
    const list = isList(found) ? found : [found];
    scope.run.steps -= list.length;
    if (scope.run.steps < 0) return overBudget;
    return list.flatMap((item) => (item === undefined ? [] : (asSource(item) ?? [])));
  };
}

const overBudget = issue(problem('MAP_BUDGET', 'The record has more items than a mapping may take'));

interface ColumnGroup {
  readonly columns: readonly string[];
}

function compileColumns(value: { readonly [name: string]: PlanValue }, at: Place, fields: Fields): ItemsReader {
  const columns = textsOf(value['columns']);
  const names = textsOf(value['as']);
  const [, from, to] = /^(\d{1,4})\.\.(\d{1,4})$/.exec(planText(value['n'])) ?? [];
  const stop = value['until empty'];
  const odd = Object.keys(value).find((key) => !columnKeys.has(key));
  if (odd !== undefined)
    fields.faults.add(
      [...at, odd],
      'PLAN_UNKNOWN_KEY',
      `"${odd}" is no part of columns; there are columns, n, as, until empty`,
    );
  if (from === undefined || to === undefined || columns.length === 0 || columns.length !== names.length)
    fields.faults.add(at, 'PLAN_INVALID', 'columns need a range such as n: 1..6, and as many names under as');
  if (stop !== undefined && !names.includes(planText(stop)))
    fields.faults.add([...at, 'until empty'], 'PLAN_INVALID', `"${planText(stop)}" is none of the names under as`);
  const groups: ColumnGroup[] = [];
  for (let n = Number(from ?? 1); n <= Number(to ?? 0); n++)
    groups.push({ columns: columns.map((column) => column.replaceAll('{n}', String(n))) });
  const { world } = fields;
  if (world.depth === 0)
    for (const group of groups) for (const column of group.columns) world.columns.mapped.add(column);
  return (scope) => readColumns(groups, names, stop === undefined ? -1 : names.indexOf(planText(stop)), scope);
}

const columnKeys: ReadonlySet<string> = new Set(['columns', 'n', 'as', 'until empty']);

const textsOf = (value: PlanValue | undefined): readonly string[] =>
  Array.isArray(value) ? (value as readonly PlanValue[]).map(String) : [];

function readColumns(
  groups: readonly ColumnGroup[],
  names: readonly string[],
  stop: number,
  scope: Scope,
): readonly SourceValue[] | Issue {
  const items: SourceValue[] = [];
  for (const { columns } of groups) {
    const item = columnItem(columns, names, scope);
    if (item === undefined) continue;
    // A lot without its part, or a group after the last one: not to be dropped unseen.
    if (stop >= 0 && item[names[stop]!] === undefined) return requiredIssue(names[stop]!, columns[stop]!);
    items.push(item);
  }
  return items;
}

/** Absent when all its columns are. */
function columnItem(columns: readonly string[], names: readonly string[], scope: Scope): SourceObject | undefined {
  const item = emptyObject();
  const there = columns.filter((column, i) => {
    const value = stepInto(scope.item, column);
    if (value === undefined || value === null || value === '') return false;
    item[names[i]!] = value;
    return true;
  });
  return there.length === 0 ? undefined : item;
}
