import type { Outcomes } from '../../graph/ledger/outcomes.ts';
import type { GraphStore } from '../../graph/store/store.ts';

/** Stage under which outcomes keep the id of the graph that they tell of. */
const graphStage = 'graph';

/**
 * Outcomes say where the pipeline goes on. Where they are ahead of the graph, or tell of another one (its database was
 * emptied, put back from a copy, or the store was changed in the configuration), they are forgotten: the ledger is then read
 * from its beginning, and of what the graph has already nothing is written twice.
 */
export async function fitOutcomes(store: Pick<GraphStore, 'identity' | 'position'>, outcomes: Outcomes): Promise<void> {
  const { id } = await store.identity();
  const position = await store.position();
  const known = outcomes.stages().get(graphStage) ?? id;
  if (position < outcomes.through() || known !== id) outcomes.forget();
  if (outcomes.stages().get(graphStage) !== id) outcomes.write([], outcomes.through(), new Map([[graphStage, id]]));
}
