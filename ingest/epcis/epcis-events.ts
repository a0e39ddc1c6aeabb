import type { CanonicalEvent, Verb } from '../../graph/events/canonical-event.ts';
import type { ContextObject, Thing, Use } from '../../graph/events/parts.ts';
import { objectKey } from '../../graph/model/object-ref.ts';
import type { ObjectRef } from '../../graph/model/object-ref.ts';
import type { EpcisParts } from './epcis-parts.ts';
import { handoverOf } from './purpose.ts';

/** What an event says, before the reader adds what all its statements share. */
export type Draft = {
  readonly [V in Verb]: {
    readonly rule: string;
    readonly ordinal?: number;
    readonly fields: Omit<
      Extract<CanonicalEvent, { readonly verb: V }>,
      'key' | 'context' | 'recordKey' | 'source' | 'mapping'
    >;
  };
}[Verb];

export interface Told {
  /** The source brings the records of those who make things: what they commission, they made. */
  readonly byMaker: boolean;
}

/** The statements of one event, by its type (EPCIS 2.0 §7.4). Empty: it says nothing that has a canonical form. */
export function draftsOf(parts: EpcisParts, told: Told): readonly Draft[] {
  switch (parts.text('type')) {
    case 'AggregationEvent':
      return aggregation(parts);
    case 'AssociationEvent':
      return association(parts);
    case 'TransformationEvent':
      return [transformation(parts)];
    case 'TransactionEvent':
      return onObjects(parts, [...parent(parts), ...parts.uses('epcList', 'quantityList')], told);
    default:
      return onObjects(parts, parts.uses('epcList', 'quantityList'), told);
  }
}

const parent = (parts: EpcisParts): readonly Use[] => {
  const thing = parts.thing('parentID', 'logistic');
  return thing ? [{ thing }] : [];
};

// --- events on things that stay themselves

function onObjects(parts: EpcisParts, things: readonly Use[], told: Told): readonly Draft[] {
  if (things.length === 0) return onOthers(parts);
  const step = parts.text('bizStep') ?? '';
  const says = Object.hasOwn(steps, step) ? steps[step]! : elsewhere;
  return says(parts, things, told);
}

type Says = (parts: EpcisParts, things: readonly Use[], told: Told) => readonly Draft[];

/** What a business step means for the things of the event; any other is a move, or a step. */
const steps: Readonly<Record<string, Says>> = {
  commissioning,
  creating_class_instance: commissioning,
  shipping: (parts, things) => handover(parts, things, 'ship'),
  retail_selling: (parts, things) => handover(parts, things, 'ship'),
  dispensing: (parts, things) => handover(parts, things, 'ship'),
  receiving: (parts, things) => handover(parts, things, 'receive'),
  accepting: (parts, things) => handover(parts, things, 'receive'),
  inspecting: (parts, things) => [inspection(parts, things.map(objectOf))],
  stock_taking: counted,
  cycle_counting: counted,
  destroying: (_parts, things) => [
    { rule: 'destroyed', fields: { verb: 'disposition', decision: 'destroy', things: [...things] } },
  ],
  sensor_reporting: (parts, things) => [inspection(parts, things.map(objectOf))],
};

const objectOf = (use: Use): ObjectRef => (use.thing ?? use.material)!;

function handover(parts: EpcisParts, things: readonly Use[], verb: 'ship' | 'receive'): readonly Draft[] {
  const { from, to, purpose } = handoverOf(parts, verb);
  const fields = { things: [...things], ...(from ? { from } : {}), ...(to ? { to } : {}), purpose };
  return [verb === 'ship' ? { rule: verb, fields: { verb, ...fields } } : { rule: verb, fields: { verb, ...fields } }];
}

/**
 * Commissioning gives a thing its number. It is said to be made only by its maker: at home, a thing that has nothing but a
 * label still lacks its origin, and the answer must say so.
 */
function commissioning(parts: EpcisParts, things: readonly Use[], { byMaker }: Told): readonly Draft[] {
  if (parts.text('action') !== 'ADD') return elsewhere(parts, things);
  const isLabel = (use: Use): boolean => use.thing?.kind === 'logistic';
  const labels = things.filter(isLabel).map((use, ordinal): Draft => ({
    rule: 'label',
    ordinal,
    fields: { verb: 'identify', same: [use.thing!] },
  }));
  const made = things.filter((use) => !isLabel(use));
  if (made.length === 0) return labels;
  const step = parts.text('bizStep') ?? 'commissioning';
  const draft: Draft = byMaker
    ? { rule: 'made', fields: { verb: 'transform', outputs: [...made] } }
    : { rule: 'commissioned', fields: { verb: 'treat', things: [...made], step } };
  return [...labels, draft];
}

function counted(parts: EpcisParts, things: readonly Use[]): readonly Draft[] {
  return parts.place() ? [{ rule: 'count', fields: { verb: 'count', things: [...things] } }] : elsewhere(parts, things);
}

const verdicts: Readonly<Record<string, 'pass' | 'fail'>> = { conformant: 'pass', non_conformant: 'fail' };

function inspection(parts: EpcisParts, objects: readonly ObjectRef[]): Draft {
  const disposition = parts.text('disposition') ?? '';
  const verdict = Object.hasOwn(verdicts, disposition) ? verdicts[disposition] : undefined;
  const results = parts.values();
  return {
    rule: 'inspection',
    fields: {
      verb: 'inspect',
      subjects: objects.map((object) => ({ object })),
      ...(results.length > 0 ? { results: [...results] } : {}),
      ...(verdict ? { verdict } : {}),
    },
  };
}

