import type { CanonicalEvent } from '../events/canonical-event.ts';
import type { Use } from '../events/parts.ts';
import type { ObjectRef } from '../model/object-ref.ts';
import type { JoinKind } from '../store/changes.ts';
import { choiceSizes, chosen } from './choices.ts';
import { during, manner, named } from './stated.ts';
import type { Stated, StatedEdge } from './stated.ts';

/** The node of what was done. Its number is the event's key, so that no event depends on another, nor on its source. */
export function operationOf(event: CanonicalEvent, ordinal = 0): ObjectRef {
  const value = ordinal === 0 ? event.key : `${event.key}.${String(ordinal)}`;
  return { kind: 'operation', scheme: 'local', issuer: '', value };
}

/** What the operation is joined to, and a trace never passes through. */
export function contextOf(event: CanonicalEvent, operation: ObjectRef): readonly StatedEdge[] {
  const time = during(event.time);
  const join = (kind: JoinKind, role: string, to: ObjectRef | undefined): readonly StatedEdge[] =>
    to === undefined ? [] : [{ kind, from: operation, to, role, ...time }];
  return [
    ...(event.equipment ?? []).flatMap((equipment) => join('EXECUTED_ON', 'equipment', equipment)),
    ...join('FOR_ORDER', 'order', event.order),
    ...join('FOLLOWED', 'process', event.process),
    ...(event.actors ?? []).flatMap((actor) => join('PERFORMED_BY', 'actor', actor)),
    ...join('AT', 'at', event.at),
    ...(event.documents ?? []).flatMap((document) => join('DOCUMENTED_BY', 'document', document)),
    ...('from' in event ? join('FROM_PARTY', 'from', event.from) : []),
    ...('to' in event ? join('TO_PARTY', 'to', event.to) : []),
  ];
}

/** Things that stay themselves, joined to what was done with them. */
export function subjectsOf(
  event: CanonicalEvent,
  things: readonly Use[],
  operation: ObjectRef,
  kind: JoinKind = 'SUBJECT_OF',
): readonly StatedEdge[] {
  const sizes = choiceSizes(things);
  return things.map((use) => ({
    kind,
    from: named(use),
    to: operation,
    role: 'thing',
    ...during(event.time),
    ...manner(use),
    ...chosen(use, sizes, event.key),
  }));
}

/** Putting in and taking out need no operation of their own unless there is something to join to it. */
export function operationWithContext(event: CanonicalEvent, subject: ObjectRef): readonly Stated[] {
  const { equipment, order, process, actors, documents, values, at } = event;
  const isBare = [order, process, at].every((one) => one === undefined);
  if (isBare && [equipment, actors, documents, values].every((some) => !some?.length)) return [];
  const operation = operationOf(event);
  const join: StatedEdge = { kind: 'SUBJECT_OF', from: subject, to: operation, role: 'thing', ...during(event.time) };
  return [join, ...contextOf(event, operation)];
}
