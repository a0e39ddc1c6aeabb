import type { FlowIndex } from '../graph/flow/flow-index.ts';
import { isStoreAway } from '../graph/errors.ts';
import type { ObjectKey } from '../graph/model/object-ref.ts';
import type { View } from '../graph/model/view.ts';
import type { GraphStore, StoredEdge } from '../graph/store/store.ts';
import { isOutOfOrder } from './anomaly.ts';
import { AnswerCache } from './answer-cache.ts';
import type { AnswerEdge, AnswerHead, Why, WhyIn } from './answer.ts';
import type { Chain } from './chain.ts';
import { edgeLine, linesDigest, rowLine } from './digests.ts';
import { Engine } from './engine.ts';
import type { Evidence, StoreLag } from './evidence.ts';
import { Follower } from './follow.ts';
import type { HeldAnswer } from './held-answer.ts';
import { groupsOf, rowPage } from './pages.ts';
import type { Question } from './question.ts';
import type { AskResult, Asked, Traces } from './traces.ts';
import { explain } from './why.ts';
import { explainAbsence } from './why-not.ts';

/** What is asked of the store besides following it: evidence of single edges, and starts that no flow edge names. */
export type TracedStore = Pick<GraphStore, 'changes' | 'position' | 'edges' | 'resolve'>;

export interface LocalTracesOptions {
  /** Bytes of answers that are kept. */
  readonly room?: number;
}

// Edges are hydrated for digests and explanations; more at once would hold up everybody else.
const edgesAtOnce = 5000;

