import { objectKey } from '../../graph/model/object-ref.ts';
import type { ObjectRef, ThingKind } from '../../graph/model/object-ref.ts';
import type { FlowKind } from '../../graph/store/changes.ts';
import type { StoredAttribute, StoredEdge } from '../../graph/store/store.ts';
import type { Dice } from './dice.ts';
import type { Flow } from './pages.ts';

// Small and nasty: few nodes, so that everything meets everything; names that sort and escape badly; times a second apart,
// so that they coincide; statements that were retracted, hidden, planned or guessed.

const names = ['A', 'a', 'ä', 'A:1', '%41', '😀', '￿', 'B\u0001', '0815', '00815'];
const views = ['common', 'north', 'south'];
const sources = ['erp', 'mes'];

interface Cast {
  readonly things: readonly string[];
  readonly holders: readonly string[];
  readonly operations: readonly string[];
}

export interface Mood {
  readonly windows: number;
  readonly choices: number;
  readonly aliases: number;
  readonly planned: number;
  readonly hidden: number;
  readonly retracted: number;
}

export function randomMood(dice: Dice): Mood {
  const some = (percent: number) => (dice.chance(50) ? percent : 0);
  return {
    windows: dice.pick([0, 15, 60]),
    choices: dice.pick([0, 20, 60]),
    aliases: some(25),
    planned: some(10),
    hidden: some(30),
    retracted: some(20),
  };
}

export function randomFlow(dice: Dice, mood: Mood): Flow & { readonly last: number } {
  const cast = randomCast(dice);
  const last = 1 + dice.throw(6);
  const edges: StoredEdge[] = [];
  const attributes: StoredAttribute[] = [];
  const statements = 1 + dice.throw(9);
  for (let n = 0; n < statements; n++) {
    const envelope = randomEnvelope(dice, mood, n, last);
    const drafts = randomDrafts(dice, mood, cast, n);
    drafts.forEach((draft, ordinal) => edges.push(stored(envelope, draft, ordinal)));
  }
  if (mood.aliases > 0 && dice.chance(40)) attributes.push(randomNotSame(dice, mood, cast, last));
  if (dice.chance(10)) attributes.push(skew(dice, mood, last));
  return { edges: withSizes(dice, edges), attributes, last };
}

// A group says how large it is, and may be larger than what was kept of it; never smaller.
function withSizes(dice: Dice, edges: readonly StoredEdge[]): readonly StoredEdge[] {
  const sizes = new Map<string, number>();
  for (const { choice } of edges) if (choice !== undefined) sizes.set(choice, (sizes.get(choice) ?? 0) + 1);
  for (const [choice, size] of sizes) if (dice.chance(15)) sizes.set(choice, size + 1);
  return edges.map((edge) => (edge.choice === undefined ? edge : { ...edge, choiceSize: sizes.get(edge.choice)! }));
}

function randomCast(dice: Dice): Cast {
  const keys = (kinds: readonly ThingKind[], count: number) =>
    Array.from({ length: count }, () => objectKey(randomRef(dice, dice.pick(kinds))));
  const operations = Array.from({ length: 1 + dice.throw(3) }, (_, i) =>
    objectKey({ kind: 'operation', scheme: 'local', issuer: '', value: `op ${i}` }),
  );
  return {
    things: keys(['lot', 'unit', 'sublot'], 2 + dice.throw(5)),
    holders: keys(['logistic'], 1 + dice.throw(3)),
    operations,
  };
}

function randomRef(dice: Dice, kind: ThingKind): ObjectRef {
  const value = dice.pick(names);
  const named = { kind, scheme: 'local', issuer: 'plant', value } as const;
  return kind === 'lot' && dice.chance(25) ? named : { ...named, material: dice.pick(['M1', 'M2']) };
}

type Envelope = Pick<
  StoredEdge,
  'event' | 'recordedAt' | 'retractedAt' | 'context' | 'view' | 'source' | 'record' | 'mapping'
>;

function randomEnvelope(dice: Dice, mood: Mood, n: number, last: number): Envelope {
  const recordedAt = 1 + dice.throw(last);
  const retractedAt = dice.chance(mood.retracted) ? recordedAt + 1 + dice.throw(3) : undefined;
  return {
    event: `e${n}`,
    recordedAt,
    ...(retractedAt === undefined ? {} : { retractedAt }),
    context: dice.chance(mood.planned) ? 'planned' : dice.pick(['actual', 'maintained'] as const),
    view: dice.chance(mood.hidden) ? dice.pick(views) : 'common',
    source: dice.pick(sources),
    record: recordedAt,
    mapping: 'm@1',
  };
}

type Draft = Pick<StoredEdge, 'kind' | 'from' | 'to'> & Partial<StoredEdge>;

function stored(envelope: Envelope, draft: Draft, ordinal: number): StoredEdge {
  const role = draft.role ?? 'input';
  const eid = `${envelope.event}.${envelope.recordedAt}.${role}.${ordinal}`;
  return { certainty: 'confirmed', ...draft, ...envelope, role, ordinal, eid };
}

