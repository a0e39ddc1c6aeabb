import { get } from 'node:http';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { createMemoryLedger } from '../../graph/ledger/memory/memory-ledger.ts';
import { createMemoryOutcomes } from '../../graph/ledger/memory/memory-outcomes.ts';
import { viewOfEverything } from '../../graph/model/view-authority.ts';
import { createMemoryGraph } from '../../graph/store/memory/memory-graph.ts';
import { createServer } from '../../src/server/create-server.ts';
import { noEvidence } from '../../trace/evidence.ts';
import { createTraces } from '../../trace/local-traces.ts';
import type { Traces } from '../../trace/traces.ts';
import { Asker } from './ask.ts';
import { comparison, measure } from './figure.ts';
import { interleaved, quantile, timeOf } from './rounds.ts';
import type { Bench } from './setting.ts';

const rowsAsked = 10_000;
const view = viewOfEverything();

/** What the way out costs once the walk is done: rows as lines against their bare `JSON.stringify`, and the first byte. */
export const bench: Bench = {
  figures: ['api.rows', 'api.first-byte'],
  async *run({ genealogies, size, store, wants, isSmoke }) {
    const { index, questions } = genealogies.of(size, 'operations');
    const graph = createMemoryGraph();
    const traces = createTraces(index, graph, noEvidence);
    const asked = await traces.ask(view, new Asker(index).question(questions.F));
    if (asked.kind !== 'answer') throw new Error(`api: ${asked.kind}`);
    const { id } = asked.answer;
    if (wants('api.rows')) {
      const rows = (await traces.rows(view, id, 0, rowsAsked))!.rows;
      const packed = rows.map((row): readonly unknown[] => Object.values(row));
      const ours = (): Promise<string> => linesOf(traces, id);
      const theirs = (): string => JSON.stringify(packed);
      const [mine, bare] = await interleaved([ours, theirs], { rounds: isSmoke ? 1 : 21, warmUp: isSmoke ? 0 : 5 });
      const named = { bench: 'api.rows', size: rows.length, store };
      yield comparison(named, mine!, ['JSON.stringify', bare!], { goal: 1.3, sense: 'at-most' });
    }
    if (!wants('api.first-byte')) return;
    const queries = {
      ledger: createMemoryLedger({ now: Date.now }).reader,
      outcomes: createMemoryOutcomes(),
      store: graph,
      traces,
    };
    const log = { error: (about: object) => process.stderr.write(`${JSON.stringify(about)}\n`) };
    const server = await createServer({ queries, ledger: createMemoryLedger({ now: Date.now }), log });
    const url = await server.listen({ host: '127.0.0.1', port: 0 });
    const taken: number[] = [];
    for (let i = 0; i < (isSmoke ? 1 : 11); i++) {
      taken.push(await timeOf(() => firstByteOf(`${url}/export/trace/${id}.ndjson`)));
      // The page that was being read for the last one would stand in the way of the next: here, unlike in the service, the
      // engine is in the thread that answers.
      await pause(isSmoke ? 0 : 1000);
    }
    await server.close();
    yield measure({ bench: 'api.first-byte', size, store }, quantile(taken, 0.5), 'ms', {
      goal: 50,
      sense: 'at-most',
    });
  },
};

/** As the stream writes them (src/server/trace-stream.ts): read from the answer, and one line each. */
async function linesOf(traces: Traces, id: string): Promise<string> {
  const page = await traces.rows(view, id, 0, rowsAsked);
  return page!.rows.map((node) => `${JSON.stringify({ node })}\n`).join('');
}

async function firstByteOf(url: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  get(url, (response) => {
    response.once('data', () => {
      response.destroy();
      resolve(undefined);
    });
  }).once('error', reject);
  await promise;
}
