import type { LedgerPosition } from '../../ledger/ledger.ts';
import { refOfKey } from '../../model/object-ref.ts';
import type { ObjectKey, ObjectRef } from '../../model/object-ref.ts';
import type { View } from '../../model/view.ts';
import type { EventKey } from '../changes.ts';
import { edgeId, readEdgeId } from '../edge-id.ts';
import { joinLimit } from '../store.ts';
import type { AsOf, NodeDetail, StoredEdge, StoredStatement, Surroundings, WriterState } from '../store.ts';
import { isVisible } from '../visible.ts';
import { recordKeyText } from './batch.ts';
import type { Connection } from './connection.ts';
import { integer } from './integer.ts';
import { envelopeOf, statementOf, storedAttribute, storedEdge } from './rows.ts';
import type { EdgeRow, Properties } from './rows.ts';
import { flowOf, readStated } from './stated.ts';
import { edges as edgesStatement } from './statements/edges.ts';
import { expandIn } from './statements/expand-in.ts';
import { expandOut } from './statements/expand-out.ts';
import { history as historyStatement } from './statements/history.ts';
import { historyEnd } from './statements/history-end.ts';
import { hydrate as hydrateStatement } from './statements/hydrate.ts';
import { reachIn } from './statements/reach-in.ts';
import { reachOut } from './statements/reach-out.ts';
import { resolve as resolveStatement } from './statements/resolve.ts';
import { statements as statementsStatement } from './statements/statements.ts';
import { writerState as writerStateStatement } from './statements/writer-state.ts';

/** What every reading statement takes: nothing in `views` means everything. */
export function seenAt(view: View, { position }: AsOf) {
  return { position: integer(Math.min(position, Number.MAX_SAFE_INTEGER)), views: viewsOf(view) };
}

const viewsOf = (view: View): readonly string[] | null => (view.everything ? null : [...view.ids]);

export async function resolve(
  connection: Connection,
  view: View,
  asOf: AsOf,
  keys: readonly ObjectKey[],
): Promise<ReadonlyMap<ObjectKey, ObjectRef>> {
  const rows = await connection.rows(resolveStatement, { keys, ...seenAt(view, asOf) });
  const found = new Set(rows.map(({ key }) => key as ObjectKey));
  return new Map(keys.filter((key) => found.has(key)).map((key) => [key, refOfKey(key)!]));
}

export async function expand(
  connection: Connection,
  view: View,
  asOf: AsOf,
  keys: readonly ObjectKey[],
  direction: 'out' | 'in',
): Promise<readonly StoredEdge[]> {
  const statement = direction === 'out' ? expandOut : expandIn;
  const rows = (await connection.rows(statement, { keys, ...seenAt(view, asOf) })) as readonly EdgeRow[];
  return rows.toSorted(byStatement).map(storedEdge);
}

export async function reach(
  connection: Connection,
  view: View,
  asOf: AsOf,
  keys: readonly ObjectKey[],
  direction: 'out' | 'in',
  limit: number,
): Promise<Surroundings> {
  const statement = direction === 'out' ? reachOut : reachIn;
  return flowOf(await connection.rows(statement, { keys, limit: integer(limit), ...seenAt(view, asOf) }), envelopeOf);
}

const byStatement = (a: EdgeRow, b: EdgeRow): number => (a.edge['seq'] as number) - (b.edge['seq'] as number);

interface HydratedRow {
  readonly key: ObjectKey;
  readonly attributes: readonly (readonly [Properties, Properties])[];
  readonly out: readonly (readonly [string, ObjectKey, Properties])[];
  readonly into: readonly (readonly [string, ObjectKey, Properties])[];
}

export async function hydrate(
  connection: Connection,
  view: View,
  asOf: AsOf,
  keys: readonly ObjectKey[],
): Promise<readonly NodeDetail[]> {
  const rows = await connection.rows(hydrateStatement, {
    keys,
    joinLimit: integer(joinLimit),
    ...seenAt(view, asOf),
  });
  return (rows as readonly HydratedRow[]).map(({ key, attributes, out, into }) => ({
    key,
    ref: refOfKey(key)!,
    attributes: attributes.map(([attribute, envelope]) => storedAttribute(key, attribute, envelope)),
    joins: [
      ...out.map(([kind, to, edge]) => storedEdge({ kind, from: key, to, edge })),
      ...into.map(([kind, from, edge]) => storedEdge({ kind, from, to: key, edge })),
    ],
  }));
}

export async function edges(
  connection: Connection,
  view: View,
  asOf: AsOf,
  eids: readonly string[],
): Promise<readonly StoredEdge[]> {
  const events = new Set(eids.flatMap((eid) => readEdgeId(eid)?.event ?? []));
  const rows = await connection.rows(edgesStatement, { events: [...events] });
  const found = new Map<string, StoredEdge>();
  for (const { envelope, stated } of rows as readonly StatedRow[]) {
    const own = envelopeOf(envelope);
    if (!isVisible(view, asOf, own)) continue;
    for (const edge of readStated(stated).edges) {
      const eid = edgeId(own.event, own.recordedAt, edge.role, edge.ordinal);
      found.set(eid, { ...edge, eid, ...own });
    }
  }
  return eids.map((eid) => found.get(eid)).filter((edge) => edge !== undefined);
}

interface StatedRow {
  readonly envelope: Properties;
  readonly stated: string;
}

export async function statements(
  connection: Connection,
  view: View,
  asOf: AsOf,
  events: readonly EventKey[],
): Promise<readonly StoredStatement[]> {
  return statementsOf(await connection.rows(statementsStatement, { events, ...seenAt(view, asOf) }));
}

export async function history(
  connection: Connection,
  view: View,
  key: ObjectKey,
  first: number,
  before: LedgerPosition = Number.MAX_SAFE_INTEGER,
): Promise<readonly StoredStatement[]> {
  if (first <= 0) return [];
  const asked = { key, before: integer(before), views: viewsOf(view) };
  const [end] = await connection.rows(historyEnd, { ...asked, first: integer(first) });
  const from = end?.['position'] as LedgerPosition | null | undefined;
  if (from === null || from === undefined) return [];
  return statementsOf(await connection.rows(historyStatement, { ...asked, from: integer(from) }));
}

export async function writerState(
  connection: Connection,
  { position }: AsOf,
  recordKeys: readonly string[],
): Promise<WriterState> {
  const texts = [...new Set(recordKeys.map(recordKeyText))];
  const rows = await connection.rows(writerStateStatement, { recordKeys: texts, position: integer(position) });
  const latest = new Map<EventKey, StoredStatement>();
  for (const statement of statementsOf(rows)) latest.set(statement.event, asKnown(statement, position));
  return { statements: [...latest.values()] };
}

/** Ends that lie after the position are not known yet. */
export function asKnown(statement: StoredStatement, position: LedgerPosition): StoredStatement {
  const { retractedAt, replacedAt, ...rest } = statement;
  return {
    ...rest,
    ...(retractedAt !== undefined && retractedAt <= position ? { retractedAt } : {}),
    ...(replacedAt !== undefined && replacedAt <= position ? { replacedAt } : {}),
  };
}

function statementsOf(rows: readonly Properties[]): readonly StoredStatement[] {
  return rows.map(({ statement }) => statementOf(statement as Properties));
}
