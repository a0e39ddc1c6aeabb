import { problem, refused } from '../../graph/errors.ts';
import type { ErrorCode, Problem, Result } from '../../graph/errors.ts';
import type { UnitReader } from '../../graph/model/unit-reader.ts';
import type { Condition } from './condition.ts';
import type { IdentifierReader } from './identifiers.ts';
import type { LookupTable } from './lookup-table.ts';
import type { MaterialUnits } from './material-factors.ts';
import { issue, shown } from './mapped-value.ts';
import type { Issue, Mapped, Read, Reader, Scope } from './mapped-value.ts';
import type { Argument, ArgumentValue, Pipe } from './pipe.ts';
import type { PseudonymSource } from './pseudonyms.ts';

/**
 * One step of a pipe, such as `trim` or `lookup('verdicts')`.
 *
 * Pure, total and linear in its input: no clock, no network, no state. It gives an issue rather than a guess. What is
 * absent stays absent: a function is never called for it. A function whose meaning changes gets a new name, since plans
 * of years ago are replayed.
 */
export interface MappingFunction {
  readonly name: string;
  /** How it is called and what it does, in one sentence each; the docs are made of this. */
  readonly usage: string;
  readonly says: string;
  /** `each`: called for every item of a list. `whole`: called once, with the list. */
  readonly takes: 'each' | 'whole';
  /** Checks the arguments once, when the plan is read, and gives what is called for each value. */
  bind(args: Arguments, world: World): Result<Apply>;
}

export type Apply = (value: Mapped, scope: Scope) => Read;

/** What a plan brings along for its functions. */
export interface World {
  readonly readUnit: UnitReader;
  readonly materialUnits: MaterialUnits;
  readonly pseudonyms: PseudonymSource;
  identifier(name: string): Result<IdentifierReader>;
  table(name: string): Result<LookupTable>;
  pipe(pipe: Pipe): Result<Reader>;
  condition(text: string): Result<Condition>;
  /** The first instant of the plan: the time at which tables are looked up. */
  moment(scope: Scope): Read;
  readonly columns: PlanColumns;
  /** How many lists surround what is compiled: a name within them is of an item, and `^` steps out. */
  readonly depth: number;
  /** The world inside a list. */
  inner(): World;
}

/** The top names of a record that a plan reads by pipes, and those it only looks at in conditions. */
export interface PlanColumns {
  readonly mapped: Set<string>;
  readonly looked: Set<string>;
  /** Columns of which one is enough: those that one `first` chooses among. */
  readonly alternatives: Set<string>[];
  /** Columns that name people: what stands in them is shown nowhere. `everyColumn` where people are named within lists. */
  readonly people: Set<string>;
}

export const everyColumn = '*';

export const mayNamePeople = ({ people }: PlanColumns, column: string): boolean =>
  people.has(column) || people.has(everyColumn);

/** The arguments of one call, taken by place or by name. Whatever is not taken is refused. */
export class Arguments {
  readonly #call: string;
  readonly #args: readonly Argument[];
  readonly #taken = new Set<Argument>();
  #problem: Problem | undefined;

  constructor(call: string, args: readonly Argument[]) {
    this.#call = call;
    this.#args = args;
  }

  text(place: number, name?: string): string {
    return this.optionalText(place, name) ?? this.#missing(place, name);
  }

  optionalText(place: number, name?: string): string | undefined {
    const value = this.#take(place, name);
    if (value === undefined || value.kind !== 'pipe') return value?.text;
    this.#refuse('is a pipe where a text is meant');
    return undefined;
  }

  texts(name?: string): readonly string[] {
    const found = this.#args.filter((arg) => arg.name === name);
    for (const arg of found) this.#taken.add(arg);
    return found.flatMap(({ value }) => (value.kind === 'pipe' ? [] : [value.text]));
  }

  whole(place: number, name?: string): number {
    const text = this.text(place, name);
    if (/^-?\d{1,6}$/.test(text)) return Number(text);
    this.#refuse(`"${text}" is no whole number`);
    return 0;
  }

  oneOf<T extends string>(place: number, choices: readonly T[], fallback: T): T {
    const text = this.optionalText(place) ?? fallback;
    const found = choices.find((choice) => choice === text);
    if (found === undefined) this.#refuse(`"${text}" is none of ${choices.join(', ')}`);
    return found ?? fallback;
  }

  /** A path or an inner pipe, to be read for each value. */
  reader(name: string, world: World): Reader | undefined {
    const value = this.#take(-1, name);
    if (value === undefined) return undefined;
    const pipe = pipeOf(value);
    const read = world.pipe(pipe);
    this.#problem ??= read.problem;
    return read.ok;
  }

  /** Ends the taking: `bound` if every argument was understood. */
  done(bound: Apply): Result<Apply> {
    if (this.#problem) return { problem: this.#problem };
    const left = this.#args.find((arg) => !this.#taken.has(arg));
    if (left) return { problem: this.#complain(`does not know the argument ${left.name ?? textOf(left.value)}`) };
    return { ok: bound };
  }

  #take(place: number, name: string | undefined): ArgumentValue | undefined {
    const positional = this.#args.filter((arg) => arg.name === undefined)[place];
    const found = this.#args.find((arg) => name !== undefined && arg.name === name) ?? positional;
    if (found) this.#taken.add(found);
    return found?.value;
  }

  #missing(place: number, name: string | undefined): string {
    this.#refuse(`needs ${name ?? `argument ${place + 1}`}`);
    return '';
  }

  #refuse(what: string): void {
    this.#problem ??= this.#complain(what);
  }

  #complain(what: string): Problem {
    return problem('PLAN_FUNCTION', `${this.#call} ${what}`, { value: this.#call });
  }
}

function pipeOf(value: ArgumentValue): Pipe {
  if (value.kind === 'pipe') return value.pipe;
  const source = value.kind === 'word' ? { path: value.path } : { literal: value.text };
  return { sources: [source], calls: [], text: value.text };
}

const textOf = (value: ArgumentValue): string => (value.kind === 'pipe' ? value.pipe.text : value.text);

/** A function that takes no arguments and reads one text. */
export function textFunction(name: string, says: string, apply: (text: string) => Read): MappingFunction {
  return { name, usage: name, says, takes: 'each', bind: (args) => args.done(onText(name, apply)) };
}

/** Lets a function see texts only; a yes or no is its text. */
export function onText(name: string, apply: (text: string, scope: Scope) => Read): Apply {
  return (value, scope) => {
    if (typeof value === 'string') return apply(value, scope);
    if (typeof value === 'boolean') return apply(String(value), scope);
    return refusedValue('MAP_TYPE', `${name} reads a text, and this is ${shown(value)}`, value);
  };
}

export function refusedValue(code: ErrorCode, says: string, value: Mapped): Issue {
  return issue(problem(code, says, { value: shown(value) }));
}

/** A result of the model as a pipe carries it. */
export function readOf<T extends Mapped>(result: Result<T>): T | Issue {
  return result.problem ? issue(result.problem) : result.ok;
}

export const badArgument = (call: string, why: string) => refused('PLAN_FUNCTION', `${call} ${why}`, { value: call });
