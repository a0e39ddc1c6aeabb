import { isStoreAway } from '../graph/errors.ts';
import type { FlowIndex } from '../graph/flow/flow-index.ts';
import type { View } from '../graph/model/view.ts';
import type { AnswerHead, Gap } from './answer.ts';
import type { Evidence } from './evidence.ts';
import { createTraces } from './local-traces.ts';
import type { TracedStore } from './local-traces.ts';
import type { AskResult, Asked, Traces } from './traces.ts';
import { indexAround, warmingBudget } from './warming.ts';
import type { ExpandingStore } from './warming.ts';

// Ids of answers given meanwhile end so: asked again later, the same question has an answer of its own.
const mark = '~';
const kept = 16;

const gap: Gap = {
  kind: 'RULE_PENDING',
  text: 'The index is still being read in: what could be missing elsewhere was not looked for. Ask again in a while.',
};

/**
 * Answers from the store while the index is being filled: of what lies near, by the same kernel. Such an answer is never
 * complete, since what could have come from it without a record is found only by the whole index.
 */
export function createWarmingTraces(
  index: FlowIndex,
  store: TracedStore & ExpandingStore,
  evidence: Evidence,
  room?: number,
): Traces {
  const traces = createTraces(index, store, evidence, room === undefined ? {} : { room });
  const early = new Map<string, Traces>();
  let isWarm = false;
  let filling: Promise<void> | undefined;

  /** The store may come later than we do; then it is tried again with each question. */
  async function fill(): Promise<void> {
    await traces.follow();
    isWarm = true;
  }

  function keepFilling(): void {
    filling ??= fill()
      .catch(() => undefined)
      .finally(() => (filling = undefined));
  }

  keepFilling();

  async function ask(view: View, asked: Asked): Promise<AskResult> {
    if (!isWarm) keepFilling();
    const head = isWarm ? index.position : await positionOf(store);
    const known = asked.asOf.known ?? head;
    if (isWarm || known === undefined || known <= index.position) return traces.ask(view, asked);
    if (head === undefined || known > head) return { kind: 'not-yet-applied', position: head ?? index.position };
    const question = { ...asked, asOf: { ...asked.asOf, known } };
    const around = await indexAround(store, view, question);
    const still: TracedStore = { ...bound(store), position: () => Promise.resolve(known) };
    const temporary = createTraces(around, still, evidence);
    const budget = { nodes: Math.min(asked.budget.nodes, warmingBudget) };
    const result = await temporary.ask(view, { ...question, budget });
    if (result.kind !== 'answer') return result;
    early.set(result.answer.id + mark, temporary);
    for (const oldest of early.keys()) if (early.size > kept) early.delete(oldest);
    return { kind: 'answer', answer: marked(result.answer) };
  }

  const at = (id: string): readonly [Traces, string] => {
    const of = early.get(id);
    return of ? [of, id.slice(0, -mark.length)] : [traces, id];
  };

  return {
    ask,
    follow: fill,
    answer: async (view, id) => {
      const [of, inner] = at(id);
      const found = await of.answer(view, inner);
      return found && of !== traces ? marked(found) : found;
    },
    rows: (view, id, ...rest) => of(id, (one, inner) => one.rows(view, inner, ...rest)),
    edges: (view, id, ...rest) => of(id, (one, inner) => one.edges(view, inner, ...rest)),
    groups: (view, id, ...rest) => of(id, (one, inner) => one.groups(view, inner, ...rest)),
    why: (view, id, key) => of(id, (one, inner) => one.why(view, inner, key)),
    digest: (view, id) => of(id, (one, inner) => one.digest(view, inner)),
    startsReaching: (view, id, rows) => of(id, (one, inner) => one.startsReaching(view, inner, rows)),
    state: async () => ({ ...(await traces.state()), warm: isWarm }),
    close: async () => {
      await filling;
      await traces.close();
    },
  };

  function of<T>(id: string, read: (one: Traces, inner: string) => Promise<T>): Promise<T> {
    return read(...at(id));
  }
}

/** Undefined while the store is away: then the index answers, if it was saved. */
async function positionOf(store: TracedStore): Promise<number | undefined> {
  try {
    return await store.position();
  } catch (error) {
    if (isStoreAway(error)) return undefined;
    throw error;
  }
}

function bound(store: TracedStore): TracedStore {
  return {
    changes: (after, upTo) => store.changes(after, upTo),
    position: () => store.position(),
    edges: (view, asOf, eids) => store.edges(view, asOf, eids),
    resolve: (view, asOf, keys) => store.resolve(view, asOf, keys),
  };
}

function marked(answer: AnswerHead): AnswerHead {
  const { completeness } = answer;
  const counts = completeness.gapCounts.filter(({ kind }) => kind !== gap.kind);
  const pending = completeness.gapCounts.find(({ kind }) => kind === gap.kind)?.count ?? 0;
  return {
    ...answer,
    id: answer.id + mark,
    kernel: `${answer.kernel} (warming)`,
    completeness: {
      ...completeness,
      status: completeness.status === 'truncated' ? 'truncated' : 'gapped',
      gapCounts: [...counts, { kind: gap.kind, count: pending + 1 }],
      gaps: [...completeness.gaps, gap],
    },
  };
}
