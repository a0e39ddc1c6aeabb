import type { EventOf } from '../events/canonical-event.ts';
import { operationWithContext } from './operation.ts';
import type { Stated } from './stated.ts';
import { windowEdges } from './windows.ts';

// disassemble: parts were removed; each window ends, of the stated positions only.
export function projectDisassemble(event: EventOf<'disassemble'>): readonly Stated[] {
  return [
    ...windowEdges(event, 'INSTALLED_IN', event.parts, event.assembly, 'end'),
    ...operationWithContext(event, event.assembly),
  ];
}
