import type { FlowIndex } from '../../graph/flow/flow-index.ts';
import type { View } from '../../graph/model/view.ts';
import { viewOf, viewOfEverything } from '../../graph/model/view-authority.ts';
import { trace } from '../../trace/kernel.ts';
import { Lens } from '../../trace/lens.ts';
import { conservative } from '../../trace/question.ts';
import type { Direction, Rules } from '../../trace/question.ts';
import { reference } from '../../trace/reference.ts';
import type { ReferenceQuestion, ReferenceRow } from '../../trace/reference.ts';
import { Rows } from '../../trace/rows.ts';
import { Scratch, Walk } from '../../trace/walk.ts';
import { Dice } from '../plants/dice.ts';
import { indexOf } from '../plants/pages.ts';
import type { Flow, Following } from '../plants/pages.ts';
import { randomFlow, randomMood, second } from '../plants/random-flow.ts';

export interface Difference {
  readonly seed: number;
  readonly question: ReferenceQuestion;
  readonly flow: Flow;
  readonly expected: string;
  readonly found: string;
}

const scratch = new Scratch();

function randomQuestion(dice: Dice, keys: readonly string[], last: number): ReferenceQuestion {
  const starts = dice.some(keys, dice.chance(70) ? 1 : 3);
  const rules: Rules = {
    ...conservative,
    timeStrict: dice.chance(10),
    ...(dice.chance(10) ? { insideAt: second(dice.throw(12)) } : {}),
    ...(dice.chance(7) ? { follow: ['CONSUMED_BY', 'PRODUCED', dice.pick(['PACKED_IN', 'SAME_AS'])] } : {}),
  };
  const view: View = dice.chance(75) ? viewOfEverything() : viewOf(dice.some(['common', 'north', 'south'], 2));
  return {
    starts,
    direction: dice.pick<Direction>(['forward', 'backward']),
    rules,
    known: dice.chance(70) ? last : dice.throw(last + 1),
    ...(dice.chance(15) ? { validAt: second(dice.throw(14)) } : {}),
    view,
  };
}

/** What a kernel finds: rows with depth and inclusion, and the edges crossed, both in an order of their own. */
interface Found {
  readonly rows: readonly (readonly [id: string, row: ReferenceRow])[];
  readonly edges: readonly string[];
}

function fast(index: FlowIndex, question: ReferenceQuestion): Found | undefined {
  const rows = new Rows(new Lens(index, question.view, question, question.rules));
  const nodes = question.starts.map((key) => index.nodes.find(key));
  if (!nodes.every((node) => node >= 0 && rows.identity.isKnown(node))) return undefined;
  const starts = [...new Set(nodes.map((node) => rows.identity.rowOf(node)))];
  const isForward = question.direction === 'forward';
  const answer = trace(rows, { starts, isForward, budget: Infinity }, scratch);
  const found: [string, ReferenceRow][] = [];
  for (let level = 0; level + 1 < answer.levels.length; level++)
    for (let i = answer.levels[level]!; i < answer.levels[level + 1]!; i++) {
      const inclusion = answer.certain[i] === 1 ? 'certain' : 'possible';
      found.push([rows.identity.id(answer.rows[i]!), { depth: level, inclusion }]);
    }
  const { crossed } = new Walk(rows, isForward, scratch, { budget: Infinity, within: { has: () => true } }).run(starts);
  mustCountItsEdges(answer.edges, crossed.length, question);
  return inOrder(found, new Set(crossed.map((e) => index.eid(e))));
}

// The hot loop counts edges without noting them, the walk that is asked for them notes each.
function mustCountItsEdges(counted: number, noted: number, question: ReferenceQuestion): void {
  if (counted !== noted) throw new Error(`${counted} edges counted, ${noted} noted: ${JSON.stringify(question)}`);
}

function slow(flow: Flow, question: ReferenceQuestion): Found | undefined {
  const answer = reference(flow, question);
  return answer && inOrder([...answer.rows], answer.edges);
}

const inOrder = (rows: readonly (readonly [string, ReferenceRow])[], edges: ReadonlySet<string>): Found => ({
  rows: rows.toSorted(([a], [b]) => (a < b ? -1 : 1)),
  edges: [...edges].sort(),
});

/** A graph of a seed, and what is asked of it. */
export interface Drawn {
  readonly seed: number;
  readonly flow: Flow;
  readonly following: Following;
  readonly questions: readonly ReferenceQuestion[];
}

/** Undefined where the seed's graph has no edge. `renamed` puts it beside others that must not meet it. */
export function draw(seed: number, renamed: (flow: Flow) => Flow = (flow) => flow): Drawn | undefined {
  const dice = new Dice(seed);
  const { last: end, ...drawn } = randomFlow(dice, randomMood(dice));
  const flow = renamed(drawn);
  const keys = [...new Set(flow.edges.flatMap(({ from, to }) => [from, to]))];
  if (keys.length === 0) return undefined;
  const stops = Array.from({ length: end + 3 }, (_, i) => i + 1).filter((stop) => stop === end + 3 || dice.chance(50));
  const merges = new Set(stops.filter(() => dice.chance(60)));
  const snapshots = new Set(stops.filter(() => dice.chance(3)));
  const last = stops.at(-1)!;
  const following = { stops, merges, snapshots };
  const questions = [randomQuestion(dice, keys, last), randomQuestion(dice, keys, last)];
  return { seed, flow, following, questions };
}

/** What the fast kernel finds on that index otherwise than the slow one on the plain lists. */
export function differenceOn(
  index: FlowIndex,
  { seed, flow }: Drawn,
  question: ReferenceQuestion,
): Difference | undefined {
  const expected = JSON.stringify(slow(flow, question) ?? 'unknown');
  const found = JSON.stringify(fast(index, question) ?? 'unknown');
  return found === expected ? undefined : { seed, question, flow, expected, found };
}

/** What the seed's graph and questions give by both kernels; the first difference, or nothing. */
export function difference(seed: number): Difference | undefined {
  const drawn = draw(seed);
  if (drawn === undefined) return undefined;
  // One for all questions: none of them may leave a trace in it.
  const index = indexOf(drawn.flow, drawn.following);
  for (const question of drawn.questions) {
    const found = differenceOn(index, drawn, question);
    if (found) return found;
  }
  return undefined;
}
