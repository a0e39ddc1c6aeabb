import { eventKey } from '../event-key.ts';
import type { CanonicalEvent, EventOf, Verb } from '../canonical-event.ts';
import type { ContextObject, Quantity, Thing, Time } from '../parts.ts';

/** One situation and how it is said; shown in docs/events.md, and validated and projected by tests. */
export interface Example<V extends Verb = Verb> {
  readonly title: string;
  readonly event: EventOf<V>;
}

/** What a mapping writes of an event; the rest is where it was read. */
type Told<E> = E extends CanonicalEvent
  ? Omit<E, 'verb' | 'key' | 'context' | 'recordKey' | 'source' | 'mapping'> & Partial<Pick<E, 'context' | 'recordKey'>>
  : never;

/** An event as the runner completes it, read from the record `recordKey`. */
export function exampleEvent<V extends Verb>(verb: V, recordKey: string, told: Told<EventOf<V>>): EventOf<V> {
  const key = eventKey({ namespace: 'valveworks-mes', recordKey, rule: verb, ordinal: 0 });
  const source = { record: 1, pointer: `${verb}/0`, name: 'valveworks-mes', view: 'common' };
  return {
    verb,
    key,
    context: 'actual',
    recordKey,
    source,
    mapping: 'mes@0123456789ab',
    ...told,
  } as unknown as EventOf<V>;
}

const local = { scheme: 'local', issuer: 'valveworks' } as const;

export const lot = (material: string, value: string): Thing => ({ kind: 'lot', ...local, material, value });
export const sublot = (material: string, value: string): Thing => ({ kind: 'sublot', ...local, material, value });
export const unit = (material: string, value: string): Thing => ({ kind: 'unit', ...local, material, value });
export const sample = (value: string): Thing => ({ kind: 'sample', ...local, value });
export const pallet = (value: string): Thing => ({ kind: 'logistic', scheme: 'gs1', issuer: '', value });
export const supplierLot = (supplier: string, material: string, value: string): Thing => ({
  kind: 'lot',
  scheme: 'supplier',
  issuer: supplier,
  material,
  value,
});

export const context = (kind: ContextObject['kind'], value: string): ContextObject => ({ kind, ...local, value });
export const material = (value: string): ContextObject => context('material', value);

export const kg = (value: string): Quantity => ({ value, unit: 'kg' });
export const pieces = (value: string): Quantity => ({ value, unit: '{piece}', basis: 'counted' });

export const at = (from: string, to?: string): Time => ({
  from,
  ...(to === undefined ? {} : { to }),
  zone: 'Europe/Berlin',
  precision: 's',
  basis: 'event',
});
