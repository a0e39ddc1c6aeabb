import { createContext } from '../../queries/context.ts';
import type { QueryParts } from '../../queries/context.ts';
import { showSources } from '../../queries/show/sources.ts';
import { authorizeSystem } from '../access/authorize.ts';
import type { Gauged } from '../telemetry/metrics.ts';

/** The state of the service in numbers, read when somebody looks. */
export async function gauged(parts: QueryParts): Promise<Gauged> {
  const { ledger, store, traces } = parts;
  const [appliedPosition, index, states] = await Promise.all([
    store.position().catch(() => Number.NaN),
    traces.state(),
    showSources(createContext(authorizeSystem(), parts)),
  ]);
  return {
    ledgerPosition: ledger.head().seq,
    appliedPosition,
    indexPosition: index.position,
    indexNodes: index.nodes,
    indexEdges: index.edges,
    sources: states.map(({ id, records, backlog, quarantined }) => ({ source: id, records, backlog, quarantined })),
  };
}
