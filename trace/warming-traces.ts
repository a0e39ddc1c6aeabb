import { isStoreAway } from '../graph/errors.ts';
import type { FlowIndex } from '../graph/flow/flow-index.ts';
import type { View } from '../graph/model/view.ts';
import type { Evidence } from './evidence.ts';
import { createTraces } from './local-traces.ts';
import type { TracedStore } from './local-traces.ts';
import { createStoreTraces, mark } from './store-traces.ts';
import type { WalkedStore } from './surroundings.ts';
import type { AskResult, Asked, Traces } from './traces.ts';

const gap = {
  kind: 'RULE_PENDING',
  text: 'The index is still being read in: what could be missing elsewhere was not looked for. Ask again in a while.',
} as const;

/** Answers from the store while the index is being filled. */
export function createWarmingTraces(
  index: FlowIndex,
  store: TracedStore & WalkedStore,
  evidence: Evidence,
  room?: number,
): Traces {
  const traces = createTraces(index, store, evidence, room === undefined ? {} : { room });
  const early = createStoreTraces(store, evidence, { gap, manner: 'warming' });
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
    const isInIndex = isWarm || known === undefined || known <= index.position;
    return isInIndex ? traces.ask(view, asked) : early.ask(view, asked);
  }

  const of = (id: string): Traces => (id.endsWith(mark) ? early : traces);

  return {
    ask,
    follow: fill,
    answer: (view, id) => of(id).answer(view, id),
    rows: (view, id, ...rest) => of(id).rows(view, id, ...rest),
    edges: (view, id, ...rest) => of(id).edges(view, id, ...rest),
    groups: (view, id, ...rest) => of(id).groups(view, id, ...rest),
    why: (view, id, key) => of(id).why(view, id, key),
    digest: (view, id) => of(id).digest(view, id),
    startsReaching: (view, id, rows) => of(id).startsReaching(view, id, rows),
    state: async () => ({ ...(await traces.state()), warm: isWarm }),
    close: async () => {
      await filling;
      await traces.close();
    },
  };
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
