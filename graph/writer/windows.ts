import type { CanonicalEvent } from '../events/canonical-event.ts';
import type { Use } from '../events/parts.ts';
import type { ObjectRef } from '../model/object-ref.ts';
import { choiceSizes, chosen } from './choices.ts';
import { manner, moment } from './stated.ts';
import type { StatedEdge } from './stated.ts';

/** One edge a thing put into `whole` or taken out of it. What is known by its material alone is class only. */
export function windowEdges(
  event: CanonicalEvent,
  kind: 'INSTALLED_IN' | 'PACKED_IN',
  uses: readonly Use[],
  whole: ObjectRef,
  phase: 'begin' | 'end',
): readonly StatedEdge[] {
  const role = kind === 'INSTALLED_IN' ? 'part' : 'content';
  const sizes = choiceSizes(uses);
  return uses.map((use) => ({
    ...(use.thing === undefined ? { kind: 'CLASS_ONLY', from: use.material! } : { kind, from: use.thing }),
    to: whole,
    role,
    ...moment(event.time, phase),
    ...manner(use),
    ...chosen(use, sizes, event.key),
  }));
}
