import type { EventOf } from '../events/canonical-event.ts';
import { operationWithContext } from './operation.ts';
import type { Stated } from './stated.ts';
import { windowEdges } from './windows.ts';

// pack: things were put in; each containment begins.
export function projectPack(event: EventOf<'pack'>): readonly Stated[] {
  return [
    ...windowEdges(event, 'PACKED_IN', event.contents, event.container, 'begin'),
    ...operationWithContext(event, event.container),
  ];
}
