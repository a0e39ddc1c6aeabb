import type { ObjectKey } from '../graph/model/object-ref.ts';
import type { WhyOut } from './answer.ts';
import { findChain } from './chain.ts';
import { FrozenRows } from './frozen-rows.ts';
import type { HeldAnswer } from './held-answer.ts';
import { trace } from './kernel.ts';
import { Lens } from './lens.ts';
import type { Relaxed } from './lens.ts';
import { Places } from './places.ts';
import { conservative } from './question.ts';
import type { Question } from './question.ts';
import { Rows } from './rows.ts';
import type { Scratch } from './walk.ts';

/** Why something is not in an answer: the first thing that, left aside, would have let it in. */
export interface NotIn {
  readonly reason: WhyOut['reason'];
  readonly rule?: string;
  readonly text: string;
  /** Edges that would have led there, by ordinal. */
  readonly nearest: readonly number[];
}

// An explanation may look further than its answer did, and not without end.
const budget = 2_000_000;
const siblingsBudget = 200_000;

export function explainAbsence(held: HeldAnswer, rows: Rows, key: ObjectKey, scratch: Scratch): NotIn {
  return new Absence(held, rows, scratch).explain(key);
}

class Absence {
  readonly #held: HeldAnswer;
  readonly #rows: Rows;
  readonly #scratch: Scratch;

  constructor(held: HeldAnswer, rows: Rows, scratch: Scratch) {
    this.#held = held;
    this.#rows = rows;
    this.#scratch = scratch;
  }

  explain(key: ObjectKey): NotIn {
    const node = this.#rows.lens.index.nodes.find(key);
    if (node < 0) return out('unknown', 'Nothing that is known bears this key.');
    if (!this.#rows.identity.isKnown(node)) return this.#notKnown(node);
    return (
      this.#beyondBudget(node) ??
      this.#narrowed(node) ??
      this.#afterValid(node) ??
      this.#relaxed(node, 'windows', 'rule', 'T13', 'What it was packed in held them at different times.') ??
      this.#relaxed(
        node,
        'planned',
        'rule',
        'T14',
        'Only planned records lead there; nothing says that it was done.',
      ) ??
      this.#later(node) ??
      this.#relaxed(node, 'retracted', 'retracted', 'T26', 'The records that led there were retracted.') ??
      this.#otherDirection(node) ??
      this.#sibling(node) ??
      out('no link', 'No record leads there.')
    );
  }

  // What the reader may not see is not known to him; of what he may see, when counts.
  #notKnown(node: number): NotIn {
    const { view, question } = this.#held;
    const head = this.#question({ asOf: { known: this.#rows.lens.index.position } });
    if (new Rows(new Lens(this.#rows.lens.index, view, head.asOf, head.rules)).identity.isKnown(node))
      return out('not yet known', 'It became known only after the position of this answer.');
    const anyTime = new Rows(new Lens(this.#rows.lens.index, view, question.asOf, question.rules, 'retracted'));
    if (anyTime.identity.isKnown(node)) return out('retracted', 'Every record that named it was retracted.', 'T26');
    return out('unknown', 'Nothing that is known bears this key.');
  }

  #beyondBudget(node: number): NotIn | undefined {
    if (this.#held.head.completeness.stop === undefined) return undefined;
    const reached = this.#reach(this.#held.question, node);
    return (
      reached && {
        ...out('beyond budget', 'It lies behind the level at which the answer stops.', 'T4'),
        nearest: reached,
      }
    );
  }

  #narrowed(node: number): NotIn | undefined {
    const { rules } = this.#held.question;
    const reached = this.#reach(this.#question({ rules: conservative }), node);
    if (!reached) return undefined;
    const rule = rules.certainOnly
      ? 'T16'
      : rules.timeStrict
        ? 'T10'
        : rules.insideAt !== undefined
          ? 'T13'
          : undefined;
    const text = `The rules of this answer (${rules.name}) leave it out; the conservative ones have it.`;
    return { reason: 'rule', ...(rule === undefined ? {} : { rule }), text, nearest: reached };
  }

  #afterValid(node: number): NotIn | undefined {
    const { known, validAt } = this.#held.question.asOf;
    if (validAt === undefined) return undefined;
    const reached = this.#reach(this.#question({ asOf: { known } }), node);
    return (
      reached && {
        ...out('rule', 'What leads there happened after the time that was asked for.', 'T24'),
        nearest: reached,
      }
    );
  }

  #later(node: number): NotIn | undefined {
    const { asOf } = this.#held.question;
    const { position } = this.#rows.lens.index;
    if (asOf.known >= position) return undefined;
    const reached = this.#reach(this.#question({ asOf: { ...asOf, known: position } }), node);
    return (
      reached && {
        ...out('not yet known', 'The records that lead there came after this answer.', 'T23'),
        nearest: reached,
      }
    );
  }

  #relaxed(node: number, relaxed: Relaxed, reason: WhyOut['reason'], rule: string, text: string): NotIn | undefined {
    const reached = this.#reach(this.#held.question, node, relaxed);
    return reached && { reason, rule, text, nearest: reached };
  }

