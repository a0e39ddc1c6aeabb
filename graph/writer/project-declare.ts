import type { EventOf } from '../events/canonical-event.ts';
import { compareUtf8 } from '../model/utf8-order.ts';
import { contextOf } from './operation.ts';
import { present } from './stated.ts';
import type { Stated } from './stated.ts';

// declare: what an object is. One attribute a name, and one that it was declared, with revision and effectivity.
export function projectDeclare(event: EventOf<'declare'>): readonly Stated[] {
  const { object, attributes, revisionOf, effective } = event;
  const names = Object.keys(attributes).sort(compareUtf8);
  return [
    { of: object, name: 'declared', value: present({ revision: revisionOf, effective }) },
    ...names.map((name): Stated => ({ of: object, name: `declared.${name}`, value: attributes[name] })),
    ...contextOf(event, object),
  ];
}
