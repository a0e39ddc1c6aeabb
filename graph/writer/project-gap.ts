import type { EventOf } from '../events/canonical-event.ts';
import type { ObjectRef } from '../model/object-ref.ts';
import { present } from './stated.ts';
import type { Stated } from './stated.ts';

// gap: a source lost an interval, or what a backfill covers is lost no more. `closes` names the record of the gap.
export function projectGap(event: EventOf<'gap'>): readonly Stated[] {
  const { interval, sites, cause, missing, recoverable, closes, recordKey } = event;
  const of = sourceNode(event.of);
  if (closes !== undefined) return [{ of, name: 'gapClosed', value: present({ ...interval, closes, recordKey }) }];
  return [{ of, name: 'gap', value: present({ ...interval, sites, cause, missing, recoverable, recordKey }) }];
}

export function sourceNode(name: string): ObjectRef {
  return { kind: 'source', scheme: 'local', issuer: '', value: name };
}
