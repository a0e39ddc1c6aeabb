import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { describePeer, hasPeer, peerPath } from '../../../../test/peers/describe-peer.ts';
import type { Decoded } from '../../../format.ts';
import { cutHead } from '../../framing.ts';
import type { EpcisConfig } from '../epcis-config.ts';
import { epcisFormat } from '../epcis-format.ts';

const xml = { format: 'epcis', syntax: 'xml' } as const satisfies EpcisConfig;
const json = { format: 'epcis' } as const satisfies EpcisConfig;

function read(bytes: Uint8Array, config: EpcisConfig) {
  const { records, issue } = epcisFormat.frame(bytes, config);
  const decoded = records.map(({ start, end, head }) =>
    epcisFormat.decode(bytes.subarray(start, end), head && cutHead(bytes, head), config),
  );
  return { issue, records, decoded };
}

const bytesOf = (text: string) => new TextEncoder().encode(text);
const readFile = (...path: string[]) =>
  read(new Uint8Array(readFileSync(peerPath(...path))), path.at(-1)!.endsWith('.xml') ? xml : json);
const hashOf = (one: Decoded | undefined) => (one?.ok ? one.record['@hash'] : one?.problem);
const codeOf = (one: Decoded) => (one.ok ? 'read' : one.problem.code);
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

// --- an event in three ways of writing

interface Said {
  readonly epcs: readonly string[];
  readonly quantities: readonly { readonly epcClass: string; readonly quantity: string; readonly uom?: string }[];
  readonly eventID?: string;
  readonly bizStep?: string;
  readonly po?: string;
  readonly owner?: string;
  readonly seal?: string;
  readonly mixer?: string;
  readonly celsius?: string;
}

const word = fc.stringMatching(/^[A-Za-z0-9]{1,8}$/);
const amount = fc.stringMatching(/^[1-9][0-9]{0,3}(\.[0-9]{1,3})?$/);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const said: fc.Arbitrary<Said> = fc
  .record({
    epcs: fc.array(
      word.map((serial) => `urn:epc:id:sgtin:9521234.007005.${serial}`),
      { minLength: 1, maxLength: 4 },
    ),
    quantities: fc.array(
      fc.record({
        epcClass: word.map((lot) => `urn:epc:class:lgtin:9521234.010006.${lot}`),
        quantity: amount,
        uom: maybe(fc.constant('KGM')),
      }),
      { maxLength: 3 },
    ),
    eventID: maybe(fc.uuid().map((id) => `urn:uuid:${id}`)),
    bizStep: maybe(fc.constantFrom('shipping', 'receiving', 'packing')),
    po: maybe(word.map((number) => `urn:epcglobal:cbv:bt:9521234000013:${number}`)),
    owner: maybe(fc.constant('urn:epc:id:pgln:9521234.00000')),
    seal: maybe(word),
    mixer: maybe(word),
    celsius: maybe(amount),
  })
  .map((one) => plain(one) as Said);

const time = { eventTime: '2026-10-24T13:02:11.250+02:00', eventTimeZoneOffset: '+02:00' };

function asJson({ epcs, quantities, eventID, bizStep, po, owner, seal, mixer, celsius }: Said): string {
  const event = {
    ...{ type: 'ObjectEvent', ...time, eventID, action: 'ADD', bizStep, epcList: epcs },
    quantityList:
      quantities.length > 0
        ? quantities.map((one) => ({ ...one, quantity: `\u0000${one.quantity}\u0000` }))
        : undefined,
    bizTransactionList: po && [{ type: 'po', bizTransaction: po }],
    sourceList: owner && [{ type: 'owning_party', source: owner }],
    sensorElementList: celsius && [
      { sensorReport: [{ type: 'Temperature', value: `\u0000${celsius}\u0000`, uom: 'CEL' }] },
    ],
    ilmd: mixer && { 'vw:mixer': mixer },
    'vw:seal': seal,
  };
  const context = ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { vw: 'https://example.com/vw/' }];
  const document = {
    '@context': context,
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    epcisBody: { eventList: [event] },
  };
  // Numbers stand bare, with the digits they have.
  return JSON.stringify(document).replace(/"\\u0000([^"\\]*)\\u0000"/g, '$1');
}

const element = (name: string, inner: string | undefined) =>
  inner === undefined || inner === '' ? '' : `<${name}>${inner}</${name}>`;

