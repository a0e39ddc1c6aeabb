import type { Outcomes, OutcomesReader } from '../../graph/ledger/outcomes.ts';
import type { GraphStore } from '../../graph/store/store.ts';
import { isPassing } from './passing-faults.ts';

/** Stage under which outcomes keep the id of the graph that they tell of. */
const graphStage = 'graph';

type Standing = Pick<GraphStore, 'identity' | 'position'>;

/**
 * Outcomes say where the pipeline goes on. Where they are ahead of the graph, or tell of another one (its database was
 * emptied, put back from a copy, or the store was changed in the configuration), they are forgotten: the ledger is then read
 * from its beginning, and of what the graph has already nothing is written twice.
 */
export async function fitOutcomes(store: Standing, outcomes: Outcomes): Promise<void> {
  const { id, fits } = await compared(store, outcomes);
  if (!fits) outcomes.forget();
  if (outcomes.stage(graphStage) !== id) outcomes.write([], outcomes.through(), new Map([[graphStage, id]]));
}

/** Not while the graph is away: nobody knows then which one comes back. */
export async function isOfGraph(store: Standing, outcomes: OutcomesReader): Promise<boolean> {
  try {
    return (await compared(store, outcomes)).fits;
  } catch (error) {
    if (isPassing(error)) return false;
    throw error;
  }
}

async function compared(store: Standing, outcomes: OutcomesReader) {
  const { id } = await store.identity();
  const position = await store.position();
  const known = outcomes.stage(graphStage) ?? id;
  return { id, fits: position >= outcomes.through() && known === id };
}
