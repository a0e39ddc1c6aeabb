import type { View } from '../../graph/model/view.ts';
import type { EventKey } from '../../graph/store/changes.ts';
import type { AsOf, GraphStore, NodeDetail } from '../../graph/store/store.ts';
import type { Event } from '../schema/event.ts';
import { showEvent } from './event.ts';

export interface RowEvents {
  readonly events: readonly Event[];
  readonly eventCount: number;
}

export const eventsOfRow = 8;

/** The newest events of each row: what an operation is, and what a thing was subject of. One store call for all rows. */
export async function rowEvents(
  view: View,
  store: GraphStore,
  asOf: AsOf,
  rows: readonly (readonly NodeDetail[])[],
): Promise<readonly RowEvents[]> {
  const named = rows.map(eventsOf);
  const shown = named.map((events) => events.slice(0, eventsOfRow));
  const statements = await store.statements(view, asOf, [...new Set(shown.flat())]);
  const events = new Map(statements.map((statement) => [statement.event, showEvent(statement, asOf)]));
  return shown.map((keys, i) => ({
    events: keys.flatMap((key) => events.get(key) ?? []),
    eventCount: named[i]!.length,
  }));
}

/** Keys of the events, newest record first. */
function eventsOf(details: readonly NodeDetail[]): readonly EventKey[] {
  const recordedAt = new Map<EventKey, number>();
  for (const { ref, joins } of details) {
    // An operation's number is its event's key (graph/writer/operation.ts), unless it is one run reported in parts.
    const own = ref.kind === 'operation' ? ownEvent.exec(ref.value)?.[1] : undefined;
    if (own !== undefined) recordedAt.set(own, 0);
    for (const join of joins) recordedAt.set(join.event, Math.max(join.recordedAt, recordedAt.get(join.event) ?? 0));
  }
  return [...recordedAt].sort(([a, at], [b, bt]) => bt - at || (a < b ? -1 : 1)).map(([event]) => event);
}

const ownEvent = /^([A-Za-z0-9_-]{43})(?:\.\d+)?$/;
