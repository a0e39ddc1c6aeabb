import { elementsOf, printed } from '../../graph/model/gs1/gs1-object.ts';
import { refOfKey } from '../../graph/model/object-ref.ts';
import type { ObjectKey, ObjectRef } from '../../graph/model/object-ref.ts';
import type { JoinKind } from '../../graph/store/changes.ts';
import type { NodeDetail } from '../../graph/store/store.ts';

/** For people: the declared name, else the number; of an operation, what was done, where and for what. */
export function labelOf(detail: NodeDetail): string {
  if (detail.ref.kind === 'operation') return operationLabel(detail);
  const name = declared(detail, 'name') ?? declared(detail, 'description');
  return name === undefined || isNumbered(detail.ref) ? numberLabel(detail.ref) : name;
}

export function labelOfKey(key: ObjectKey): string {
  const ref = refOfKey(key);
  return ref ? numberLabel(ref) : key;
}

/** The number as it is printed on the thing; within a material, behind the material's. */
function numberLabel(ref: ObjectRef): string {
  const elements = elementsOf(ref);
  if (elements) return printed(elements);
  if (ref.kind === 'operation') return 'operation';
  return ref.material === undefined ? ref.value : `${ref.material} ${ref.value}`;
}

// A lot is known by its number, whatever its material is called.
const isNumbered = ({ kind }: ObjectRef): boolean => ['lot', 'sublot', 'unit', 'logistic', 'sample'].includes(kind);

function operationLabel({ key, joins }: NodeDetail): string {
  const joined = (kind: JoinKind) => {
    const edge = joins.find((join) => join.kind === kind && join.from === key);
    return edge === undefined ? undefined : refOfKey(edge.to)?.value;
  };
  const [process, equipment, order] = [joined('FOLLOWED'), joined('EXECUTED_ON'), joined('FOR_ORDER')];
  const words = [
    process ?? 'operation',
    ...(equipment === undefined ? [] : [`on ${equipment}`]),
    ...(order === undefined ? [] : [`for order ${order}`]),
  ];
  return words.join(' ');
}

/** A declared attribute that is a text; the latest where several records declare it. */
export function declared({ attributes }: NodeDetail, name: string): string | undefined {
  const stated = attributes.filter((attribute) => attribute.name === `declared.${name}`);
  const latest = stated.reduce((a, b) => (b.recordedAt >= (a?.recordedAt ?? 0) ? b : a), stated[0]);
  const value: unknown = latest === undefined ? undefined : JSON.parse(latest.value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
