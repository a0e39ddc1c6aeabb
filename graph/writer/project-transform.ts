import type { EventOf } from '../events/canonical-event.ts';
import type { Use } from '../events/parts.ts';
import type { ObjectRef } from '../model/object-ref.ts';
import { chosen } from './choices.ts';
import { withCountedLots } from './counted-lots.ts';
import { linkGroups } from './link-groups.ts';
import { contextOf, operationOf } from './operation.ts';
import { during, manner } from './stated.ts';
import type { Stated, StatedEdge } from './stated.ts';

// transform: inputs became outputs. One operation node per distinct input set among the outputs (model.md §4).
export function projectTransform(event: EventOf<'transform'>): readonly Stated[] {
  const { uses, sizes } = withCountedLots(event);
  const told = new Set<number>();
  return linkGroups(event).flatMap((group, ordinal) => {
    const operation = pooledOperation(event) ?? operationOf(event, ordinal);
    const scope = ordinal === 0 ? event.key : `${event.key}.${String(ordinal)}`;
    return [
      ...group.inputs.map((index) => {
        const use = told.has(index) ? withoutQuantity(uses[index]!) : uses[index]!;
        told.add(index);
        return { ...consumed(event, use, operation), ...chosen(use, sizes, scope) };
      }),
      ...group.outputs.flatMap((index) => produced(event, event.outputs![index]!, operation)),
      ...contextOf(event, operation),
    ];
  });
}

/** One run reported in parts has one operation, whichever part comes first. */
function pooledOperation(event: EventOf<'transform'>): ObjectRef | undefined {
  const { transformationId: value, source } = event;
  if (value === undefined) return undefined;
  const isUri = /^[a-z][a-z0-9+.-]*:/i.test(value);
  return {
    kind: 'operation',
    ...(isUri ? { scheme: 'uri', issuer: '' } : { scheme: 'local', issuer: source.name }),
    value,
  };
}

function consumed(event: EventOf<'transform'>, use: Use, operation: ObjectRef): StatedEdge {
  const edge = { to: operation, role: 'input', ...during(event.time), ...manner(use) };
  if (use.thing === undefined) return { kind: 'CLASS_ONLY', from: use.material!, ...edge };
  return { kind: 'CONSUMED_BY', from: use.thing, ...edge };
}

/** An output known by its material alone is no thing that could be traced; the event's body keeps it. */
function produced(event: EventOf<'transform'>, use: Use, operation: ObjectRef): readonly StatedEdge[] {
  if (use.thing === undefined) return [];
  return [{ kind: 'PRODUCED', from: operation, to: use.thing, role: 'output', ...during(event.time), ...manner(use) }];
}

// On several operations an input states its quantity once (trace.md §1).
function withoutQuantity(use: Use): Use {
  const { quantity, ...rest } = use;
  return quantity === undefined ? use : rest;
}
