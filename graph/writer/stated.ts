import type { Time, Use } from '../events/parts.ts';
import type { ObjectRef } from '../model/object-ref.ts';
import type { AttributeChange, EdgeChange } from '../store/changes.ts';

/** An edge as a projection states it: between refs, and not yet counted within its role (`project.ts` does both). */
export interface StatedEdge extends Omit<EdgeChange, 'from' | 'to' | 'ordinal' | 'certainty'> {
  readonly from: ObjectRef;
  readonly to: ObjectRef;
  /** Confirmed where absent. */
  readonly certainty?: EdgeChange['certainty'];
}

/** A named value of a node; `value` is any plain JSON value. */
export interface StatedAttribute extends Omit<AttributeChange, 'node' | 'value' | 'ordinal' | 'role'> {
  readonly of: ObjectRef;
  readonly value: unknown;
}

export type Stated = StatedEdge | StatedAttribute;

type Timing = Pick<EdgeChange, 'validFrom' | 'validTo' | 'precision' | 'basis'>;
type Manner = Pick<EdgeChange, 'certainty' | 'qty' | 'unit' | 'method' | 'use' | 'position' | 'ext'>;

/** The whole time of the event: for what it did while it lasted. */
export function during(time: Time | undefined): Timing {
  if (time === undefined) return {};
  const { from, to, precision, basis } = time;
  return to === undefined ? { validFrom: from, precision, basis } : { validFrom: from, validTo: to, precision, basis };
}

/** The moment a window begins or ends. Of an event that lasted, the outer one: a window is rather too wide. */
export function moment(time: Time | undefined, phase: 'begin' | 'end'): Timing & { readonly phase: 'begin' | 'end' } {
  if (time === undefined) return { phase };
  const validFrom = phase === 'end' ? (time.to ?? time.from) : time.from;
  return { phase, validFrom, precision: time.precision, basis: time.basis };
}

/** What a use says of its edge: how much, how certain, how known. */
export function manner(use: Use): Manner {
  return {
    certainty: use.certainty ?? 'confirmed',
    ...(use.quantity ? { qty: use.quantity.value, unit: use.quantity.unit } : {}),
    ...(use.method === undefined ? {} : { method: use.method }),
    ...(use.use === undefined ? {} : { use: use.use }),
    ...(use.position === undefined ? {} : { position: use.position }),
    ...(use.ext === undefined ? {} : { ext: use.ext }),
  };
}

/** The thing, or where the record names none, its material. Validation has seen to it that one is there. */
export function named(use: Use): ObjectRef {
  return (use.thing ?? use.material)!;
}

/** Leaves out what is absent, so that a value of an attribute has one text. */
export function present(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(value).filter(([, of]) => of !== undefined));
}
