import { outcomeKinds } from '../../graph/ledger/outcomes.ts';
import type { SourceCount } from '../../graph/ledger/ledger.ts';
import type { QueryContext } from '../context.ts';
import { isStoreAway } from '../../graph/errors.ts';
import type { ErrorCode } from '../../graph/errors.ts';
import type { HeldPart, SourceState } from '../schema/source-state.ts';

/** What a source said, and what became of it: the outcomes and the backlog together are all of its records. */
export async function showSources(context: QueryContext): Promise<readonly SourceState[]> {
  const { evidence } = context;
  const position = await askable(context);
  const imbalance = imbalancesOf(context);
  const outcomes = new Map(evidence.outcomes().map(({ source, counts }) => [source, counts]));
  // What people did is a record too, and of no source.
  const said = evidence.sources().filter(({ stream }) => stream !== 'decision');
  return [...Map.groupBy(said, ({ source }) => source)].map(([id, counts]) => {
    const of = outcomeKinds.map((outcome) => ({ outcome, records: outcomes.get(id)?.[outcome] ?? 0 }));
    const records = sum(counts.map(({ stored }) => stored));
    const last = counts.reduce((a, b) => (b.lastSeq > a.lastSeq ? b : a));
    return {
      id,
      records,
      redelivered: sum(counts.map(({ redelivered }) => redelivered)),
      ...lastOf(last),
      appliedPosition: position,
      backlog: Math.max(0, records - sum(of.map((one) => one.records))),
      quarantined: outcomes.get(id)?.quarantined ?? 0,
      outcomes: of,
      facts: sum(counts.filter(({ stream }) => stream === 'fact').map(({ stored }) => stored)),
      delivered: sum(counts.map(({ stored, redelivered }) => stored + redelivered)),
      balanced: imbalance(id) === undefined,
      imbalance: imbalance(id),
      held: heldParts(evidence, id),
    };
  });
}

/** Nothing can be asked of the graph while it is away and there is no index; what the ledger knows can be said. */
async function askable({ head }: QueryContext): Promise<number> {
  try {
    return (await head()).position;
  } catch (error) {
    if (isStoreAway(error)) return 0;
    throw error;
  }
}

/** What does not add up of a source, in words; undefined where everything does. */
function imbalancesOf({ evidence, delivered }: QueryContext): (source: string) => string | undefined {
  const balances = new Map(evidence.balance().map((balance) => [balance.source, balance]));
  const runs = new Map(delivered().map((run) => [run.source, run]));
  return (source) => {
    const [balance, run] = [balances.get(source), runs.get(source)];
    if (run && run.delivered !== run.stored + run.redelivered)
      return `${run.delivered} delivered, ${run.stored} stored, ${run.redelivered} repeated`;
    if (balance && balance.landed !== balance.decided)
      return `${balance.landed} read from the ledger, ${balance.decided} with an outcome`;
    return undefined;
  };
}

// What came was whole, and has not the form that the plan or the connector knows.
const driftCodes: ReadonlySet<string> = new Set<ErrorCode>([
  'COLUMN_MISSING',
  'COLUMN_UNKNOWN',
  'FILE_SHRUNK',
  'ROW_VANISHED',
]);
const partsShown = 5;

function heldParts(evidence: QueryContext['evidence'], source: string): readonly HeldPart[] {
  const groups = evidence.groups(source).filter(({ code }) => driftCodes.has(code));
  return groups.flatMap(({ id, code, path, records }) => {
    const first = evidence.sample(id, partsShown).flatMap((seq) => evidence.record(seq)?.record ?? []);
    const parts = new Set(first.map(({ headers, partition }) => headers['file'] ?? partition));
    return [...parts].map((partition) => ({ partition, code, what: path, records, group: id }));
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

const lastOf = ({ lastSeq, lastReceivedAt }: SourceCount): { lastRecord: number; lastReceivedAt: string } => ({
  lastRecord: lastSeq,
  lastReceivedAt,
});
