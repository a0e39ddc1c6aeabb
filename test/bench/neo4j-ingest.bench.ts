import { comparison, measure } from './figure.ts';
import type { Figure } from './figure.ts';
import { Intake } from './intake.ts';
import { onNeo4j } from './neo4j-ground.ts';
import type { Neo4jGround } from './neo4j-ground.ts';
import { loadPlainly, plainRowsOf } from './plain-load.ts';
import { quantile, timeOf, timesOf } from './rounds.ts';
import type { Bench, Setting } from './setting.ts';
import { messageRecord, shopFloor } from './shop-floor.ts';

const messagesAtOnce = 500;

/** From raw bytes into the database, against the plain loading of the nodes and edges that come of it. */
export const bench: Bench = {
  figures: ['ingest.json'],
  stores: ['neo4j'],
  async *run(setting) {
    yield* onNeo4j(setting, 'neo4j-ingest', (ground) => measured(setting, ground));
  },
};

async function* measured(setting: Setting, ground: Neo4jGround): AsyncGenerator<Figure> {
  const events = setting.isSmoke ? 100 : 10_000;
  const [ours, theirs]: [number[], number[]] = [[], []];
  // The first round is for the server's compiler.
  const rounds = setting.isSmoke ? 1 : 4;
  for (let round = 0; round < rounds; round++) {
    const taken = await takeIn(setting, ground, events, round);
    const rows = await plainRowsOf(ground);
    await ground.empty();
    const plain = await timeOf(() => loadPlainly(ground, rows));
    await ground.empty();
    setting.note(`ingest: round ${round}: ${Math.round(taken)} ms, plainly ${Math.round(plain)} ms`);
    if (round === 0 && !setting.isSmoke) continue;
    ours.push(taken);
    theirs.push(plain);
  }
  const named = { bench: 'ingest.json', size: events, store: setting.store };
  yield measure(named, (events * 1000) / quantile(ours, 0), 'events/s', { goal: 10_000, sense: 'at-least' });
  yield comparison(named, timesOf(ours), ['plain-unwind', timesOf(theirs)], { goal: null, sense: 'at-most' });
}

async function takeIn(setting: Setting, { place }: Neo4jGround, events: number, round: number): Promise<number> {
  const { bookings, messages } = shopFloor();
  const records = Array.from({ length: events }, (_, n) => messageRecord(n));
  const intake = await Intake.open(setting.folder(`neo4j-data-${round}`), [bookings, messages], {
    kind: 'neo4j',
    ...place,
  });
  const taken = await timeOf(() => intake.append(records, messagesAtOnce).then(() => intake.settled()));
  const statements = await intake.statements();
  await intake.close();
  if (statements !== events) throw new Error(`ingest: ${statements} of ${events} events reached the graph`);
  return taken;
}
