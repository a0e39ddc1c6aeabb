import type { FlowIndex } from '../graph/flow/flow-index.ts';
import type { View } from '../graph/model/view.ts';
import { viewText } from '../graph/model/view.ts';
import type { AnswerHead, Counts, Stop } from './answer.ts';
import { completenessOf } from './completeness.ts';
import { answerId, questionDigest } from './digests.ts';
import type { Evidence } from './evidence.ts';
import { FrozenRows } from './frozen-rows.ts';
import { Sources } from './gaps/sources.ts';
import type { HeldAnswer } from './held-answer.ts';
import { kernelVersion, trace } from './kernel.ts';
import type { KernelAnswer } from './kernel.ts';
import { Lens } from './lens.ts';
import { notableIn } from './notable.ts';
import { Places } from './places.ts';
import { conservative } from './question.ts';
import type { Question, Rules } from './question.ts';
import { Rows } from './rows.ts';
import { summaryOf } from './summary.ts';
import { Scratch, Walk } from './walk.ts';
import type { Answered } from './answered.ts';

const frontierShown = 50;

/** Walks, and freezes what was found. Everything is synchronous; one engine serves one index. */
export class Engine {
  readonly index: FlowIndex;
  readonly #evidence: Evidence;
  readonly scratch = new Scratch();
  readonly #places = new Places();
  #version = -1;
  readonly #rows = new Map<string, Rows>();

  constructor(index: FlowIndex, evidence: Evidence) {
    this.index = index;
    this.#evidence = evidence;
  }

  /** The question as it is frozen: starts that are one row are asked once, by the first that names it. */
  compute(view: View, question: Question): HeldAnswer {
    const rows = this.rows(view, question);
    const starts = this.#starts(rows, question);
    const isForward = question.direction === 'forward';
    const found = trace(rows, { starts, isForward, budget: question.budget.nodes }, this.scratch);
    const frozen = FrozenRows.of(found, question.rules.certainOnly);
    const times = new Map([...found.carries].map(([row, { outer }]) => [row, outer]));
    const held = { question, view, starts, frozen, times };
    this.#places.fill(frozen, this.index.nodes.count);
    const answered: Answered = { rows, frozen, places: this.#places, isForward, times };
    return { ...held, head: this.#head(held, answered, found) };
  }

  /** The answer with what is needed to look at its rows. */
  answered(held: HeldAnswer): Answered {
    const { frozen, times, question, view } = held;
    this.#places.fill(frozen, this.index.nodes.count);
    const isForward = question.direction === 'forward';
    return { rows: this.rows(view, question), frozen, places: this.#places, isForward, times };
  }

  /** Lenses are kept until the index moves on. */
  rows(view: View, { asOf, rules }: Pick<Question, 'asOf' | 'rules'>): Rows {
    if (this.#version !== this.index.version) {
      this.#rows.clear();
      this.#version = this.index.version;
    }
    const name = JSON.stringify([viewText(view), asOf, rules]);
    let rows = this.#rows.get(name);
    if (!rows) this.#rows.set(name, (rows = new Rows(new Lens(this.index, view, asOf, rules))));
    return rows;
  }

  /** Edges of the answer, in no order. Walked again, since few ask for them. */
  edges(held: Omit<HeldAnswer, 'head'>): readonly number[] {
    const { question, starts, frozen } = held;
    const rows = this.rows(held.view, question);
    const options = { budget: question.budget.nodes, within: { has: () => true } };
    const { crossed } = new Walk(rows, question.direction === 'forward', this.scratch, options).run(starts);
    if (!question.rules.certainOnly) return crossed;
    this.#places.fill(frozen, this.index.nodes.count);
    const isIn = (node: number) => this.#places.of(rows.identity.rowOf(node)) >= 0;
    return crossed.filter((e) => isIn(this.index.from[e]!) && isIn(this.index.to[e]!));
  }

  /** Rows that one start reaches by itself, out of those given. */
  reaches(held: HeldAnswer, start: number, wanted: readonly number[]): ReadonlySet<number> {
    const rows = this.rows(held.view, held.question);
    const isForward = held.question.direction === 'forward';
    const found = new Walk(rows, isForward, this.scratch, { budget: held.question.budget.nodes }).run([start]).rows;
    const rest = new Set(wanted);
    return new Set(found.filter((row) => rest.has(row)));
  }

  #starts(rows: Rows, { starts }: Question): readonly number[] {
    return [...new Set(starts.map((key) => rows.identity.rowOf(this.index.nodes.find(key))))];
  }

  #head(held: Omit<HeldAnswer, 'head'>, answered: Answered, found: KernelAnswer): AnswerHead {
    const { question, view, frozen, starts } = held;
    const { rows } = answered;
    const sources = new Sources(rows, frozen, this.#evidence);
    const notable = notableIn(answered);
    const asked = { ...answered, starts, view, evidence: this.#evidence, sources, notable };
    const stop = found.isTruncated ? stopOf(rows, frozen, question) : undefined;
    const isNarrow = !isConservative(question.rules);
    return {
      id: answerId(question, view),
      question,
      questionDigest: questionDigest(question),
      kernel: kernelVersion,
      summary: summaryOf(rows, frozen, question.rules.certainOnly ? this.edges(held).length : found.edges),
      completeness: completenessOf(asked, stop, found.notes),
      ...(isNarrow ? { conservative: this.#conservative(held) } : {}),
    };
  }

  #conservative({ view, question }: Omit<HeldAnswer, 'head'>): Counts {
    const wide = { ...question, rules: conservative };
    const rows = this.rows(view, wide);
    const isForward = question.direction === 'forward';
    const kernelQuestion = { starts: this.#starts(rows, wide), isForward, budget: question.budget.nodes };
    const { certain } = trace(rows, kernelQuestion, this.scratch);
    const sure = certain.reduce((sum, one) => sum + one, 0);
    return { certain: sure, possible: certain.length - sure };
  }
}

function isConservative({ timeStrict, insideAt, certainOnly, follow }: Rules): boolean {
  return !timeStrict && insideAt === undefined && !certainOnly && follow === undefined;
}

function stopOf(rows: Rows, frozen: FrozenRows, { budget }: Question): Stop {
  const from = frozen.levels.at(-2) ?? 0;
  const shown = Math.min(frozen.count, from + frontierShown);
  frozen.order(rows, shown);
  const frontier = Array.from({ length: shown - from }, (_, i) => rows.identity.id(frozen.row(from + i)));
  return { budget: 'nodes', limit: budget.nodes, frontierSize: frozen.count - from, frontier };
}