function partsOf({ epcs, quantities, eventID, bizStep, po, owner, mixer, celsius }: Said) {
  const amounts = quantities.map(({ epcClass, quantity, uom }) =>
    element('quantityElement', element('epcClass', epcClass) + element('quantity', quantity) + element('uom', uom)),
  );
  return {
    id: element('eventID', eventID),
    epcs: element('epcList', epcs.map((epc) => element('epc', epc)).join('\n')),
    step: element('bizStep', bizStep && `urn:epcglobal:cbv:bizstep:${bizStep}`),
    orders: element(
      'bizTransactionList',
      po && `<bizTransaction type="urn:epcglobal:cbv:btt:po">${po}\n</bizTransaction>`,
    ),
    quantities: element('quantityList', amounts.join('')),
    sources: element('sourceList', owner && `<source type="urn:epcglobal:cbv:sdt:owning_party">${owner}</source>`),
    sensors: element(
      'sensorElementList',
      celsius && `<sensorElement><sensorReport type="gs1:Temperature" value="${celsius}" uom="CEL"/></sensorElement>`,
    ),
    ilmd: element('ilmd', mixer && `<o:mixer xmlns:o="https://example.com/vw/">${mixer}</o:mixer>`),
  };
}

const times = element('eventTime', time.eventTime) + element('eventTimeZoneOffset', time.eventTimeZoneOffset);
const around = (version: string, event: string) =>
  `<?xml version="1.0"?>
<!-- <EventList> --><e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:${version[0]}" xmlns:vw="https://example.com/vw/" schemaVersion="${version}">
<EPCISBody><EventList>${event}</EventList></EPCISBody></e:EPCISDocument>`;

function asXml2(one: Said): string {
  const { id, epcs, step, orders, quantities, sources, sensors, ilmd } = partsOf(one);
  return around(
    '2.0',
    `<ObjectEvent>${times}${id}${epcs}<action>ADD</action>${step}${orders}${quantities}${sources}${sensors}${ilmd}${element('vw:seal', one.seal)}</ObjectEvent>`,
  );
}

function asXml1(one: Said): string {
  const { id, epcs, step, orders, quantities, sources, sensors, ilmd } = partsOf(one);
  const late = element('extension', quantities + sources + ilmd + element('extension', sensors));
  return around(
    '1.2',
    `<ObjectEvent>${times}${element('baseExtension', id)}${epcs}<action>ADD</action>${step}${orders}${late}${element('vw:seal', one.seal)}</ObjectEvent>`,
  );
}

const withoutDerived = (one: Decoded): unknown => {
  if (!one.ok) return one.problem;
  const { '@namespaces': _, ...record } = one.record;
  return plain(record);
};

