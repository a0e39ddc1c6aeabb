import type { EventKey, Statement } from '../store/changes.ts';

/** A `correct` statement that was not replaced. Whether it has effect depends on whether it is itself retracted. */
export interface Correction {
  readonly event: EventKey;
  readonly recordKey: string;
  readonly retracts: { readonly recordKey: string; readonly event?: EventKey };
}

/** Does the correction say that this event did not happen? Not of itself, even where both share one record key (EPCIS). */
export function hits(correction: Correction, target: Pick<Statement, 'event' | 'recordKey' | 'verb'>): boolean {
  const { recordKey, event } = correction.retracts;
  if (recordKey !== target.recordKey || correction.event === target.event) return false;
  if (event !== undefined) return event === target.event;
  return target.verb !== 'correct' || correction.recordKey !== recordKey;
}

/**
 * The corrections that count: those that no counting correction retracts. What was known first plays no part, so that
 * order cannot matter (M1). Corrections that retract each other in a circle all count.
 */
export function standingCorrections(corrections: readonly Correction[]): ReadonlySet<EventKey> {
  const attackers = attackersOf(corrections);
  const standing = new Set<EventKey>();
  const fallen = new Set<EventKey>();
  for (let before = -1; before < standing.size + fallen.size;) {
    before = standing.size + fallen.size;
    for (const [event, by] of attackers) {
      if (by.every((attacker) => fallen.has(attacker))) standing.add(event);
      else if (by.some((attacker) => standing.has(attacker))) fallen.add(event);
    }
  }
  return new Set(corrections.map(({ event }) => event).filter((event) => !fallen.has(event)));
}

function attackersOf(corrections: readonly Correction[]): ReadonlyMap<EventKey, readonly EventKey[]> {
  const onto = Map.groupBy(corrections, ({ retracts }) => retracts.recordKey);
  return new Map(
    corrections.map((of) => {
      const by = (onto.get(of.recordKey) ?? []).filter((one) => hits(one, { ...of, verb: 'correct' }));
      return [of.event, by.map(({ event }) => event)];
    }),
  );
}
