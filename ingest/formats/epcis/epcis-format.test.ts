import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { describePeer, hasPeer, peerPath } from '../../../test/peers/describe-peer.ts';
import type { Decoded } from '../../format.ts';
import { cutHead } from '../framing.ts';
import { epcisFormat } from './epcis-format.ts';

const config = { format: 'epcis' } as const;

function read(bytes: Uint8Array): readonly Decoded[] {
  return epcisFormat
    .frame(bytes, config)
    .records.map(({ start, end, head }) =>
      epcisFormat.decode(bytes.subarray(start, end), head && cutHead(bytes, head), config),
    );
}

const readFile = (...path: string[]) => read(new Uint8Array(readFileSync(peerPath(...path))));
const namesIn = (ending: string, ...path: string[]) =>
  readdirSync(peerPath(...path)).filter((name) => name.endsWith(ending));
const hashOf = (one: Decoded | undefined) => (one?.ok ? one.record['@hash'] : one?.problem);
const codeOf = (one: Decoded) => (one.ok ? 'read' : one.problem.code);

const context = ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { vw: 'https://example.com/vw/' }];
const readEvent = (event: object) =>
  read(new TextEncoder().encode(JSON.stringify({ '@context': context, ...event })))[0]!;

const shipped = {
  type: 'ObjectEvent',
  eventTime: '2026-10-24T13:02:11.250+02:00',
  eventTimeZoneOffset: '+02:00',
  action: 'OBSERVE',
  bizStep: 'shipping',
  epcList: ['urn:epc:id:sscc:9521234.0000000017', 'urn:epc:id:sgtin:9521234.007005.S17'],
  quantityList: [{ epcClass: 'urn:epc:class:lgtin:9521234.010006.PC-0815', quantity: 12.25, uom: 'KGM' }],
  'vw:gate': { 'vw:door': '3', 'vw:seal': 'A17' },
};

describe('epcis', () => {
  test('I3: the same event in another order and another spelling has the same hash', () => {
    const other = {
      'vw:gate': { 'vw:seal': ' A17 ', 'vw:door': 3.0 },
      quantityList: [{ uom: 'KGM', quantity: 12.25, epcClass: 'https://id.gs1.org/01/09521234100065/10/PC-0815' }],
      epcList: ['https://example.com/01/9521234070054/10/L1/21/S17?x=y', 'https://id.gs1.org/sscc/095212340000000174'],
      bizStep: 'https://ref.gs1.org/cbv/BizStep-shipping',
      action: 'OBSERVE',
      eventTimeZoneOffset: '+02:00',
      eventTime: '2026-10-24T11:02:11.2500Z',
      eventID: 'urn:uuid:9521234a-0000-4000-8000-000000000001',
      recordTime: '2026-10-24T11:03:00Z',
      type: 'ObjectEvent',
    };
    expect(readEvent(shipped).ok && hashOf(readEvent(shipped))).toBe(hashOf(readEvent(other)));
  });

  test('any change of what an event says changes its hash', () => {
    const before = hashOf(readEvent(shipped));
    const changes: object[] = [
      { eventTime: '2026-10-24T13:02:11.251+02:00' },
      { action: 'ADD' },
      { bizStep: 'receiving' },
      { epcList: shipped.epcList.slice(1) },
      { quantityList: [{ ...shipped.quantityList[0], quantity: 12.26 }] },
      { 'vw:gate': { 'vw:door': '3', 'vw:seal': 'A18' } },
      { disposition: 'in_transit' },
    ];
    for (const change of changes) expect(hashOf(readEvent({ ...shipped, ...change }))).not.toBe(before);
  });

  test('I14: a quantity is handed on with its digits', () => {
    const bytes = JSON.stringify({ '@context': context, ...shipped }).replace('12.25', '12.250000000000000000001');
    const one = read(new TextEncoder().encode(bytes))[0]!;
    expect(one.ok && JSON.stringify(one.record['quantityList'])).toContain('"12.250000000000000000001"');
  });

  test('S8: an event with any one thing wrong ends as a code', () => {
    const anything = fc.jsonValue({ maxDepth: 2 });
    const name = fc.constantFrom(
      ...Object.keys(shipped),
      'parentID',
      'ilmd',
      'readPoint',
      'sensorElementList',
      'errorDeclaration',
      '@hash',
      'constructor',
    );
    fc.assert(
      fc.property(name, anything, (member, value) => {
        const one = readEvent({ ...shipped, [member]: value });
        if (!one.ok) expect(one.problem.code).toMatch(/^(EPCIS|JSON|FORMAT)_/);
        else expect(one.record['@hash']).toMatch(/^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/);
      }),
      { numRuns: 2000 },
    );
  });
});

describePeer('ralphtro-event-hash', hasPeer('ralphtro-event-hash'), () => {
  test.each(namesIn('.jsonld', 'ralphtro-event-hash', 'examples'))('%s: our hashes are the published ones', (name) => {
    const golden = readFileSync(
      peerPath('ralphtro-event-hash', 'examples', name.replace('.jsonld', '.hashes')),
      'utf8',
    );
    expect(readFile('ralphtro-event-hash', 'examples', name).map(hashOf)).toEqual(golden.trim().split('\n'));
  });
});

