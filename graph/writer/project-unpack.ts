import type { EventOf } from '../events/canonical-event.ts';
import { operationWithContext } from './operation.ts';
import { moment } from './stated.ts';
import type { Stated, StatedEdge } from './stated.ts';
import { windowEdges } from './windows.ts';

// unpack: things were taken out; each containment ends. Without contents all of them do.
export function projectUnpack(event: EventOf<'unpack'>): readonly Stated[] {
  const { contents, container } = event;
  const ends = contents === undefined ? [emptied(event)] : windowEdges(event, 'PACKED_IN', contents, container, 'end');
  return [...ends, ...operationWithContext(event, container)];
}

/** Which contents it ends is a matter of other statements, and so of reading. */
function emptied({ container, time }: EventOf<'unpack'>): StatedEdge {
  return { kind: 'PACKED_IN', from: container, to: container, role: 'emptied', ...moment(time, 'end') };
}