describe('epcis in XML', () => {
  test('one event in 1.2 XML, 2.0 XML and JSON-LD is one event, field for field, and has one hash (I15)', () => {
    fc.assert(
      fc.property(said, (one) => {
        const [inJson] = read(bytesOf(asJson(one)), json).decoded.map(withoutDerived);
        const [inXml2] = read(bytesOf(asXml2(one)), { ...xml, order: 'schema' }).decoded.map(withoutDerived);
        const [inXml1] = read(bytesOf(asXml1(one)), { ...xml, order: 'schema' }).decoded.map(withoutDerived);
        expect(inXml2).toEqual(inJson);
        expect(inXml1).toEqual(inJson);
      }),
      { numRuns: 300 },
    );
  });

  test('the order of the schema is asked for where the source declares it', () => {
    const body = '<epcList><epc>urn:x:1</epc></epcList>';
    const codes = (fields: string, version = '2.0') =>
      (['time-first', 'schema'] as const).map((order) =>
        read(bytesOf(around(version, `<ObjectEvent>${fields}</ObjectEvent>`)), { ...xml, order }).decoded.map(codeOf),
      );
    expect(codes(`${times}${body}<action>ADD</action>`)).toEqual([['read'], ['read']]);
    expect(codes(`${times}<action>ADD</action>${body}`)).toEqual([['read'], ['EPCIS_ORDER']]);
    expect(codes(`<action>ADD</action>${times}${body}`)).toEqual([['EPCIS_ORDER'], ['EPCIS_ORDER']]);
    expect(codes(`<action>ADD</action>${times}${body}`, '1.2')).toEqual([['read'], ['EPCIS_ORDER']]);
  });

  test('the content type says the syntax, whatever the source declares', () => {
    const declared = (config: EpcisConfig, type: string) =>
      (epcisFormat.declared!(config, type) as EpcisConfig).syntax ?? 'json';
    expect(declared(json, 'application/xml; charset=utf-8')).toBe('xml');
    expect(declared(json, 'text/xml')).toBe('xml');
    expect(declared(xml, 'application/ld+json')).toBe('json');
    expect(declared(json, 'application/octet-stream')).toBe('json');
    expect(declared(xml, '')).toBe('xml');
    expect(epcisFormat.declared!(json, 'text/xml')).toBe(epcisFormat.declared!(json, 'application/xml'));
  });

  test('S8: any bytes between the brackets of an event end as an event or as a code, with records inside the document', () => {
    const pieces = fc.constantFrom(
      ...[
        '<ObjectEvent>',
        '</ObjectEvent>',
        times,
        '<action>ADD</action>',
        '<epcList>',
        '</epcList>',
        '<epc>urn:x:1</epc>',
      ],
      ...[
        '<extension>',
        '</extension>',
        '<baseExtension>',
        '</baseExtension>',
        '<ilmd>',
        '</ilmd>',
        '<x:a xmlns:x="n">',
        '</x:a>',
      ],
      ...[
        '<a/>',
        '<constructor/>',
        '<__proto__/>',
        ' t="1"',
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
        '&x;',
        '&amp;',
        '\0',
        '<!DOCTYPE e>',
      ],
      ...[
        '<EventList>',
        '</EventList>',
        '<sensorElementList>',
        '<bizTransactionList/>',
        '<readPoint><id>urn:x:2</id></readPoint>',
      ],
    );
    const inner = fc.array(pieces, { maxLength: 10 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(inner, fc.boolean(), (text, isBare) => {
        const bytes = bytesOf(isBare ? text : around('2.0', text));
        const { decoded, records } = read(bytes, xml);
        for (const one of decoded) if (!one.ok) expect(one.problem.code).toMatch(/^(EPCIS|XML|FORMAT|ENCODING)_/);
        for (const { start, end } of records) expect(start >= 0 && start <= end && end <= bytes.length).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test('S8: a head is read once, however many events stand below it, and is kept small', () => {
    const event = `<ObjectEvent>${times}<epcList><epc>urn:x:1</epc></epcList><action>ADD</action></ObjectEvent>`;
    const header = `<EPCISHeader>${'<x/>'.repeat(100_000)}</EPCISHeader><EPCISBody>`;
    const many = bytesOf(around('2.0', event.repeat(2000)).replace('<EPCISBody>', header));
    expect(read(many, xml).decoded.filter(({ ok }) => ok).length).toBe(2000);
    const wide = around('2.0', event).replace('schemaVersion', `a="${'x'.repeat(70_000)}" schemaVersion`);
    expect(read(bytesOf(wide), xml).issue?.code).toBe('FORMAT_TOO_LARGE');
  });
});

// --- published documents

describePeer('ralphtro-event-hash, XML', hasPeer('ralphtro-event-hash'), () => {
  const folder = ['ralphtro-event-hash', 'examples'];
  const names = hasPeer(...folder) ? readdirSync(peerPath(...folder)).filter((name) => name.endsWith('.xml')) : [];
  test.each(names)('%s: our hashes are the published ones', (name) => {
    const golden = readFileSync(peerPath(...folder, name.replace('.xml', '.hashes')), 'utf8');
    expect(readFile(...folder, name).decoded.map(hashOf)).toEqual(golden.trim().split('\n'));
  });

  test('the events of one file are equal to each other', () => {
    const equal = ['ralphtro-event-hash', 'expected_equal'];
    const counts = readdirSync(peerPath(...equal)).map((name) => {
      const hashes = readFile(...equal, name).decoded.map(hashOf);
      return [name, hashes.length, new Set(hashes).size];
    });
    expect(counts).toEqual([
      ['differentRepresentationsOfAggregationEvent.xml', 3, 1],
      ['differentRepresentationsOfTransactionEvent.xml', 2, 1],
      ['ignoreEmptyEpcList.xml', 3, 1],
      ['timestampPrecision.xml', 4, 1],
      ['timestampTimeZone2.xml', 2, 1],
    ]);
  });
});

const openepcis = 'openepcis-test-resources';

describePeer('openepcis-test-resources, XML', hasPeer(openepcis), () => {
  const namesIn = (...folder: string[]) =>
    readdirSync(peerPath(openepcis, ...folder)).filter((name) => /\.(xml|json)$/.test(name));

  const typesIn = (...folder: string[]) => {
    const counts: Record<string, number> = {};
    for (const name of namesIn(...folder)) {
      const { issue, decoded } = readFile(openepcis, ...folder, name);
      if (issue) counts[`${name}: ${issue.message}`] = 1;
      for (const one of decoded) {
        const type = one.ok ? (one.record['type'] as string) : `${name}: ${one.problem.message}`;
        counts[type] = (counts[type] ?? 0) + 1;
      }
    }
    return counts;
  };

  const five = (
    object: number,
    aggregation: number,
    transaction: number,
    transformation: number,
    association: number,
  ) => ({
    ...{ ObjectEvent: object, AggregationEvent: aggregation, TransactionEvent: transaction },
    ...{ TransformationEvent: transformation, AssociationEvent: association },
  });

  test('every event of the valid documents is read: 24 of version 1.2, 66 and 6 and 28 and 7 of 2.0', () => {
    expect(typesIn('1.2', 'XML', 'Capture', 'Documents')).toEqual(five(10, 3, 4, 3, 4));
    expect(typesIn('2.0', 'XML', 'Capture', 'Documents')).toEqual(five(33, 9, 8, 8, 8));
    expect(typesIn('2.0', 'XML', 'Capture', 'Events')).toEqual(five(2, 1, 1, 1, 1));
    expect(typesIn('2.0', 'XML', 'Query')).toEqual(five(16, 2, 4, 4, 2));
    expect(typesIn('2.0', 'XML', 'Query', 'Documents')).toEqual(five(1, 1, 2, 1, 2));
  });

  test('query definitions state nothing, in both syntaxes', () => {
    expect(namesIn('2.0', 'XML', 'Query', 'Queries').length + namesIn('2.0', 'JSON', 'Query', 'Queries').length).toBe(
      2,
    );
    expect(typesIn('2.0', 'XML', 'Query', 'Queries')).toEqual({});
    expect(typesIn('2.0', 'JSON', 'Query', 'Queries')).toEqual({});
  });

  test('every invalid document is refused for its reason', () => {
    const outcomes = (...folder: string[]) =>
      Object.fromEntries(
        namesIn(...folder).map((name) => {
          const { issue, decoded } = readFile(openepcis, ...folder, name);
          const [first] = decoded;
          const wrong = issue ?? (first && !first.ok ? first.problem : undefined);
          return [name.replace(/\.\w+$/, ''), [wrong?.code, wrong?.path]];
        }),
      );
    expect(outcomes('2.0', 'XML', 'Capture', 'Invalid')).toEqual({
      ObjectEvent_bare_event_without_action: ['EPCIS_FIELD_MISSING', 'action'],
      ObjectEvent_with_invalid_action: ['EPCIS_FIELD_INVALID', 'action'],
      ObjectEvent_with_near_miss_action: ['EPCIS_FIELD_INVALID', 'action'],
      ObjectEvent_with_invalid_eventTime_format: ['EPCIS_FIELD_INVALID', 'eventTime'],
      ObjectEvent_with_unknown_element: ['EPCIS_FIELD_UNKNOWN', 'madeUpField'],
      ObjectEvent_with_wrong_element_order: ['EPCIS_ORDER', 'action'],
      ObjectEvent_without_eventTime: ['EPCIS_FIELD_MISSING', 'eventTime'],
    });
    expect(outcomes('2.0', 'XML', 'Query', 'Invalid')).toEqual({
      QueryDocument_with_invalid_action: ['EPCIS_FIELD_INVALID', 'action'],
      QueryDocument_with_invalid_eventType: ['EPCIS_TYPE', 'type'],
      QueryDocument_with_missing_value: ['EPCIS_QUERY', 'EQ_readPoint'],
    });
    expect(outcomes('2.0', 'XML', 'Query', 'Queries', 'Invalid')).toEqual({
      Query_without_queryName: ['EPCIS_QUERY', 'queryName'],
    });
    expect(outcomes('2.0', 'JSON', 'Query', 'Queries', 'Invalid')).toEqual({
      Query_with_invalid_values: ['EPCIS_QUERY', 'GE_eventTime'],
      Query_with_unknown_parameter: ['EPCIS_QUERY', 'GE_eventDate'],
    });
  });

  const capture = [
    ...['AggregationEvent', 'AggregationEvent_with_digitalLink', 'AggregationEvent_with_persistentDisposition'],
    ...[
      'AggregationEvent_with_userExtensions',
      'AssociationEvent',
      'AssociationEvent_2',
      'AssociationEvent_with_sensorData',
    ],
    ...[
      'AssociationEvent_with_userExtensions',
      'ObjectEvent',
      'ObjectEvent_with_comment',
      'ObjectEvent_with_custom_bizStep_uri',
    ],
    ...['ObjectEvent_with_digitalLink', 'ObjectEvent_with_error_declaration', 'ObjectEvent_with_sensorData'],
    ...[
      'ObjectEvent_with_userExtensions',
      'TransactionEvent_with_sensorData',
      'TransformationEvent',
      'epcisDocWithAllGS1Keys',
    ],
  ].map((name) => [name, ['Capture', 'Documents']] as const);
  const query = ['QueryDocumentWithMultipleEvents', 'TransformationEvent_with_error_declaration'].map(
    (name) => [name, ['Query']] as const,
  );

  test.each([...capture, ...query])('%s: XML and JSON give the same events', (name, folder) => {
    const inXml = readFile(openepcis, '2.0', 'XML', ...folder, `${name}.xml`).decoded.map(hashOf);
    const inJson = readFile(openepcis, '2.0', 'JSON', ...folder, `${name}.json`).decoded.map(hashOf);
    expect(inXml.length).toBeGreaterThan(0);
    expect(inXml).toEqual(inJson);
  });
});