/** The engine in this thread. It follows the store before each question, so an answer is never older than its asking. */
export function createTraces(
  index: FlowIndex,
  store: TracedStore,
  evidence: Evidence,
  { room }: LocalTracesOptions = {},
): Traces {
  let lag: StoreLag | undefined;
  const engine = new Engine(index, { ...evidence, storeLag: () => lag });
  const follower = new Follower(index, store);
  const cache = new AnswerCache(room);

  /** What the index knows is answered without the store, and that it may be behind is said. */
  async function abreast(): Promise<void> {
    try {
      lag = (await follower.catchUp()) < index.position ? 'behind' : undefined;
    } catch (error) {
      if (!isStoreAway(error) || index.position === 0) throw error;
      lag = 'away';
    }
  }

  async function ask(view: View, asked: Asked): Promise<AskResult> {
    await abreast();
    const { position } = index;
    const known = asked.asOf.known ?? position;
    if (known > position) return { kind: 'not-yet-applied', position };
    const question: Question = { ...asked, asOf: { ...asked.asOf, known } };
    const unknown = await unknownOf(view, question);
    if (unknown.length > 0) return { kind: 'unknown', keys: unknown };
    return { kind: 'answer', answer: hold(view, question).head };
  }

  async function unknownOf(view: View, { starts, asOf, rules }: Question): Promise<readonly ObjectKey[]> {
    const { identity } = engine.rows(view, { asOf, rules });
    const open = starts.filter((key) => {
      const node = index.nodes.find(key);
      return node < 0 || !identity.isKnown(node);
    });
    if (open.length === 0) return [];
    const resolved = await store.resolve(view, { position: asOf.known }, open);
    for (const [key, ref] of resolved) index.know(key, ref);
    return open.filter((key) => !resolved.has(key));
  }

  function hold(view: View, question: Question): HeldAnswer {
    const held = engine.compute(view, question);
    cache.put(held);
    return held;
  }

  function heldBy(view: View, id: string): HeldAnswer | undefined {
    const question = cache.given(id, view);
    return question && (cache.held(id) ?? hold(view, question));
  }

  async function stored(view: View, held: HeldAnswer, edges: readonly number[]): Promise<readonly StoredEdge[]> {
    const asOf = { position: held.question.asOf.known };
    const found: StoredEdge[] = [];
    for (let at = 0; at < edges.length; at += edgesAtOnce) {
      const eids = edges.slice(at, at + edgesAtOnce).map((e) => index.eid(e));
      found.push(...(await store.edges(view, asOf, eids)));
    }
    return found;
  }

  // As the question names them: two of them may be one row.
  function startRows(held: HeldAnswer): readonly number[] {
    const { identity } = engine.rows(held.view, held.question);
    return held.question.starts.map((key) => identity.rowOf(index.nodes.find(key)));
  }

  async function whyIn(view: View, held: HeldAnswer, place: number): Promise<WhyIn> {
    const answered = engine.answered(held);
    const { chain, group, otherPaths } = explain(answered, place, held.starts);
    const id = (row: number) => answered.rows.identity.id(row);
    const row = held.frozen.row(place);
    const inclusion = held.frozen.isCertain(place) ? 'certain' : 'possible';
    const members = group?.map(({ member, chain: of }) => ({ member: id(member), chain: of }));
    const startsReaching = startRows(held).flatMap((start, i) =>
      engine.reaches(held, start, [row]).has(row) ? [i] : [],
    );
    const edgesOf = (of: Chain) => stored(view, held, of.flat());
    const edges = await edgesOf(chain);
    return {
      kind: 'in',
      edges,
      weakest: edges.some(({ certainty }) => certainty === 'inferred') ? 'inferred' : 'confirmed',
      inclusion,
      ...(members
        ? {
            group: await Promise.all(
              members.map(async ({ member, chain: of }) => ({ member, edges: await edgesOf(of) })),
            ),
          }
        : {}),
      otherPaths,
      startsReaching,
    };
  }

  async function why(view: View, id: string, key: ObjectKey): Promise<Why | undefined> {
    const held = heldBy(view, id);
    if (!held) return undefined;
    const { rows, places } = engine.answered(held);
    const node = index.nodes.find(key);
    const place = node < 0 ? -1 : places.of(rows.identity.rowOf(node));
    if (place >= 0) return whyIn(view, held, place);
    const { nearest, ...absence } = explainAbsence(held, rows, key, engine.scratch);
    const asOf = { position: index.position };
    const edges = await store.edges(
      view,
      asOf,
      nearest.map((e) => index.eid(e)),
    );
    return { kind: 'out', ...absence, nearest: edges };
  }

  // Whoever reads one page of edges reads the next: the order lives as long as its answer is held, four bytes an edge.
  const ordered = new WeakMap<HeldAnswer, Int32Array>();

  function edgesInOrder(held: HeldAnswer): Int32Array {
    const known = ordered.get(held);
    if (known) return known;
    const edges = Int32Array.from(orderedEdges(held));
    ordered.set(held, edges);
    return edges;
  }

  function orderedEdges(held: HeldAnswer): readonly number[] {
    const { frozen } = held;
    const crossed = engine.edges(held);
    const { rows, places } = engine.answered(held);
    frozen.order(rows);
    engine.answered(held);
    const placeOf = (node: number) => places.of(rows.identity.rowOf(node));
    const later = (e: number) => Math.max(placeOf(index.from[e]!), placeOf(index.to[e]!));
    return crossed
      .map((e) => ({ e, later: later(e), eid: index.eid(e) }))
      .sort((a, b) => a.later - b.later || (a.eid < b.eid ? -1 : 1))
      .map(({ e }) => e);
  }

  function answerEdge(held: HeldAnswer, e: number): AnswerEdge {
    const rows = engine.rows(held.view, held.question);
    const { identity } = rows;
    const { from, to } = index;
    return {
      eid: index.eid(e),
      kind: index.kind(e),
      from: identity.id(identity.rowOf(from[e]!)),
      to: identity.id(identity.rowOf(to[e]!)),
      ...(isOutOfOrder(rows, e) ? { anomaly: 'out of order' as const } : {}),
    };
  }

  async function digest(view: View, held: HeldAnswer): Promise<string> {
    const { frozen } = held;
    const edges = engine.edges(held);
    const { rows } = engine.answered(held);
    const rowLines = Array.from({ length: frozen.count }, (_, place) =>
      rowLine(rows.identity.id(frozen.row(place)), frozen.depth(place), frozen.isCertain(place)),
    );
    const answerEdges = new Map(edges.map((e) => [index.eid(e), answerEdge(held, e)]));
    const found = await stored(view, held, edges);
    return linesDigest([...rowLines, ...found.map((one) => edgeLine(answerEdges.get(one.eid)!, one))]);
  }

  const given = async <T>(
    view: View,
    id: string,
    read: (held: HeldAnswer) => T | Promise<T>,
  ): Promise<T | undefined> => {
    const held = heldBy(view, id);
    return held && read(held);
  };

  return {
    ask,
    follow: async () => {
      await follower.catchUp();
    },
    answer: (view, id) => given<AnswerHead>(view, id, ({ head }) => head),
    rows: (view, id, at, first, filter) => given(view, id, (held) => rowPage(engine.answered(held), at, first, filter)),
    edges: (view, id, at, first) =>
      given(view, id, (held) => Array.from(edgesInOrder(held).subarray(at, at + first), (e) => answerEdge(held, e))),
    groups: (view, id, by, filter) => given(view, id, (held) => groupsOf(engine.answered(held), by, filter)),
    why,
    digest: (view, id) => given(view, id, (held) => digest(view, held)),
    startsReaching: (view, id, keys) =>
      given(view, id, (held) => {
        const { identity } = engine.rows(view, held.question);
        const wanted = keys.map((key) => {
          const node = index.nodes.find(key);
          return node < 0 ? -1 : identity.rowOf(node);
        });
        const reached = startRows(held).map((start) => engine.reaches(held, start, wanted));
        return wanted.map((row) => reached.flatMap((rows, start) => (rows.has(row) ? [start] : [])));
      }),
    state: () =>
      Promise.resolve({ position: index.position, warm: true, nodes: index.nodes.count, edges: index.edgeCount }),
    close: async () => {
      // Nothing is held open: the store belongs to whoever opened it.
    },
  };
}
