import type { EventOf } from '../events/canonical-event.ts';
import { operationWithContext } from './operation.ts';
import type { Stated } from './stated.ts';
import { windowEdges } from './windows.ts';

// assemble: parts were installed; each window begins.
export function projectAssemble(event: EventOf<'assemble'>): readonly Stated[] {
  return [
    ...windowEdges(event, 'INSTALLED_IN', event.parts, event.assembly, 'begin'),
    ...operationWithContext(event, event.assembly),
  ];
}
