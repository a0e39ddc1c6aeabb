import { setTimeout as pause } from 'node:timers/promises';
import { openSqliteLedgerReader } from '../../graph/ledger/sqlite/sqlite-ledger-reader.ts';
import { openSqliteOutcomes } from '../../graph/ledger/sqlite/sqlite-outcomes.ts';
import { dropNeo4jGraph } from '../../graph/store/neo4j/drop-graph.ts';
import { openNeo4jGraph } from '../../graph/store/neo4j/neo4j-graph.ts';
import type { GraphStore } from '../../graph/store/store.ts';
import { createWriter } from '../../graph/writer/apply.ts';
import { examplePeople } from '../../ingest/mapping/pseudonyms.ts';
import { createPipeline } from '../../ingest/pipeline.ts';
import type { BatchLimits, Pipeline } from '../../ingest/pipeline.ts';
import { fitOutcomes } from '../../ingest/pipeline/fit-outcomes.ts';
import { isPassing } from '../../ingest/pipeline/passing-faults.ts';
import type { Neo4jBehindLine, Shown } from './neo4j-behind-line.ts';

export interface ReadLedger extends Shown {
  /** How often a batch was not written at once. */
  readonly failures: number;
}

/** What happens to a write. */
export type Around = (write: () => Promise<void>) => Promise<void>;

// A server that was killed may take minutes on a busy machine.
const mostFailures = 300;

/** The plant's ledger read into an empty database by one pipeline, as its thread does, with whatever `around` does to each write. */
export async function readLedger(neo4j: Neo4jBehindLine, limits: BatchLimits, around: Around): Promise<ReadLedger> {
  await dropNeo4jGraph(neo4j.place);
  const ledger = openSqliteLedgerReader(neo4j.data);
  const outcomes = openSqliteOutcomes(neo4j.freshFolder());
  const store = disturbed(openNeo4jGraph(neo4j.place, { patience: 2000 }), around);
  const { seq, epoch } = ledger.head();
  const begin = async (): Promise<Pipeline> => {
    await fitOutcomes(store, outcomes);
    return createPipeline({ ledger, writer: createWriter(store, epoch), outcomes, people: examplePeople }, limits);
  };
  let failures = 0;
  for (let pipeline: Pipeline | undefined, failed = 0, before = 0; outcomes.through() < seq;) {
    try {
      pipeline ??= await begin();
      await pipeline.catchUp();
    } catch (error) {
      failed = outcomes.through() > before ? 1 : failed + 1;
      if (!isPassing(error) || failed > mostFailures) throw error;
      before = outcomes.through();
      pipeline = undefined;
      failures++;
      await pause(Math.min(100 * failed, 1000));
    }
  }
  await store.close();
  outcomes.close();
  ledger.close();
  return { ...(await neo4j.kept()), failures };
}

function disturbed(store: GraphStore, around: Around): GraphStore {
  return { ...store, apply: (...args) => around(() => store.apply(...args)) };
}