function randomDrafts(dice: Dice, mood: Mood, cast: Cast, n: number): readonly Draft[] {
  if (dice.chance(mood.aliases)) return [randomAlias(dice, cast)];
  if (dice.chance(mood.windows)) return randomPacking(dice, cast);
  return dice.chance(65) ? randomOperation(dice, mood, cast, n) : [randomLink(dice, mood, cast)];
}

function randomOperation(dice: Dice, mood: Mood, cast: Cast, n: number): readonly Draft[] {
  const operation = dice.pick(cast.operations);
  const timing = randomTiming(dice);
  const inputs = dice
    .some([...cast.things, ...cast.holders], 3)
    .map((from): Draft => ({ kind: 'CONSUMED_BY', from, to: operation }));
  const outputs = dice
    .some([...cast.things, ...cast.holders], 2)
    .map((to): Draft => ({ kind: 'PRODUCED', from: operation, to, role: 'output' }));
  const group = dice.chance(mood.choices) ? ({ choice: `e${n}:c`, choiceKind: 'at least one' } as const) : {};
  return [...inputs.map((input) => ({ ...input, ...group })), ...outputs]
    .filter(() => dice.chance(90))
    .map((draft) => ({ ...draft, ...timing, ...guessed(dice) }));
}

function randomPacking(dice: Dice, cast: Cast): readonly Draft[] {
  const to = dice.pick(dice.chance(90) ? cast.holders : cast.things);
  const timing = randomTiming(dice);
  const phase = dice.chance(65) ? 'begin' : 'end';
  if (phase === 'end' && dice.chance(30))
    return [{ kind: 'PACKED_IN', from: to, to, phase, role: 'emptied', ...timing }];
  return dice
    .some([...cast.things, ...cast.holders], 2)
    .filter((from) => from !== to)
    .map((from) => ({ kind: 'PACKED_IN', from, to, phase, role: 'content', ...timing, ...guessed(dice) }));
}

const links: readonly FlowKind[] = [
  'INSTALLED_IN',
  'INSTALLED_IN',
  'HAS_MEMBER',
  'SAMPLED_AS',
  'REIDENTIFIED_AS',
  'CLASS_ONLY',
];

function randomLink(dice: Dice, mood: Mood, cast: Cast): Draft {
  const kind = dice.pick(links);
  const everything = [...cast.things, ...cast.holders];
  const draft: Draft = {
    kind,
    from: dice.pick(everything),
    to: dice.pick(everything),
    ...randomTiming(dice),
    ...guessed(dice),
  };
  if (kind !== 'INSTALLED_IN') return draft;
  const phase = dice.chance(70) ? 'begin' : 'end';
  const position = dice.chance(40) ? { position: dice.some(['R1', 'R2'], 2) } : {};
  const isChosen = dice.chance(mood.choices / 3);
  const choice = isChosen ? ({ choice: `${draft.to}:c`, choiceKind: 'exactly one' } as const) : {};
  return { ...draft, role: 'part', phase, ...position, ...choice };
}

function randomAlias(dice: Dice, cast: Cast): Draft {
  const all = dice.chance(80) ? cast.things : [...cast.things, ...cast.holders];
  return {
    kind: 'SAME_AS',
    from: dice.pick(all),
    to: dice.pick(all),
    role: 'same',
    certainty: dice.chance(50) ? 'confirmed' : 'inferred',
  };
}

const guessed = (dice: Dice): Partial<StoredEdge> => (dice.chance(8) ? { certainty: 'inferred' } : {});

export const second = (n: number): string => `2024-05-01T10:00:${String(n).padStart(2, '0')}Z`;

function randomTiming(dice: Dice): Partial<StoredEdge> {
  if (dice.chance(15)) return {};
  const from = dice.throw(12);
  const to = dice.chance(20) ? { validTo: second(from + dice.throw(4)) } : {};
  const precision = dice.pick(['ms', 's', 's', 'min'] as const);
  const basis = dice.chance(8) ? dice.pick(['posting', 'inferred'] as const) : 'event';
  return { validFrom: second(from), ...to, precision, basis };
}

function attribute(
  dice: Dice,
  mood: Mood,
  last: number,
  stated: Pick<StoredAttribute, 'node' | 'name' | 'value'>,
): StoredAttribute {
  const { retractedAt, ...envelope } = randomEnvelope(
    dice,
    { ...mood, planned: 0 },
    stated.name === 'notSame' ? 90 : 91,
    last,
  );
  return { ...stated, ...envelope, ...(retractedAt === undefined ? {} : { retractedAt }), role: 'stated', ordinal: 0 };
}

function randomNotSame(dice: Dice, mood: Mood, { things }: Cast, last: number): StoredAttribute {
  return attribute(dice, mood, last, {
    node: dice.pick(things),
    name: 'notSame',
    value: JSON.stringify([dice.pick(things)]),
  });
}

function skew(dice: Dice, mood: Mood, last: number): StoredAttribute {
  return attribute(dice, mood, last, {
    node: `source:local::::${dice.pick(sources)}`,
    name: 'declared.skewMs',
    value: '"2000"',
  });
}
