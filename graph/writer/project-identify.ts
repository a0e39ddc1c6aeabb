import type { EventOf } from '../events/canonical-event.ts';
import { objectKey } from '../model/object-ref.ts';
import type { ObjectRef } from '../model/object-ref.ts';
import { compareUtf8 } from '../model/utf8-order.ts';
import { during, present } from './stated.ts';
import type { Stated, StatedEdge } from './stated.ts';

// identify: keys are (or are not) one thing; a lot has members; a thing was relabelled.
export function projectIdentify(event: EventOf<'identify'>): readonly Stated[] {
  return [...sameness(event), ...membership(event), ...relabelling(event)];
}

function sameness(event: EventOf<'identify'>): readonly Stated[] {
  const { same = [], are = true, time } = event;
  const [smallest, ...others] = [...same].sort((a, b) => compareUtf8(objectKey(a), objectKey(b)));
  if (smallest === undefined) return [];
  if (!are) return notSame([smallest, ...others]);
  if (others.length === 0) return [{ of: smallest, name: 'printed', value: present({ at: time?.from }) }];
  // Stored once and walked both ways. Without a time: two numbers of one thing are so at any time.
  return others.map((other) => ({ kind: 'SAME_AS', from: smallest, to: other, role: 'same', ...knownBy(event) }));
}

function notSame(refs: readonly ObjectRef[]): readonly Stated[] {
  const keys = refs.map(objectKey);
  return refs.map((of, i) => ({ of, name: 'notSame', value: keys.filter((_, other) => other !== i) }));
}

function membership(event: EventOf<'identify'>): readonly StatedEdge[] {
  const { members, time } = event;
  const edge = { kind: 'HAS_MEMBER', role: 'member', ...during(time), ...knownBy(event) } as const;
  return members === undefined ? [] : members.things.map((to) => ({ ...edge, from: members.of, to }));
}

function relabelling(event: EventOf<'identify'>): readonly StatedEdge[] {
  const { relabel, time } = event;
  const edge = { kind: 'REIDENTIFIED_AS', role: 'relabelled', ...during(time), ...knownBy(event) } as const;
  return relabel === undefined ? [] : relabel.to.map((to) => ({ ...edge, from: relabel.from, to }));
}

function knownBy({ certainty = 'confirmed', method }: EventOf<'identify'>): Pick<StatedEdge, 'certainty' | 'method'> {
  if (method !== undefined) return { certainty, method };
  return certainty === 'inferred' ? { certainty, method: 'guess' } : { certainty };
}
