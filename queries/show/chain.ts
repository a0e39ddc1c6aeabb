import type { QueryContext } from '../context.ts';
import type { Edge } from '../schema/edge.ts';
import type { Event } from '../schema/event.ts';
import type { SourceRecord } from '../schema/record.ts';
import { showEvent } from './event.ts';
import { showRecord } from './record.ts';

export async function chainEvents(
  { view, store }: QueryContext,
  edges: readonly Edge[],
  first: number,
): Promise<readonly Event[]> {
  // Each edge of a chain may count from another position on; the newest of them sees them all.
  const asOf = { position: Math.max(0, ...edges.map(({ recordedAt }) => recordedAt)) };
  const keys = [...new Set(edges.map(({ event }) => event))].slice(0, first);
  const statements = new Map((await store.statements(view, asOf, keys)).map((one) => [one.event, one]));
  return keys.flatMap((key) => {
    const statement = statements.get(key);
    return statement ? [showEvent(statement, asOf)] : [];
  });
}

export function chainRecords(
  { evidence }: QueryContext,
  edges: readonly Edge[],
  first: number,
): readonly SourceRecord[] {
  const positions = [...new Set(edges.map(({ record }) => record))].slice(0, first);
  return positions.flatMap((position) => {
    const found = evidence.record(position);
    return found ? [showRecord(found.record, found.outcome)] : [];
  });
}