/** A step without a meaning of its own: where the things are now, or, without a place, that it was done. */
function elsewhere(parts: EpcisParts, things: readonly Use[]): readonly Draft[] {
  const to = parts.place('bizLocation');
  const step = parts.text('bizStep') ?? (parts.text('type') === 'TransactionEvent' ? 'transaction' : undefined);
  if (to && parts.text('type') !== 'TransactionEvent')
    return [{ rule: 'move', fields: { verb: 'move', things: [...things], to } }];
  return [{ rule: 'step', fields: { verb: 'treat', things: [...things], ...(step === undefined ? {} : { step }) } }];
}

// Readings of a room, papers that went along: about something, but about no thing.
function onOthers(parts: EpcisParts): readonly Draft[] {
  const others = parts.others('epcList');
  const place = parts.place();
  const objects = others.length > 0 ? others : place ? [place] : [];
  return objects.length > 0 ? [inspection(parts, objects)] : [];
}

// --- containment and assembly

function aggregation(parts: EpcisParts): readonly Draft[] {
  const container = parts.thing('parentID', 'logistic');
  const contents = parts.uses('childEPCs', 'childQuantityList');
  const isRemoval = parts.text('action') === 'DELETE';
  if (!container) return contents.length > 0 ? elsewhere(parts, contents) : [];
  // DELETE without children empties the container (EPCIS 2.0 §7.4.3).
  if (isRemoval)
    return [
      {
        rule: 'unpack',
        fields: { verb: 'unpack', container, ...(contents.length > 0 ? { contents: [...contents] } : {}) },
      },
    ];
  if (contents.length === 0) return [inspection(parts, [container])];
  return [{ rule: 'pack', fields: { verb: 'pack', container, contents: [...contents] } }];
}

function association(parts: EpcisParts): readonly Draft[] {
  const uri = parts.text('parentID');
  const whole = uri === undefined ? undefined : parts.read(uri, 'unit', 'parentID')?.ref;
  const children = parts.uses('childEPCs', 'childQuantityList');
  if (!whole) return children.length > 0 ? elsewhere(parts, children) : [];
  const isRemoval = parts.text('action') === 'DELETE';
  if (whole.kind === 'place') return placed(parts, whole as ContextObject, children, isRemoval);
  if (children.length === 0) return [isRemoval ? removal(parts, whole as Thing) : inspection(parts, [whole])];
  const fields = { assembly: whole as Thing, parts: [...children] };
  return [
    isRemoval
      ? { rule: 'removed', fields: { verb: 'disassemble', ...fields } }
      : { rule: 'installed', fields: { verb: 'assemble', ...fields } },
  ];
}

/**
 * Everything was taken out of an assembly, and the event does not say what that was. It is stated as a step on the assembly;
 * its parts go on counting as installed, so that a trace reaches too much rather than too little.
 */
function removal(parts: EpcisParts, assembly: Thing): Draft {
  const step = parts.text('bizStep') ?? 'disassembling';
  return { rule: unnamedParts, fields: { verb: 'treat', things: [{ thing: assembly }], step } };
}

/** Rule of an event that removes parts without naming them. */
export const unnamedParts = 'removed-all';

function placed(parts: EpcisParts, place: ContextObject, things: readonly Use[], isRemoval: boolean): readonly Draft[] {
  if (things.length === 0) return [inspection(parts, [place])];
  return [
    { rule: 'move', fields: { verb: 'move', things: [...things], ...(isRemoval ? { from: place } : { to: place }) } },
  ];
}

function transformation(parts: EpcisParts): Draft {
  const [inputs, outputs] = [
    parts.uses('inputEPCList', 'inputQuantityList'),
    parts.uses('outputEPCList', 'outputQuantityList'),
  ];
  const run = parts.text('transformationID');
  return {
    rule: 'transformation',
    fields: {
      verb: 'transform',
      ...(inputs.length > 0 ? { inputs: [...inputs] } : {}),
      ...(outputs.length > 0 ? { outputs: [...outputs] } : {}),
      ...(run === undefined ? {} : { transformationId: run }),
    },
  };
}

// --- lots

/** Lots that are only named beside serial numbers exist, and have these members. */
export function lotDrafts({ lots }: EpcisParts): readonly Draft[] {
  return [...lots.values()].map(({ lot, units }, ordinal) => {
    const things = [...new Map(units.map((unit) => [objectKey(unit), unit as Thing])).values()];
    return { rule: 'lot', ordinal, fields: { verb: 'identify', members: { of: lot as Thing, things } } };
  });
}

/** Documents and places that stand in a list of things, beside things: they are stated to exist. */
export function otherDrafts(parts: EpcisParts, drafts: readonly Draft[]): readonly Draft[] {
  const inspected = new Set(
    drafts.flatMap(({ fields }) =>
      fields.verb === 'inspect' ? fields.subjects.map(({ object }) => objectKey(object)) : [],
    ),
  );
  const others = thingLists.flatMap((name) => parts.others(name)).filter((other) => !inspected.has(objectKey(other)));
  return others.map((other, ordinal) => ({ rule: 'other', ordinal, fields: { verb: 'identify', same: [other] } }));
}

const thingLists = ['epcList', 'childEPCs', 'inputEPCList', 'outputEPCList'];
