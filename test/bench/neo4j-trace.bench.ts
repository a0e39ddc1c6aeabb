import { FlowIndex } from '../../graph/flow/flow-index.ts';
import type { ObjectKey } from '../../graph/model/object-ref.ts';
import { viewOfEverything } from '../../graph/model/view-authority.ts';
import { openNeo4jGraph } from '../../graph/store/neo4j/neo4j-graph.ts';
import type { GraphStore } from '../../graph/store/store.ts';
import { noEvidence } from '../../trace/evidence.ts';
import { createStoreTraces } from '../../trace/store-traces.ts';
import type { Traces } from '../../trace/traces.ts';
import { Asker } from './ask.ts';
import { cypherReach } from './cypher-walk.ts';
import { comparison, measure } from './figure.ts';
import type { Figure } from './figure.ts';
import { changesOf } from './genealogy-changes.ts';
import type { Grown } from './genealogies.ts';
import { onNeo4j } from './neo4j-ground.ts';
import type { Neo4jGround } from './neo4j-ground.ts';
import { mustAgree } from './questions.ts';
import { interleaved, timeOf } from './rounds.ts';
import { rounds } from './setting.ts';
import type { Bench, Setting } from './setting.ts';

const standing = ['B', 'F', 'S'] as const;
type Standing = (typeof standing)[number];
const pages = [100, 1000] as const;

/** The standing questions over a graph in Neo4j, with the index and without, against Cypher over the same nodes and edges. */
export const bench: Bench = {
  figures: [
    ...standing.flatMap((name) => [`trace.${name}`, `trace.${name}.alone`]),
    ...pages.map((rows) => `page.${rows}`),
    ...['load.statements', 'fill.edges'],
  ],
  stores: ['neo4j'],
  async *run(setting) {
    yield* onNeo4j(setting, 'neo4j-trace', async function* (ground) {
      const store = openNeo4jGraph(ground.place, { patience: 600_000 });
      try {
        yield* measured(setting, ground, store);
      } finally {
        await store.close();
      }
    });
  },
};

async function* measured(setting: Setting, ground: Neo4jGround, store: GraphStore): AsyncGenerator<Figure> {
  const { size } = setting;
  const grown = setting.genealogies.of(size, 'operations');
  yield await loaded(setting, store, grown);
  const index = new FlowIndex();
  const filling = await timeOf(() => fill(index, store));
  const rate = (index.edgeCount * 1000) / filling;
  yield measure({ bench: 'fill.edges', size, store: setting.store }, rate, 'edges/s', {
    goal: 150_000,
    sense: 'at-least',
  });
  const asker = new Asker(index);
  const alone = createStoreTraces(store, noEvidence, { gap: { kind: 'RULE_PENDING', text: '' }, manner: 'bench' });
  for (const name of standing) yield* traced(setting, name, { ground, store, grown, index, asker, alone });
  yield* hydrated(setting, ground, store, keysOf(grown, 'F'));
}

/** All statements, as a writer applies them. */
async function loaded({ size, store: name, note }: Setting, store: GraphStore, { genealogy }: Grown): Promise<Figure> {
  let statements = 0;
  const taken = await timeOf(async () => {
    for (const { changes, watermark } of changesOf(genealogy)) {
      await store.apply(changes, watermark, 1);
      statements += changes.length;
      if (watermark % 40_000 === 0) note(`load: ${statements.toLocaleString('en')} statements`);
    }
  });
  const rate = (statements * 1000) / taken;
  return measure({ bench: 'load.statements', size, store: name }, rate, 'statements/s', {
    goal: null,
    sense: 'at-least',
  });
}

async function fill(index: FlowIndex, store: GraphStore): Promise<void> {
  for await (const page of store.changes(0, await store.position())) index.apply(page);
  index.merge();
}

interface Walkers {
  readonly ground: Neo4jGround;
  readonly store: GraphStore;
  readonly grown: Grown;
  readonly index: FlowIndex;
  readonly asker: Asker;
  readonly alone: Traces;
}

/** An answer is here its rows, and the first page with its attributes by one query of the store. */
async function* traced(setting: Setting, name: Standing, walkers: Walkers): AsyncGenerator<Figure> {
  const { ground, store, grown, index, asker, alone } = walkers;
  const question = grown.questions[name];
  const key = grown.index.nodes.key(question.start);
  const here = { ...question, start: index.nodes.find(key) };
  const view = viewOfEverything();
  const asOf = { position: index.position };
  const ours = async (): Promise<number> => {
    const { total, rows } = asker.page(here);
    await store.hydrate(
      view,
      asOf,
      rows.map(({ id }) => id),
    );
    return total;
  };
  const cypher = (): Promise<number> => cypherReach(ground, key, question.isForward);
  const withoutIndex = async (): Promise<number> => {
    const result = await alone.ask(view, asker.question(here));
    if (result.kind !== 'answer') throw new Error(`${name}: ${result.kind}`);
    return (await alone.rows(view, result.answer.id, 0, pages[0]))!.total;
  };
  mustAgree(`trace.${name}`, [await ours(), await cypher(), await withoutIndex(), question.nodes]);
  const named = { bench: `trace.${name}`, size: setting.size, store: setting.store };
  const [indexed, theirs] = await interleaved([ours, cypher], rounds(setting, 9, 5));
  const goal = name === 'F' ? 50 : null;
  yield comparison(named, indexed!, ['pruned-cypher', theirs!], { goal, sense: 'at-least' });
  const [bare, again] = await interleaved([withoutIndex, cypher], rounds(setting, 5, 2));
  const lone = { ...named, bench: `trace.${name}.alone` };
  yield comparison(lone, bare!, ['pruned-cypher', again!], { goal: name === 'F' ? 1.3 : null, sense: 'at-most' });
}

const lookUp = `
UNWIND $keys AS key MATCH (n:Keyed {key: key}) RETURN properties(n) AS properties`;

/** A page of rows with all that is stated of them, against a look at the bare nodes. */
async function* hydrated(
  setting: Setting,
  ground: Neo4jGround,
  store: GraphStore,
  keys: readonly ObjectKey[],
): AsyncGenerator<Figure> {
  const position = await store.position();
  for (const count of pages) {
    const some = keys.slice(0, count);
    const ours = () => store.hydrate(viewOfEverything(), { position }, some);
    const theirs = () => ground.ask(lookUp, { keys: some });
    const [own, bare] = await interleaved([ours, theirs], rounds(setting, 15, 10));
    const named = { bench: `page.${count}`, size: setting.size, store: setting.store };
    yield comparison(named, own!, ['bare-nodes', bare!], { goal: null, sense: 'at-most' });
  }
}

function keysOf({ plain, questions, index }: Grown, name: Standing): readonly ObjectKey[] {
  const { start, isForward } = questions[name];
  return Array.from(plain.reach(start, isForward).subarray(0, pages[1]), (node) => index.nodes.key(node));
}