  #otherDirection(node: number): NotIn | undefined {
    const isForward = this.#held.question.direction === 'forward';
    const reached = this.#reach(this.#question({ direction: isForward ? 'backward' : 'forward' }), node);
    const text = isForward
      ? 'It lies before the starts, not after them.'
      : 'It lies after the starts, not before them.';
    return reached && { ...out('direction', text), nearest: reached };
  }

  // What shares an ancestor with the starts, or a container, is no descendant of theirs.
  #sibling(node: number): NotIn | undefined {
    const { starts, question } = this.#held;
    if (question.direction !== 'forward') return undefined;
    const row = this.#rows.identity.rowOf(node);
    const up = trace(this.#rows, { starts, isForward: false, budget: siblingsBudget }, this.#scratch).rows;
    const down = trace(this.#rows, { starts: [...up], isForward: true, budget: siblingsBudget }, this.#scratch).rows;
    const boxes = trace(this.#rows, { starts, isForward: true, budget: siblingsBudget }, this.#scratch).rows;
    const isBoxed = [...boxes].some((box) => this.#rows.isHolder(box) && this.#rows.stay(row, box) !== undefined);
    if (isBoxed) return out('rule', 'It was only in the same container.', 'T5');
    return down.includes(row) ? out('rule', 'It only shares an ancestor with the starts.', 'T5') : undefined;
  }

  #question(other: Partial<Question>): Question {
    return { ...this.#held.question, ...other };
  }

  /** Edges by which the row is reached under another question, from where this answer ends; undefined if it is not. */
  #reach(question: Question, node: number, relaxed?: Relaxed): readonly number[] | undefined {
    const { view, starts } = this.#held;
    const lens = new Lens(this.#rows.lens.index, view, question.asOf, question.rules, relaxed);
    const rows = new Rows(lens);
    const isForward = question.direction === 'forward';
    const from = [...new Set(starts.map((start) => rows.identity.rowOf(start)))];
    const found = trace(rows, { starts: from, isForward, budget }, this.#scratch);
    const frozen = FrozenRows.of(found, false);
    const places = new Places();
    places.fill(frozen, lens.index.nodes.count);
    const row = rows.identity.rowOf(node);
    if (places.of(row) < 0) return undefined;
    const times = new Map([...found.carries].map(([of, { outer }]) => [of, outer]));
    const answered = { rows, frozen, places, isForward, times };
    const { chain = [] } = findChain({ answered, needsCertain: false }, row, (other) => from.includes(other));
    return chain.flat();
  }
}

function out(reason: WhyOut['reason'], text: string, rule?: string): NotIn {
  return { reason, text, nearest: [], ...(rule === undefined ? {} : { rule }) };
}
