import * as word from '../graph/flow/edge-word.ts';
import { compareUtf8 } from '../graph/model/utf8-order.ts';
import { isWhole, through, wholly } from './carry.ts';
import type { Surety } from './carry.ts';
import { crossingRules } from './crossing.ts';
import { always, common } from './intervals.ts';
import type { Interval } from './intervals.ts';
import type { Answered } from './answered.ts';

/** Edges from a start to a row, in order. A stay in a container is one step with all its statements. */
export type Chain = readonly (readonly number[])[];

/** How a row was come to: `true` where it is certain and no time goes with it. */
type At = Interval | Surety | true;

interface State {
  readonly row: number;
  readonly at: At;
  /** Towards the row that is explained. */
  next?: { readonly state: State; readonly edges: readonly number[] };
}

export interface ChainSearch {
  readonly answered: Answered;
  readonly needsCertain: boolean;
  /** Edges that must not be used: to see whether there is another way. */
  readonly without?: ReadonlySet<number>;
}

/** A shortest chain from one of the goals, and the rows that lead to `to` at all, nearest first. */
export interface Found {
  readonly chain?: Chain;
  readonly goal?: number;
  readonly leading: ReadonlyMap<number, Chain>;
}

/**
 * Looks from the row back to a start, against the direction of the answer: by T1 the chains are the same, and few rows lead
 * to one row. Ties go to the smallest edge id.
 */
export function findChain(search: ChainSearch, to: number, isGoal: (row: number) => boolean): Found {
  const first: State = { row: to, at: search.needsCertain ? wholly : always };
  if (isGoal(to)) return { chain: [], goal: to, leading: new Map([[to, []]]) };
  const seen = new Map<string, State>([[nameOf(first), first]]);
  const leading = new Map<number, State>([[to, first]]);
  for (let level: readonly State[] = [first]; level.length > 0;) {
    const next = new Map<string, State>();
    for (const state of level)
      for (const { state: other, edges } of stepsFrom(search, state)) {
        const name = nameOf(other);
        if (seen.has(name)) continue;
        const known = next.get(name);
        if (known === undefined || isBefore(search, edges, known.next!.edges))
          next.set(name, { ...other, next: { state, edges } });
      }
    for (const [name, state] of next) {
      seen.set(name, state);
      if (!leading.has(state.row)) leading.set(state.row, state);
    }
    level = [...next.values()];
    const goals = level.filter(({ row }) => isGoal(row));
    if (goals.length > 0) {
      const best = goals.reduce((a, b) => (isBefore(search, b.next!.edges, a.next!.edges) ? b : a));
      return { chain: chainOf(best), goal: best.row, leading: new Map() };
    }
  }
  return { leading: new Map([...leading].map(([row, state]) => [row, chainOf(state)])) };
}

function chainOf(state: State): Chain {
  const chain: (readonly number[])[] = [];
  for (let at = state; at.next; at = at.next.state) chain.push(at.next.edges);
  return chain;
}

function nameOf({ row, at }: State): string {
  return at === true ? `${row}` : `${row} ${at.lo} ${at.hi} ${'need' in at ? at.need : ''}`;
}

function isBefore({ answered }: ChainSearch, a: readonly number[], b: readonly number[]): boolean {
  const { index } = answered.rows.lens;
  const id = (edges: readonly number[]) => (edges[0] === undefined ? '' : index.eid(edges[0]));
  return compareUtf8(id(a), id(b)) < 0;
}

type Step = { readonly state: State; readonly edges: readonly number[] };

function* stepsFrom(search: ChainSearch, state: State): Generator<Step> {
  const { answered, needsCertain, without } = search;
  const { rows, places, frozen, isForward } = answered;
  const { index } = rows.lens;
  const isUsable = (row: number) => {
    const place = places.of(row);
    return place >= 0 && (!needsCertain || frozen.isCertain(place));
  };
  for (const node of rows.identity.members(state.row))
    for (const e of index.edgesOf(node, isForward ? 'in' : 'out')) {
      const other = rows.identity.rowOf(isForward ? index.from[e]! : index.to[e]!);
      if (without?.has(e) !== true && isUsable(other)) yield* crossed(search, state, other, e);
    }
  if (needsCertain) return;
  for (const { row, edge } of rows.identity.guesses(state.row))
    if (isUsable(row) && (edge === undefined || without?.has(edge) !== true))
      yield { state: { row, at: always }, edges: edge === undefined ? [] : [edge] };
}

function* crossed(search: ChainSearch, state: State, other: number, e: number): Generator<Step> {
  const { rows, isForward } = search.answered;
  const { lens } = rows;
  const bits = lens.index.word[e]!;
  const strength = (bits & lens.refused) === 0 ? rows.strength(e, bits) : 0;
  if (strength === 0) return;
  if ((bits & word.packedIn) !== 0) yield* crossedStay(search, state, other, e);
  else if (!search.needsCertain || strength === 2) {
    const isStrict = lens.rules.timeStrict;
    const holds = (row: number) => isStrict || rows.isHolder(row);
    const edge = { bits, time: lens.time(e, bits), fromHolder: holds(state.row), toHolder: holds(other) };
    const rules = crossingRules(!isForward, isStrict);
    const at = search.needsCertain
      ? rules.sure(edge, state.at === true ? undefined : (state.at as Surety))
      : rules.outer(edge, state.at as Interval);
    if (at !== false && at !== undefined) yield { state: { row: other, at }, edges: [e] };
  }
}

function* crossedStay(search: ChainSearch, state: State, other: number, e: number): Generator<Step> {
  const { rows, isForward } = search.answered;
  const stay = isForward ? rows.stay(other, state.row) : rows.stay(state.row, other);
  if (stay?.edges[0] !== e || state.at === true) return;
  const { edges } = stay;
  if (!search.needsCertain) {
    for (const window of stay.outer) {
      const at = common(state.at, window);
      if (at) yield { state: { row: other, at }, edges };
    }
    return;
  }
  const surety = state.at as Surety;
  if (stay.isStated && isWhole(surety)) yield { state: { row: other, at: true }, edges };
  for (const window of stay.inner) {
    const at = through(surety, window);
    if (at) yield { state: { row: other, at }, edges };
  }
}
