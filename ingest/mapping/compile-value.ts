import { problem, refused } from '../../graph/errors.ts';
import type { Problem, Result } from '../../graph/errors.ts';
import { compileExpression } from './condition.ts';
import { mappingFunctions } from './functions.ts';
import { person } from './functions/person.ts';
import { isList, issue, Issue, shown, withoutValue } from './mapped-value.ts';
import type { Mapped, Read, Reader, Scope } from './mapped-value.ts';
import { Arguments, everyColumn } from './mapping-function.ts';
import type { Apply, MappingFunction, PlanColumns, World } from './mapping-function.ts';
import { compilePath } from './path.ts';
import type { Path } from './path.ts';
import { readPipe } from './pipe.ts';
import type { Call, Pipe, PipeSource } from './pipe.ts';

/** What a plan writes where a value is meant: a pipe or one of the forms of ingest.md §5.2. */
export type PlanValue =
  string | number | boolean | null | readonly PlanValue[] | { readonly [name: string]: PlanValue };

const maxFieldLength = 65_536;

/** Compiles a pipe into one closure; nothing of the plan is looked at again while records run. */
export function compilePipe(pipe: Pipe, world: World): Result<Reader> {
  const namesPerson = pipe.calls.some(({ name }) => name === person.name);
  for (const source of pipe.sources)
    if ('path' in source) {
      noteColumn(source.path, world);
      if (namesPerson) notePerson(source.path, world);
    }
  const sources = pipe.sources.map(compileSource);
  const [first] = sources;
  let reader: Reader = sources.length === 1 && first ? first : (scope) => sources.map((read) => read(scope)) as Read;
  for (const call of pipe.calls) {
    const bound = bind(call, world);
    if (bound.problem) return bound;
    reader = stepped(reader, bound.ok);
  }
  return { ok: located(namesPerson ? silent(reader) : reader, sourcesOf(pipe)) };
}

/** Whatever fails on the way to a pseudonym must not show the name. */
function silent(reader: Reader): Reader {
  return (scope) => {
    const value = reader(scope);
    return value instanceof Issue ? issue(withoutValue(value.problem)) : value;
  };
}

export function compilePipeText(text: string, world: World): Result<Reader> {
  const pipe = readPipe(text);
  return pipe.problem ? pipe : compilePipe(pipe.ok, world);
}

function noteColumn({ root, out, steps }: Path, { columns, depth }: World): void {
  const [first] = steps;
  const isOfRecord = root === 'record' || (root === 'item' && out === depth);
  if (isOfRecord && typeof first === 'string') columns.mapped.add(first);
}

function notePerson({ root, out, steps }: Path, { columns, depth }: World): void {
  const [first] = steps;
  const isOfRecord = root === 'record' || (root === 'item' && out === depth);
  columns.people.add(isOfRecord && typeof first === 'string' ? first : everyColumn);
}

function compileSource(source: PipeSource): Reader {
  if ('path' in source) return compilePath(source.path);
  const { literal } = source;
  return () => literal;
}

function bind({ name, args }: Call, world: World): Result<Apply> {
  const fn = mappingFunctions.get(name);
  if (!fn) return refused('PLAN_FUNCTION', `There is no function ${name}`, { value: name });
  const bound = fn.bind(new Arguments(name, args), world);
  return bound.problem ? bound : { ok: spread(fn, bound.ok) };
}

function spread({ takes }: MappingFunction, apply: Apply): Apply {
  if (takes === 'whole') return counted(apply);
  const one = counted(apply);
  return (value, scope) => (isList(value) ? eachOf(value, one, scope) : one(value, scope));
}

function eachOf(list: readonly (Mapped | undefined)[], apply: Apply, scope: Scope): Read {
  const results: (Mapped | undefined)[] = [];
  for (const item of list) {
    const result = item === undefined ? undefined : apply(item, scope);
    if (result instanceof Issue) return result;
    results.push(result);
  }
  return results;
}

function counted(apply: Apply): Apply {
  return (value, scope) => {
    if (--scope.run.steps < 0) return overBudget;
    return apply(value, scope);
  };
}

const overBudget = issue(problem('MAP_BUDGET', 'The record needs more steps than a mapping may take'));

function stepped(before: Reader, apply: Apply): Reader {
  return (scope) => {
    const value = before(scope);
    if (value === undefined || value instanceof Issue) return value;
    return apply(value, scope);
  };
}

/** Where in the record a pipe begins: what a quarantine group is named by. */
export function sourcesOf({ sources }: Pipe): string {
  return sources.map((source) => ('path' in source ? source.path.text : `'${source.literal}'`)).join(', ');
}

function located(reader: Reader, text: string): Reader {
  return (scope) => {
    const value = reader(scope);
    if (value instanceof Issue)
      return value.problem.path === undefined ? issue({ ...value.problem, path: text }) : value;
    if (typeof value === 'string' && value.length > maxFieldLength) return tooLong(text, value.length);
    return value;
  };
}

const tooLong = (path: string, length: number): Issue =>
  issue(problem('MAP_TOO_LONG', `${path} gives ${length} characters`, { path }));

/** The forms that stand in place of a pipe. */
const formNames = ['first', 'template', 'when', 'cel', 'const'] as const;

export function isForm(value: PlanValue): boolean {
  return isMapping(value) && formNames.some((name) => Object.hasOwn(value, name));
}

export function isMapping(value: PlanValue | undefined): value is { readonly [name: string]: PlanValue } {
  return typeof value === 'object' && value !== null && !isPlanList(value);
}

