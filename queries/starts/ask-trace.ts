import type { LedgerPosition } from '../../graph/ledger/ledger.ts';
import type { AsOf } from '../../graph/store/store.ts';
import { conservative } from '../../trace/question.ts';
import type { Rules } from '../../trace/question.ts';
import type { QueryContext } from '../context.ts';
import type { TraceArgs } from '../schema/arguments.ts';
import type { BudgetIn, RulesIn } from '../schema/inputs.ts';
import type { TraceOutcome } from '../schema/trace.ts';
import { ambiguousObject, refusal, unknownObject } from '../show/problem.ts';
import type { RowWants } from '../show/rows.ts';
import { isNarrowed } from '../show/rules.ts';
import { showTrace } from '../show/trace.ts';
import { findNear } from './find-things.ts';
import { resolveStarts, showStarts } from './resolve-starts.ts';

/** Resolves what was named, asks the engine, and tells what it found or why there is nothing. */
export async function askTrace(context: QueryContext, args: TraceArgs, wants: RowWants): Promise<TraceOutcome> {
  const refused = refuse(args);
  if (refused) return refused;
  const { position: newest } = await context.head();
  const asOf = { position: args.asOf?.position ?? newest };
  if (asOf.position > newest) return notYet(newest);
  const resolved = await resolveStarts(context, asOf, args.starts);
  if (resolved.kind === 'none') return unknownObject(context, asOf, resolved.said, resolved.near, wants);
  if (resolved.kind === 'several') return ambiguousObject(context, asOf, resolved.said, resolved.found, wants);
  return ask(context, asOf, args, resolved.starts, wants);
}

function notYet(position: LedgerPosition): TraceOutcome {
  return refusal('NOT_YET_APPLIED', `The graph knows everything up to ledger position ${position}.`, ['asOf.position']);
}

async function ask(
  context: QueryContext,
  asOf: AsOf,
  args: TraceArgs,
  starts: Parameters<typeof showStarts>[2],
  wants: RowWants,
): Promise<TraceOutcome> {
  const { nodes, clamped } = budgetOf(args.budget);
  const { validAt } = args.asOf ?? {};
  const asked = await context.traces.ask(context.view, {
    starts: starts.map(({ key }) => key),
    direction: args.direction,
    rules: rulesOf(args.rules),
    asOf: { known: asOf.position, ...(validAt ? { validAt } : {}) },
    budget: { nodes },
  });
  if (asked.kind === 'not-yet-applied') return notYet(asked.position);
  if (asked.kind === 'unknown') {
    const [key = ''] = asked.keys;
    return unknownObject(context, asOf, key, await findNear(context, asOf, key), wants);
  }
  return { __typename: 'Trace', ...showTrace(context, asked.answer, await showStarts(context, asOf, starts), clamped) };
}

const mostStarts = 500;

function refuse({ starts, rules }: TraceArgs): TraceOutcome | undefined {
  if (starts.length === 0 || starts.length > mostStarts) {
    const message = `A trace has 1 to ${mostStarts} starts, not ${starts.length}.`;
    return refusal('BAD_USER_INPUT', message, ['starts']);
  }
  const missing = (['name', 'reason'] as const).filter((field) => !rules?.[field]).map((field) => `rules.${field}`);
  if (!isNarrowed(rulesOf(rules)) || missing.length === 0) return undefined;
  return refusal(
    'RULES_NEED_REASON',
    'The rules leave something out, and do not say under which name and why.',
    missing,
  );
}

function rulesOf(given: RulesIn | null | undefined): Rules {
  const { timeStrict, insideAt, certainOnly, follow, name, reason } = given ?? {};
  return {
    name: name || conservative.name,
    timeStrict: timeStrict ?? conservative.timeStrict,
    certainOnly: certainOnly ?? conservative.certainOnly,
    ...(reason ? { reason } : {}),
    ...(insideAt ? { insideAt } : {}),
    ...(follow ? { follow } : {}),
  };
}

const budget = { usual: 2_000_000, most: 10_000_000 };

function budgetOf(given: BudgetIn | null | undefined): { readonly nodes: number; readonly clamped: readonly string[] } {
  const asked = given?.nodes ?? budget.usual;
  const nodes = Math.min(Math.max(asked, 1), budget.most);
  return { nodes, clamped: nodes === asked ? [] : [`budget.nodes ${asked} became ${nodes}`] };
}
