import fc from 'fast-check';
import type { CanonicalEvent, Verb } from '../../graph/events/canonical-event.ts';
import { eventKey } from '../../graph/events/event-key.ts';
import { exampleEvent, kg, lot, material, pallet, pieces, sample, unit } from '../../graph/events/examples/frame.ts';
import { canonicalJson } from '../../graph/model/canonical-json.ts';
import type { ObjectRef } from '../../graph/model/object-ref.ts';
import type { ArrivedEvent } from '../../graph/writer/plan-changes.ts';

/** A record as its source wrote it, before the ledger gave it a position: what it says depends on nothing else. */
export interface PlantRecord {
  readonly recordKey: string;
  readonly revision?: string;
  readonly view: string;
  readonly says: readonly Told[];
}

interface Told {
  readonly verb: Verb;
  readonly fields: Readonly<Record<string, unknown>>;
}

// A small plant: few things, so that records meet; hostile names, so that no store takes them for its own syntax.
const things: readonly ObjectRef[] = [
  lot('A', '1'),
  lot('A', '2'),
  lot("B'; DROP TABLE node; --", '1'),
  lot('Ü%:_\u{1f529}', '\uff21'),
  unit('V', 'S1'),
  unit('V', 'S2'),
  unit('V', 'S3'),
  sample('P1'),
];
const pallets = [pallet('095212340000000174'), pallet('095212340000000181')];
const thing = fc.constantFrom(...things);
const container = fc.constantFrom(...pallets);
const quantity = fc.constantFrom(undefined, kg('1.50'), pieces('4'));
const use = fc.oneof(
  { weight: 5, arbitrary: fc.record({ thing, quantity }) },
  { weight: 1, arbitrary: fc.record({ material: fc.constant(material('SCREW')), quantity }) },
  {
    weight: 1,
    arbitrary: fc.record({ thing, certainty: fc.constant('inferred'), method: fc.constant('time window') }),
  },
);
const uses = fc.array(use, { minLength: 1, maxLength: 3 });
const instant = fc.integer({ min: 10, max: 28 }).map((day) => `2026-03-${String(day)}T08:00:00Z`);
const time = fc.option(
  instant.map((from) => ({ from, precision: 's', basis: 'event' })),
  { nil: undefined },
);
const party = fc
  .constantFrom('CUSTOMER-1', 'CUSTOMER-7')
  .map((value) => ({ kind: 'party', scheme: 'local', issuer: '', value }));
const equipment = fc.constantFrom(undefined, [{ kind: 'equipment', scheme: 'local', issuer: '', value: 'OVEN-3' }]);
const pair = fc.uniqueArray(thing, { minLength: 2, maxLength: 3 });

const said: Readonly<Partial<Record<Verb, fc.Arbitrary<Readonly<Record<string, unknown>>>>>> = {
  transform: fc.record({ inputs: uses, outputs: uses, time, equipment }),
  assemble: fc.record({ assembly: fc.constant(unit('W', 'W1')), parts: uses, time, equipment }),
  disassemble: fc.record({ assembly: fc.constant(unit('W', 'W1')), parts: uses, time }),
  pack: fc.record({ container, contents: uses, time }),
  unpack: fc.record({ container, contents: fc.option(uses, { nil: undefined }), time }),
  ship: fc.record({ things: uses, to: party, purpose: fc.constant('sale'), time }),
  receive: fc.record({ things: uses, from: party, purpose: fc.constantFrom('purchase', 'return'), time }),
  count: fc.record({ things: uses, origin: fc.constantFrom(undefined, 'opening'), time }),
  treat: fc.record({ things: uses, equipment, time }),
  disposition: fc.record({ things: uses, decision: fc.constantFrom('hold', 'scrap') }),
  declare: fc.record({ object: thing, attributes: fc.constantFrom({ unit: 'kg' }, { procurement: 'buy', name: 'x' }) }),
  identify: fc.oneof(
    fc.record({
      same: pair,
      are: fc.constantFrom(undefined, false),
      certainty: fc.constantFrom(undefined, 'inferred'),
    }),
    pair.map(([of, ...members]) => ({ members: { of, things: members } })),
    pair.map(([from, ...to]) => ({ relabel: { from, to } })),
  ),
  inspect: fc.record({ subjects: fc.array(fc.record({ object: thing }), { minLength: 1, maxLength: 2 }), time }),
  gap: fc.constant({ of: 'mes', interval: { from: '2026-03-02T00:00:00Z' }, cause: 'overflow' }),
};

const told: fc.Arbitrary<Told> = fc
  .constantFrom(...(Object.keys(said) as Verb[]))
  .chain((verb) => said[verb]!.map((fields) => ({ verb, fields })));

const view = fc.constantFrom('common', 'common', 'audit');

/** Records that never change what they said: each content has keys of its own. */
export const plainRecord: fc.Arbitrary<PlantRecord> = fc.record({
  recordKey: fc.constantFrom('mes:1', 'mes:2', 'mes:3', 'mes:4'),
  view,
  says: fc.array(told, { minLength: 1, maxLength: 2 }),
});

/** Records whose plan declares a revision. */
export const revisedRecord: fc.Arbitrary<PlantRecord> = fc.record({
  recordKey: fc.constantFrom('erp:1', 'erp:2'),
  revision: fc.constantFrom('1', '2', '10'),
  view,
  says: fc.array(told, { minLength: 1, maxLength: 3 }),
});

/** Records that say of others, or of each other, that they did not happen. */
export const correctingRecord: fc.Arbitrary<PlantRecord> = fc.record({
  recordKey: fc.constantFrom('fix:1', 'fix:2', 'fix:3', 'mes:1'),
  view,
  says: fc
    .constantFrom('mes:1', 'mes:2', 'erp:1', 'fix:1', 'fix:2', 'fix:3')
    .map((recordKey) => [{ verb: 'correct' as const, fields: { kind: 'didNotOccur', target: { recordKey } } }]),
});

export const anyRecord = fc.oneof(
  { weight: 4, arbitrary: plainRecord },
  { weight: 2, arbitrary: revisedRecord },
  { weight: 2, arbitrary: correctingRecord },
);

/** The records landed one after the other, from `first` on, and mapped. */
export function landed(records: readonly PlantRecord[], first = 1): readonly ArrivedEvent[] {
  return records.flatMap((record, i) => eventsOf(record, first + i).map((event) => ({ event, recordedAt: first + i })));
}

function eventsOf(
  { recordKey, revision, view: shownTo, says }: PlantRecord,
  position: number,
): readonly CanonicalEvent[] {
  const contentDigest = revision === undefined ? { contentDigest: canonicalJson(says.map(withoutAbsent)) } : {};
  const source = { record: position, pointer: '', name: `source of ${shownTo}`, view: shownTo };
  return says.map(({ verb, fields }, ordinal) => {
    const key = eventKey({ namespace: 'plant', recordKey, rule: 'r', ordinal, ...contentDigest });
    const common = { key, source, ...(revision === undefined ? {} : { revision }) };
    return { ...exampleEvent(verb, recordKey, withoutAbsent(fields) as never), ...common };
  });
}

// What a mapping leaves out is absent, not undefined.
const withoutAbsent = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