const openepcis = ['openepcis-test-resources', '2.0', 'JSON'];

describePeer('openepcis-test-resources, JSON', hasPeer(...openepcis), () => {
  const readAll = (folder: string) =>
    namesIn('.json', ...openepcis, ...folder.split('/')).flatMap((name) =>
      readFile(...openepcis, ...folder.split('/'), name),
    );
  const typesOf = (events: readonly Decoded[]) => {
    const counts = new Map<string, number>();
    for (const one of events) {
      const type = one.ok ? (one.record['type'] as string) : one.problem.message;
      counts.set(type, (counts.get(type) ?? 0) + 1);
    }
    return Object.fromEntries(counts);
  };

  test('every event of the valid documents is read', () => {
    expect(typesOf(readAll('Capture/Documents'))).toEqual({
      ...{ ObjectEvent: 34, AggregationEvent: 9, TransactionEvent: 8, TransformationEvent: 9, AssociationEvent: 8 },
    });
    expect(typesOf(readAll('Query'))).toEqual({
      ...{ ObjectEvent: 16, AggregationEvent: 2, TransactionEvent: 4, TransformationEvent: 4, AssociationEvent: 2 },
    });
    expect(Object.values(typesOf(readAll('Capture/Events')))).toEqual([1, 1, 1, 1, 1]);
  });

  test('every invalid document is refused for its reason, and its good event is kept', () => {
    const outcomes = Object.fromEntries(
      ['Capture/Invalid', 'Query/Invalid'].flatMap((folder) =>
        namesIn('.json', ...openepcis, ...folder.split('/')).map((name) => [
          name.replace('.json', ''),
          readFile(...openepcis, ...folder.split('/'), name).map(codeOf),
        ]),
      ),
    );
    expect(outcomes).toEqual({
      Combination_of_events_with_missing_mandatory_fields: ['EPCIS_FIELD_MISSING', 'EPCIS_FIELD_MISSING'],
      Combination_of_multiple_invalid_fields: [
        ...['EPCIS_VOCABULARY', 'EPCIS_VOCABULARY', 'EPCIS_VOCABULARY', 'EPCIS_FIELD_UNKNOWN', 'EPCIS_FIELD_INVALID'],
      ],
      Combination_of_non_standard_bizStep_and_disposition: ['EPCIS_VOCABULARY', 'EPCIS_VOCABULARY'],
      EPCISDocument_without_context: ['EPCIS_CONTEXT'],
      ObjectEvent_with_ilmd_field_without_namespace: ['EPCIS_FIELD_UNKNOWN'],
      ObjectEvent_with_invalid_action: ['EPCIS_FIELD_INVALID'],
      ObjectEvent_with_invalid_certificationInfo: ['EPCIS_FIELD_INVALID'],
      ObjectEvent_with_invalid_eventTime_format: ['EPCIS_FIELD_INVALID'],
      ObjectEvent_with_non_standard_bizStep: ['EPCIS_VOCABULARY'],
      ObjectEvent_with_non_standard_bizStep_in_second_event: ['read', 'EPCIS_VOCABULARY'],
      ObjectEvent_with_non_standard_disposition: ['EPCIS_VOCABULARY'],
      ObjectEvent_with_quantity_as_text: ['EPCIS_FIELD_INVALID'],
      ObjectEvent_with_unknown_field_in_quantityList: ['EPCIS_FIELD_UNKNOWN'],
      ObjectEvent_without_action_and_eventTime: ['EPCIS_FIELD_MISSING'],
      ObjectEvent_without_identifier_list: ['EPCIS_FIELD_MISSING'],
      QueryDocument_with_invalid_action: ['EPCIS_FIELD_INVALID'],
      QueryDocument_with_invalid_eventType: ['EPCIS_TYPE'],
    });
  });
});

describePeer('opentraceability-traceback', hasPeer('opentraceability-traceback'), () => {
  test('all 21 and 31 rows are read; rows that share an id differ in their hash', () => {
    const rows = readFile('opentraceability-traceback', 'traceback_tests.jsonld');
    expect(rows.map(codeOf)).toEqual(Array(21).fill('read'));
    expect(new Set(rows.map((one) => one.ok && one.record['eventID'])).size).toBe(16);
    expect(new Set(rows.map(hashOf)).size).toBe(21);
    const query = readFile('opentraceability-traceback', 'epcisquerydoc-example01.jsonld');
    expect(query.map(codeOf)).toEqual(Array(31).fill('read'));
  });
});

describePeer('openepcis-dpp-ready', hasPeer('openepcis-dpp-ready'), () => {
  test('the stories are read, or refused for what the standard forbids', () => {
    const files = readdirSync(peerPath('openepcis-dpp-ready'), { recursive: true, encoding: 'utf8' });
    const codes = files
      .filter((name) => /\.json(ld)?$/.test(name))
      .flatMap((name) =>
        readFile('openepcis-dpp-ready', name).map((one) => [name, one.ok ? 'read' : one.problem.message]),
      );
    expect(codes.filter(([, code]) => code !== 'read')).toEqual([]);
  });
});
