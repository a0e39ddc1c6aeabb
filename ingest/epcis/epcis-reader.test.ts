import { expect, test } from '@jest/globals';
import { objectKey } from '../../graph/model/object-ref.ts';
import type { EventOf } from '../../graph/events/canonical-event.ts';
import { epcisFormat } from '../formats/epcis/epcis-format.ts';
import { epcisReader } from './epcis-reader.ts';

const sgtin = 'urn:epc:id:sgtin:9521234.000125.26W1';
const sscc = 'urn:epc:id:sscc:9521234.0020000599';

function read(event: object, told: object = {}) {
  const document = {
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { own: 'https://own.example/' }],
    type: 'EPCISDocument',
    epcisBody: {
      eventList: [
        { eventID: 'urn:uuid:1', eventTime: '2026-10-14T06:00:00.000Z', eventTimeZoneOffset: '+02:00', ...event },
      ],
    },
  };
  const bytes = Buffer.from(JSON.stringify(document));
  const config = { format: 'epcis', maxRecords: 10 } as const;
  const [frame] = epcisFormat.frame(bytes, config).records;
  const head = Buffer.concat((frame!.head ?? []).map(({ start, end }) => bytes.subarray(start, end)));
  const body = bytes.subarray(frame!.start, frame!.end);
  return epcisReader.read({ body, head, ordinal: 0, seq: 7, source: 'packing', view: 'plant', ...told });
}

function events(event: object, told: object = {}) {
  const mapped = read(event, told);
  if (mapped.kind !== 'events') throw new Error(JSON.stringify(mapped));
  return mapped.events;
}

test('an aggregation puts things into a container, and its extensions survive (M7)', () => {
  const [packed] = events({
    ...{ type: 'AggregationEvent', action: 'ADD', parentID: sscc, childEPCs: [sgtin], bizStep: 'packing' },
    'own:line': 'L2',
  });
  expect(packed).toMatchObject({
    verb: 'pack',
    container: { kind: 'logistic', value: '095212340200005993' },
    contents: [{ thing: { kind: 'unit', value: '26W1' } }],
    time: { from: '2026-10-14T06:00:00.000Z', zone: '+02:00' },
    ext: { epcis: { 'own:line': 'L2', bizStep: 'packing' } },
  });
});

test('taking everything out of a container names nothing', () => {
  const [unpacked] = events({ type: 'AggregationEvent', action: 'DELETE', parentID: sscc });
  expect(unpacked).toMatchObject({ verb: 'unpack' });
  expect(unpacked).not.toHaveProperty('contents');
});

test('things that were only seen in a container may have been in it at any time', () => {
  const [seen] = events({ type: 'AggregationEvent', action: 'OBSERVE', parentID: sscc, childEPCs: [sgtin] });
  expect(seen).toMatchObject({ verb: 'pack' });
  expect(seen).not.toHaveProperty('time');
});

test('a shipment between two owners is a sale, its receipt a purchase', () => {
  const parties = {
    sourceList: [{ type: 'owning_party', source: 'urn:epc:id:pgln:9521234.00001' }],
    destinationList: [{ type: 'owning_party', destination: 'urn:epc:id:pgln:9520104.00000' }],
  };
  const moved = { type: 'ObjectEvent', action: 'OBSERVE', epcList: [sscc], ...parties };
  const [shipped] = events({ ...moved, bizStep: 'shipping' });
  const [received] = events({ ...moved, bizStep: 'receiving' });
  expect(shipped).toMatchObject({ verb: 'ship', purpose: 'sale', to: { kind: 'party', value: '9520104000009' } });
  expect(received).toMatchObject({ verb: 'receive', purpose: 'purchase', from: { kind: 'party' } });
});

test('another holder and no other owner: a transfer, which ends no search for an origin', () => {
  const [received] = events({
    ...{ type: 'ObjectEvent', action: 'OBSERVE', epcList: [sscc], bizStep: 'receiving' },
    sourceList: [{ type: 'possessing_party', source: 'urn:epc:id:pgln:9521234.00001' }],
    destinationList: [{ type: 'possessing_party', destination: 'urn:epc:id:pgln:9520104.00000' }],
  });
  expect(received).toMatchObject({ verb: 'receive', purpose: 'transfer' });
});

test('a class without a lot is a material, and said to be so', () => {
  const mapped = read({
    type: 'TransformationEvent',
    inputQuantityList: [{ epcClass: 'urn:epc:idpat:sgtin:9521234.000125.*', quantity: 16 }],
    outputEPCList: [sgtin],
  });
  expect(mapped).toMatchObject({
    findings: [{ code: 'CLASS_ONLY' }],
    events: [{ inputs: [{ material: { kind: 'material' }, quantity: { value: '16', unit: '{piece}' } }] }],
  });
});

test('what its maker commissions came to be; at home a number is not yet an origin; an SSCC exists as printed', () => {
  const added = { type: 'ObjectEvent', action: 'ADD', bizStep: 'commissioning' };
  expect(events({ ...added, epcList: [sgtin] }, { bringsMakers: true })).toMatchObject([
    { verb: 'transform', outputs: [{}] },
  ]);
  expect(events({ ...added, epcList: [sgtin] })).toMatchObject([{ verb: 'treat' }]);
  expect(events({ ...added, epcList: [sscc] })).toMatchObject([{ verb: 'identify', same: [{ kind: 'logistic' }] }]);
});

test('a lot that stands only in the master data of the event has the units as members', () => {
  const [, members] = events({
    ...{ type: 'ObjectEvent', action: 'ADD', epcList: [sgtin] },
    ilmd: { 'cbvmda:lotNumber': 'L7' },
  }) as [unknown, EventOf<'identify'>];
  expect(objectKey(members.members!.of)).toBe('lot:gs1:::09521234001256:L7');
});

test('an error declaration retracts exactly what its event states', () => {
  const event = { type: 'AggregationEvent', action: 'ADD', parentID: sscc, childEPCs: [sgtin] };
  const [packed] = events(event);
  const [correction] = events({
    ...event,
    errorDeclaration: { declarationTime: '2026-10-15T06:00:00Z', reason: 'did_not_occur' },
  });
  expect(correction).toMatchObject({
    verb: 'correct',
    kind: 'didNotOccur',
    target: { recordKey: 'epcis/urn:uuid:1', event: packed!.key },
  });
});

test('same id and other content are two events; same content in another order is one', () => {
  const one = { type: 'ObjectEvent', action: 'OBSERVE', epcList: [sgtin, sscc] };
  const keyOf = (event: object) => events(event)[0]!.key;
  expect(keyOf({ ...one, epcList: [sscc, sgtin] })).toBe(keyOf(one));
  expect(keyOf({ ...one, epcList: [sgtin] })).not.toBe(keyOf(one));
});

test('a wrong check digit waits, and names what it could read (I22)', () => {
  const mapped = read({
    ...{ type: 'AggregationEvent', action: 'ADD', parentID: sscc },
    childEPCs: ['https://id.gs1.org/01/09521234001250/21/26W1'],
  });
  expect(mapped).toMatchObject({ kind: 'quarantined', reason: { code: 'GS1_CHECK_DIGIT', unreadable: false } });
});

test('a document among the things is stated to exist and is no thing', () => {
  const mapped = events({
    type: 'ObjectEvent',
    action: 'OBSERVE',
    epcList: [sgtin, 'urn:epc:id:gdti:0614141.12345.400'],
  });
  expect(mapped).toMatchObject([
    { verb: 'treat', things: [{}] },
    { verb: 'identify', same: [{ kind: 'document' }] },
  ]);
});