/** A part of a plan that should be a text, as one; anything else as JSON, which will be refused where it is read. */
export const planText = (value: PlanValue | undefined): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? null);

export function isPlanList(value: PlanValue | undefined): value is readonly PlanValue[] {
  return Array.isArray(value);
}

type Inner = (value: PlanValue) => Result<Reader>;

/** A pipe or a form. `inner` compiles what stands inside a form: for `when`, whatever the field itself would take. */
export function compileValue(value: PlanValue, world: World, inner?: Inner): Result<Reader> {
  const within = inner ?? ((part: PlanValue) => compileValue(part, world));
  if (typeof value === 'string') return compilePipeText(value, world);
  if (typeof value === 'boolean') return { ok: () => value };
  if (typeof value === 'number') return { ok: () => String(value) };
  if (!isMapping(value)) return refused('PLAN_INVALID', `${shownPlan(value)} is no pipe and no form`);
  const known = formNames.find((name) => Object.hasOwn(value, name));
  return known === undefined
    ? refused('PLAN_INVALID', `${shownPlan(value)} is no pipe and no form`)
    : forms[known](value, world, within);
}

type Form = (value: { readonly [name: string]: PlanValue }, world: World, inner: Inner) => Result<Reader>;

const forms: Readonly<Record<(typeof formNames)[number], Form>> = {
  const: (value) => onlyKeys(value, ['const']) ?? compileConst(value['const']),
  cel: (value) => onlyKeys(value, ['cel']) ?? compileExpression(planText(value['cel'])),
  first: (value, { columns }, inner) =>
    onlyKeys(value, ['first']) ?? alternatively(columns, () => compileFirst(value['first'], inner)),
  template: (value, world) => onlyKeys(value, ['template']) ?? compileTemplate(planText(value['template']), world),
  when: (value, world, inner) => onlyKeys(value, ['when', 'then', 'else']) ?? compileWhen(value, world, inner),
};

function onlyKeys(value: object, allowed: readonly string[]): { readonly problem: Problem } | undefined {
  const odd = Object.keys(value).find((name) => !allowed.includes(name));
  return odd === undefined
    ? undefined
    : refused('PLAN_UNKNOWN_KEY', `"${odd}" does not belong to the form of ${allowed.join(', ')}`, { value: odd });
}

function compileConst(value: PlanValue | undefined): Result<Reader> {
  if (typeof value === 'boolean' || typeof value === 'string') return { ok: () => value };
  if (typeof value === 'number' && Number.isSafeInteger(value)) return { ok: () => String(value) };
  return refused('PLAN_INVALID', 'A const is a text, a whole number, true or false; write 0.5 as "0.5"');
}

/** Of columns that stand for each other, as after a renaming, one is enough: none of them alone is missed. */
function alternatively({ mapped, alternatives }: PlanColumns, compile: () => Result<Reader>): Result<Reader> {
  const before = new Set(mapped);
  const compiled = compile();
  const added = [...mapped].filter((column) => !before.has(column));
  if (added.length > 1) {
    for (const column of added) mapped.delete(column);
    alternatives.push(new Set(added));
  }
  return compiled;
}

/** The first that is present; an issue stays an issue, so that a broken number is not passed over for a default. */
function compileFirst(value: PlanValue | undefined, inner: Inner): Result<Reader> {
  if (!isPlanList(value) || value.length === 0) return refused('PLAN_INVALID', 'first needs a list of pipes');
  const readers: Reader[] = [];
  for (const part of value) {
    const read = inner(part);
    if (read.problem) return read;
    readers.push(read.ok);
  }
  return {
    ok: (scope) => {
      for (const read of readers) {
        const found = read(scope);
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

function compileTemplate(template: string, world: World): Result<Reader> {
  const parts: Reader[] = [];
  for (const part of template.split(/(\{[^}]*\})/)) {
    const isPipe = part.startsWith('{') && part.endsWith('}');
    const read = isPipe ? compilePipeText(part.slice(1, -1), world) : { ok: () => part };
    if (read.problem) return read;
    parts.push(read.ok);
  }
  return { ok: (scope) => fill(parts, template, scope) };
}

// Absent as a whole when a part is: half a text would name something else.
function fill(parts: readonly Reader[], template: string, scope: Scope): Read {
  let text = '';
  for (const part of parts) {
    const value = part(scope);
    if (value === undefined || value instanceof Issue) return value;
    if (typeof value !== 'string' && typeof value !== 'boolean')
      return issue(
        problem('MAP_TYPE', `A template takes texts, and this is ${shown(value)}`, {
          path: template,
          value: shown(value),
        }),
      );
    text += String(value);
  }
  return text;
}

function compileWhen(value: { readonly [name: string]: PlanValue }, world: World, inner: Inner): Result<Reader> {
  const condition = world.condition(planText(value['when']));
  if (condition.problem) return condition;
  if (value['then'] === undefined) return refused('PLAN_INVALID', 'when needs then');
  const then = inner(value['then']);
  if (then.problem) return then;
  const otherwise: Result<Reader> = value['else'] === undefined ? { ok: () => undefined } : inner(value['else']);
  if (otherwise.problem) return otherwise;
  const [holds, yes, no] = [condition.ok, then.ok, otherwise.ok];
  return {
    ok: (scope) => {
      const decided = holds(scope);
      return decided instanceof Issue ? decided : decided ? yes(scope) : no(scope);
    },
  };
}

const shownPlan = (value: PlanValue): string => JSON.stringify(value).slice(0, 100);
