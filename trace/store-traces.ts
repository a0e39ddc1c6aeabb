import type { ObjectKey } from '../graph/model/object-ref.ts';
import type { View } from '../graph/model/view.ts';
import { viewText } from '../graph/model/view.ts';
import type { AnswerHead, Gap, Why } from './answer.ts';
import type { Evidence } from './evidence.ts';
import { createTraces } from './local-traces.ts';
import type { TracedStore } from './local-traces.ts';
import { indexAround } from './surroundings.ts';
import type { WalkedStore } from './surroundings.ts';
import type { AskResult, Asked, Traces } from './traces.ts';

/** Ids of such answers end so: asked of an index, the same question has an answer of its own. */
export const mark = '~';

export interface StoreTracesOptions {
  /** Said with every answer: why there is no index, and what was therefore not looked for. */
  readonly gap: Gap;
  /** Said behind the version of the kernel. */
  readonly manner: string;
}

type Dated = Asked & { readonly asOf: { readonly known: number } };

interface Given {
  readonly view: View;
  readonly asked: Dated;
}

/** Where the configuration wants no index. */
export const withoutIndex: StoreTracesOptions = {
  gap: {
    kind: 'RULE_PENDING',
    text: 'Answered from the store alone (store.index is off): what took a material of this answer without lot or serial, lots that were stated without their material, and records that wait under other names were not looked for.',
  },
  manner: 'without index',
};

const noLink = {
  reason: 'no link',
  text: 'Nothing that counts led there in what was read for this answer. Whether a rule, a retraction, the other direction or a limit keeps it out was not looked for without an index.',
} as const;
const unknown = { reason: 'unknown', text: 'Nothing that is known bears this key.' } as const;

const answersKept = 16;
const edgesKept = 3_000_000;
const questionsKept = 10_000;

/**
 * Answers by the same kernel from the store alone, each on the part of the graph that its question may touch. Such an answer
 * is never complete, since what could have come from it without a record is found only by an index of everything.
 */
export function createStoreTraces(
  store: TracedStore & WalkedStore,
  evidence: Evidence,
  { gap, manner }: StoreTracesOptions,
): Traces {
  const held = new Map<string, Traces>();
  const given = new Map<string, Given>();
  let position = 0;

  async function follow(): Promise<void> {
    position = await store.position();
  }

  async function ask(view: View, asked: Asked): Promise<AskResult> {
    await follow();
    const known = asked.asOf.known ?? position;
    if (known > position) return { kind: 'not-yet-applied', position };
    return compute(view, { ...asked, asOf: { ...asked.asOf, known } });
  }

  async function compute(view: View, asked: Dated): Promise<AskResult> {
    const { index, nodes } = await indexAround(store, view, asked);
    const still: TracedStore = { ...store, position: () => Promise.resolve(asked.asOf.known) };
    const traces = createTraces(index, still, evidence);
    const result = await traces.ask(view, { ...asked, budget: { nodes } });
    if (result.kind !== 'answer') return result;
    const id = result.answer.id + mark;
    held.set(id, traces);
    given.set(id, { view, asked });
    await makeRoom(id);
    return { kind: 'answer', answer: marked(result.answer) };
  }

  /** The oldest go first. Their questions stay, so that they can be answered again as of then. */
  async function makeRoom(newest: string): Promise<void> {
    const edges = (await Promise.all([...held.values()].map((one) => one.state()))).map((state) => state.edges);
    let sum = edges.reduce((a, b) => a + b, 0);
    for (const [i, id] of [...held.keys()].entries()) {
      if (id === newest || (held.size <= answersKept && sum <= edgesKept)) break;
      held.delete(id);
      sum -= edges[i]!;
    }
    for (const id of given.keys()) if (given.size > questionsKept) given.delete(id);
  }

  async function of<T>(
    view: View,
    id: string,
    read: (one: Traces, inner: string) => Promise<T>,
  ): Promise<T | undefined> {
    const question = given.get(id);
    if (question === undefined || viewText(question.view) !== viewText(view)) return undefined;
    if (!held.has(id)) await ask(view, question.asked);
    const traces = held.get(id);
    return traces && read(traces, id.slice(0, -mark.length));
  }

  /** What would have let it in but for a rule, a retraction or the direction is not in reach of such an answer. */
  async function why(view: View, id: string, key: ObjectKey): Promise<Why | undefined> {
    const found = await of(view, id, (one, inner) => one.why(view, inner, key));
    if (found?.kind !== 'out') return found;
    const known = await store.resolve(view, { position: given.get(id)!.asked.asOf.known }, [key]);
    return { kind: 'out', ...(known.has(key) ? noLink : unknown), nearest: [] };
  }

  function marked(answer: AnswerHead): AnswerHead {
    const { completeness } = answer;
    const counts = completeness.gapCounts.filter(({ kind }) => kind !== gap.kind);
    const pending = completeness.gapCounts.find(({ kind }) => kind === gap.kind)?.count ?? 0;
    return {
      ...answer,
      id: answer.id + mark,
      kernel: `${answer.kernel} (${manner})`,
      completeness: {
        ...completeness,
        status: completeness.status === 'truncated' ? 'truncated' : 'gapped',
        gapCounts: [...counts, { kind: gap.kind, count: pending + 1 }],
        gaps: [...completeness.gaps, gap],
      },
    };
  }

  return {
    ask,
    follow,
    answer: (view, id) =>
      of(view, id, async (one, inner) => {
        const found = await one.answer(view, inner);
        return found && marked(found);
      }),
    rows: (view, id, ...rest) => of(view, id, (one, inner) => one.rows(view, inner, ...rest)),
    edges: (view, id, ...rest) => of(view, id, (one, inner) => one.edges(view, inner, ...rest)),
    groups: (view, id, ...rest) => of(view, id, (one, inner) => one.groups(view, inner, ...rest)),
    why,
    digest: (view, id) => of(view, id, (one, inner) => one.digest(view, inner)),
    startsReaching: (view, id, rows) => of(view, id, (one, inner) => one.startsReaching(view, inner, rows)),
    // No index stands anywhere: while the store is away no question can be answered.
    state: () => Promise.resolve({ position: 0, warm: true, nodes: 0, edges: 0 }),
    close: async () => {
      // Nothing is held open: the store belongs to whoever opened it.
    },
  };
}
