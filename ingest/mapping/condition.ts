import { Environment } from '@marcbachmann/cel-js';
import type { ASTNode } from '@marcbachmann/cel-js';
import { RE2JS } from 're2js';
import { problem, refused } from '../../graph/errors.ts';
import type { Result } from '../../graph/errors.ts';
import { issue } from './mapped-value.ts';
import type { Issue, Mapped, MappedList, Scope } from './mapped-value.ts';

const longest = 2048;
const deepestMacro = 2;
const macros: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'map', 'filter']);

const patterns = new Map<string, RE2JS>();

/** Linear in the text, whatever the pattern: RE2. */
export function pattern(source: string): Result<RE2JS> {
  const known = patterns.get(source);
  if (known) return { ok: known };
  try {
    const compiled = RE2JS.compile(source);
    patterns.set(source, compiled);
    return { ok: compiled };
  } catch {
    return refused('PLAN_CONDITION', `"${source}" is no pattern of RE2`, { value: source });
  }
}

const environment = new Environment({
  unlistedVariablesAreDyn: false,
  limits: { maxAstNodes: 200, maxDepth: 30, maxListElements: 200, maxMapEntries: 50, maxCallArguments: 8 },
})
  .registerVariable('r', 'dyn')
  .registerVariable('meta', 'dyn')
  .registerVariable('head', 'dyn')
  .registerVariable('i', 'dyn')
  .registerFunction('re(string, string): bool', (text: string, source: string) =>
    pattern(source).ok!.matcher(text).find(),
  );

export type Condition = (scope: Scope) => boolean | Issue;
type Evaluate = (scope: Scope) => unknown;

/** A condition is true, false, or an issue; an absent name is never quietly false (I13). */
export function compileCondition(text: string): Result<Condition> {
  const compiled = compileCel(text);
  if (compiled.problem) return compiled;
  const evaluate = compiled.ok;
  return {
    ok: (scope) => {
      try {
        const value = evaluate(scope);
        return typeof value === 'boolean' ? value : undecided(text, `gives ${typeof value}, not true or false`);
      } catch (error) {
        return undecided(text, reasonOf(error));
      }
    },
  };
}

/** `{cel: …}` as a value: texts, booleans, whole numbers and lists of these. */
export function compileExpression(text: string): Result<(scope: Scope) => Mapped | undefined | Issue> {
  const compiled = compileCel(text);
  if (compiled.problem) return compiled;
  const evaluate = compiled.ok;
  return {
    ok: (scope) => {
      try {
        return mapped(text, evaluate(scope));
      } catch (error) {
        return undecided(text, reasonOf(error));
      }
    },
  };
}

function compileCel(text: string): Result<Evaluate> {
  if (text.length > longest) return badCondition(text, `is longer than ${longest} characters`);
  try {
    const parsed = environment.parse(text);
    const forbidden = forbiddenIn(parsed.ast, 0);
    if (forbidden !== undefined) return badCondition(text, forbidden);
    const checked = parsed.check();
    if (!checked.valid) return badCondition(text, reasonOf(checked.error));
    const evaluate: (context: object) => unknown = parsed;
    return { ok: ({ run, item }) => evaluate({ r: run.record, meta: run.meta, head: run.head, i: item }) };
  } catch (error) {
    return badCondition(text, reasonOf(error));
  }
}

function forbiddenIn(node: ASTNode, macroDepth: number): string | undefined {
  const name = node.op === 'call' || node.op === 'rcall' ? node.args[0] : undefined;
  if (name === 'matches') return 'uses matches(); write re(text, pattern) instead';
  if (name === 're') return badPattern(node);
  const depth = name !== undefined && macros.has(name) ? macroDepth + 1 : macroDepth;
  if (depth > deepestMacro) return `nests more than ${deepestMacro} macros`;
  for (const child of nodesIn(node.args)) {
    const found = forbiddenIn(child, depth);
    if (found !== undefined) return found;
  }
  return undefined;
}

// The pattern is part of the plan, never of the data.
function badPattern(node: ASTNode): string | undefined {
  if (node.op !== 'call') return 'uses re() as a method; write re(text, pattern)';
  const source = node.args[1][1];
  if (source?.op !== 'value' || typeof source.args !== 'string') return 'uses re() without a literal pattern';
  return pattern(source.args).problem?.message;
}

function nodesIn(args: unknown): readonly ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(nodesIn);
  return typeof args === 'object' && args !== null && 'op' in args ? [args as ASTNode] : [];
}

function mapped(text: string, value: unknown): Mapped | undefined | Issue {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) {
    const items = value.map((item) => mapped(text, item));
    const bad = items.find((item) => typeof item === 'object' && 'problem' in item);
    return bad ?? (items as MappedList);
  }
  return undecided(text, 'gives neither a text, nor true or false, nor a whole number');
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);

const undecided = (text: string, why: string): Issue =>
  issue(problem('MAP_CONDITION', `Condition "${text}" could not be decided: ${why}`, { path: text, value: why }));

const badCondition = (text: string, why: string) =>
  refused('PLAN_CONDITION', `Condition "${text}" is not allowed: ${why}`, { value: text });
