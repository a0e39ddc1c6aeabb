import { problem } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { isThingKind, objectKey } from '../model/object-ref.ts';
import type { ObjectRef } from '../model/object-ref.ts';
import type { CanonicalEvent, Verb, EventOf } from './canonical-event.ts';
import type { Time, Use } from './parts.ts';

// What a JSON Schema cannot say. A rule gives sentences; each becomes a problem with the remedy of EVENT_RULE.
interface Broken {
  readonly path: string;
  readonly value: string;
  readonly says: string;
}

/** Problems of an event that its schema accepts. */
export function brokenRules(event: CanonicalEvent): readonly Problem[] {
  const rule = rules[event.verb] as (event: CanonicalEvent) => readonly Broken[];
  const broken = [...timeRule('time', event.time), ...rule(event)];
  return broken.map(({ path, value, says }) => problem('EVENT_RULE', `${path} ${says}`, { path, value }));
}

const rules: { readonly [V in Verb]: (event: EventOf<V>) => readonly Broken[] } = {
  assemble: (event) => [...usesRule('parts', event.parts), ...notInside('parts', event.assembly, event.parts)],
  correct: () => [],
  count: (event) => usesRule('things', event.things),
  declare: (event) => timeRule('effective', event.effective),
  disassemble: (event) => [...usesRule('parts', event.parts), ...notInside('parts', event.assembly, event.parts)],
  disposition: (event) => usesRule('things', event.things),
  gap: gapRule,
  identify: identifyRule,
  inspect: inspectRule,
  move: (event) => usesRule('things', event.things),
  observe: () => [],
  pack: (event) => [...usesRule('contents', event.contents), ...notInside('contents', event.container, event.contents)],
  receive: (event) => usesRule('things', event.things),
  ship: (event) => usesRule('things', event.things),
  transform: transformRule,
  treat: (event) => usesRule('things', event.things),
  unpack: (event) => [
    ...usesRule('contents', event.contents),
    ...notInside('contents', event.container, event.contents),
  ],
};

function usesRule(path: string, uses: readonly Use[] = []): readonly Broken[] {
  return [...uses.flatMap((use, i) => useRule(`${path}.${String(i)}`, use)), ...choiceRule(path, uses)];
}

function useRule(path: string, use: Use): readonly Broken[] {
  const broken: Broken[] = [];
  if (use.thing === undefined && use.material === undefined) {
    broken.push({ path, value: 'absent', says: 'names neither a thing nor a material' });
  }
  if (use.material !== undefined && use.material.kind !== 'material') {
    broken.push({ path: `${path}.material`, value: use.material.kind, says: 'must be of kind material' });
  }
  if ((use.choice === undefined) !== (use.choiceKind === undefined)) {
    const value = use.choice ?? use.choiceKind ?? '';
    broken.push({ path: `${path}.choice`, value, says: 'and choiceKind belong together; only one of them is there' });
  }
  return broken;
}

function choiceRule(path: string, uses: readonly Use[]): readonly Broken[] {
  const chosen = uses.filter((use) => use.choice !== undefined);
  if (chosen.length === 0) return [];
  const members = Map.groupBy(chosen, (use) => use.choice ?? '');
  return [...members].flatMap(([choice, of]) => {
    const at = { path: `${path}.choice`, value: choice };
    if (of.length < 2) return [{ ...at, says: 'has a single member; a choice is between two or more' }];
    const kinds = new Set(of.map((use) => use.choiceKind));
    return kinds.size > 1 ? [{ ...at, says: 'is of two choice kinds at once' }] : [];
  });
}

/** A thing inside itself would read as "emptied". */
function notInside(path: string, whole: ObjectRef, uses: readonly Use[] = []): readonly Broken[] {
  const outer = objectKey(whole);
  const inside = uses.findIndex((use) => use.thing !== undefined && objectKey(use.thing) === outer);
  return inside < 0 ? [] : [{ path: `${path}.${String(inside)}.thing`, value: outer, says: 'is put into itself' }];
}

function transformRule(event: EventOf<'transform'>): readonly Broken[] {
  const { inputs = [], outputs = [], links } = event;
  const broken: Broken[] = [...usesRule('inputs', inputs), ...usesRule('outputs', outputs)];
  if (inputs.length + outputs.length === 0)
    broken.push({ path: 'inputs', value: 'absent', says: 'and outputs are both absent' });
  links?.forEach(({ input, output }, i) => {
    const path = `links.${String(i)}`;
    if (input >= inputs.length)
      broken.push({ path: `${path}.input`, value: String(input), says: 'is beyond the last input' });
    if (output >= outputs.length)
      broken.push({ path: `${path}.output`, value: String(output), says: 'is beyond the last output' });
  });
  if (links !== undefined && event.transformationId !== undefined) {
    broken.push({
      path: 'links',
      value: event.transformationId,
      says: 'cannot stand beside transformationId, whose parts are pooled',
    });
  }
  return broken;
}

function identifyRule(event: EventOf<'identify'>): readonly Broken[] {
  const { same, members, relabel, are } = event;
  if (same === undefined && members === undefined && relabel === undefined) {
    return [{ path: 'same', value: 'absent', says: ', members and relabel are all absent' }];
  }
  const broken: Broken[] = [];
  const keys = new Set(same?.map(objectKey));
  if (same !== undefined && keys.size < same.length)
    broken.push({ path: 'same', value: [...keys].join(' '), says: 'names one key twice' });
  if (are === false && keys.size < 2)
    broken.push({ path: 'are', value: 'false', says: 'needs two keys that are not one thing' });
  if (members !== undefined) broken.push(...notAmong('members.things', members.of, members.things));
  if (relabel !== undefined) broken.push(...notAmong('relabel.to', relabel.from, relabel.to));
  return broken;
}

function notAmong(path: string, one: ObjectRef, others: readonly ObjectRef[]): readonly Broken[] {
  const key = objectKey(one);
  return others.some((other) => objectKey(other) === key)
    ? [{ path, value: key, says: 'names the same key as its origin' }]
    : [];
}

function inspectRule(event: EventOf<'inspect'>): readonly Broken[] {
  return event.subjects.flatMap(({ object, sampleOf = [] }, i) => {
    const path = `subjects.${String(i)}`;
    if (sampleOf.length === 0) return [];
    if (!isThingKind(object.kind))
      return [{ path: `${path}.object`, value: object.kind, says: 'is drawn from something and is no thing' }];
    return notAmong(`${path}.sampleOf`, object, sampleOf);
  });
}

function gapRule(event: EventOf<'gap'>): readonly Broken[] {
  const { from, to } = event.interval;
  return from !== undefined && to !== undefined ? orderRule('interval', from, to) : [];
}

function timeRule(path: string, time: Time | undefined): readonly Broken[] {
  if (time === undefined) return [];
  return time.to === undefined ? dateRule(`${path}.from`, time.from) : orderRule(path, time.from, time.to);
}

function orderRule(path: string, from: string, to: string): readonly Broken[] {
  const dates = [...dateRule(`${path}.from`, from), ...dateRule(`${path}.to`, to)];
  // Without the Z a text with fewer digits of the second is a prefix, and so the smaller.
  if (dates.length > 0 || from.slice(0, -1) <= to.slice(0, -1)) return dates;
  return [{ path, value: `${from} … ${to}`, says: 'ends before it begins' }];
}

// The pattern of the schema lets month 13 pass.
function dateRule(path: string, instant: string): readonly Broken[] {
  return Number.isNaN(Date.parse(instant)) ? [{ path, value: instant, says: 'is no date' }] : [];
}
