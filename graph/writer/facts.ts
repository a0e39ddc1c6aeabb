import type { CanonicalEvent } from '../events/canonical-event.ts';
import type { ContextObject, Use } from '../events/parts.ts';
import { objectKey } from '../model/object-ref.ts';
import { present } from './stated.ts';
import type { StatedAttribute } from './stated.ts';

/** When, where and how much: what the attributes of several verbs have in common. */
export function factOf(event: CanonicalEvent, use: Use): Readonly<Record<string, unknown>> {
  return {
    at: event.time?.from,
    precision: event.time?.precision,
    place: keyOf(event.at),
    qty: use.quantity?.value,
    unit: use.quantity?.unit,
    certainty: use.certainty,
    choice: use.choice === undefined ? undefined : `${event.key}:${use.choice}`,
  };
}

export function keyOf(ref: ContextObject | undefined): string | undefined {
  return ref === undefined ? undefined : objectKey(ref);
}

/** The attribute on each use that names a thing; of a material alone nothing is stated. */
export function onThings(
  uses: readonly Use[],
  name: string,
  value: (use: Use) => Readonly<Record<string, unknown>>,
): readonly StatedAttribute[] {
  return uses.flatMap((use) => (use.thing === undefined ? [] : [{ of: use.thing, name, value: present(value(use)) }]));
}
