import { describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import type { Outcome } from '../../graph/ledger/outcomes.ts';
import { EpcisIntake } from './epcis-intake.ts';
import { describePeer, hasPeer, peerPath } from '../peers/describe-peer.ts';

// Figures: peers' README, recomputed from the files. All documents go through ledger, pipeline and graph.
const folder = 'openepcis-test-resources';

const documentsIn = (path: string): readonly string[] =>
  readdirSync(peerPath(folder, path))
    .filter((name) => /\.(json|xml)$/.test(name))
    .map((name) => peerPath(folder, path, name));

const nameOf = (path: string): string => path.split('/').at(-1)!;

/** `applied`, or why it waits and where. */
const endOf = ({ kind, quarantine }: Outcome): string =>
  quarantine ? `${quarantine.code} at ${quarantine.path}` : kind;

describePeer('openepcis: valid documents, taken in whole', hasPeer(folder), () => {
  // Assets whose check digit is wrong. The origin's readers do not look at it; ours may not take one asset for another (M3).
  const wrongDigit = {
    'All_eventTypes_in_single_document.xml': ['epcList[0]'],
    'Combination_of_different_event.json': ['epcList[0]'],
    'Combination_of_different_event.xml': ['epcList[0]'],
    'QueryResultsDocument.xml': ['epcList[0]'],
    'SensorData_with_combined_events.json': ['epcList[0]'],
    'SensorData_with_combined_events.xml': ['epcList[0]'],
    'queryDocument.json': ['epcList[0]'],
    'queryDocument.xml': ['epcList[0]'],
  } as const;

  test.each([
    ['1.2/XML/Capture/Documents', 17, 24],
    ['2.0/JSON/Capture/Documents', 38, 68],
    ['2.0/XML/Capture/Documents', 37, 66],
    ['2.0/JSON/Capture/Events', 5, 5],
    ['2.0/XML/Capture/Events', 6, 6],
    ['2.0/JSON/Query', 9, 28],
    ['2.0/XML/Query', 9, 28],
    ['2.0/XML/Query/Documents', 2, 7],
    ['2.0/JSON/Query/Queries', 1, 0],
    ['2.0/XML/Query/Queries', 1, 0],
  ])('%s: %d documents, %d events', async (path, documents, events) => {
    const paths = documentsIn(path);
    const landed = await Promise.all(paths.map(async (one) => (await EpcisIntake.of(one)).became(one)));
    expect([paths.length, landed.flat().length]).toEqual([documents, events]);
    const waiting = paths.flatMap((one, i) => {
      const ends = landed[i]!.filter(({ kind }) => kind !== 'applied').map(endOf);
      return ends.length === 0 ? [] : [[nameOf(one), ends]];
    });
    const expected = paths.flatMap((one) => {
      const places = wrongDigit[nameOf(one) as keyof typeof wrongDigit] as readonly string[] | undefined;
      return places ? [[nameOf(one), places.map((place) => `GS1_CHECK_DIGIT at ${place}`)]] : [];
    });
    expect(waiting).toEqual(expected);
  });
});

describePeer(
  'openepcis: invalid documents, refused for the right reason and at the right place',
  hasPeer(folder),
  () => {
    const expected: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
      '2.0/JSON/Capture/Invalid': {
        Combination_of_events_with_missing_mandatory_fields: [
          ...['EPCIS_FIELD_MISSING at action', 'EPCIS_FIELD_MISSING at eventTimeZoneOffset'],
        ],
        Combination_of_multiple_invalid_fields: [
          ...['EPCIS_VOCABULARY at bizStep', 'EPCIS_VOCABULARY at disposition'],
          ...['EPCIS_VOCABULARY at sourceList[0].type', 'EPCIS_FIELD_UNKNOWN at ilmd.materialType'],
          'EPCIS_FIELD_INVALID at eventTime',
        ],
        Combination_of_non_standard_bizStep_and_disposition: [
          ...['EPCIS_VOCABULARY at bizStep', 'EPCIS_VOCABULARY at disposition'],
        ],
        EPCISDocument_without_context: ['EPCIS_CONTEXT at @context'],
        ObjectEvent_with_ilmd_field_without_namespace: ['EPCIS_FIELD_UNKNOWN at ilmd.materialType'],
        ObjectEvent_with_invalid_action: ['EPCIS_FIELD_INVALID at action'],
        ObjectEvent_with_invalid_certificationInfo: ['EPCIS_FIELD_INVALID at certificationInfo[0]'],
        ObjectEvent_with_invalid_eventTime_format: ['EPCIS_FIELD_INVALID at eventTime'],
        ObjectEvent_with_non_standard_bizStep: ['EPCIS_VOCABULARY at bizStep'],
        ObjectEvent_with_non_standard_bizStep_in_second_event: ['applied', 'EPCIS_VOCABULARY at bizStep'],
        ObjectEvent_with_non_standard_disposition: ['EPCIS_VOCABULARY at disposition'],
        ObjectEvent_with_quantity_as_text: ['EPCIS_FIELD_INVALID at quantityList[0].quantity'],
        ObjectEvent_with_unknown_field_in_quantityList: ['EPCIS_FIELD_UNKNOWN at quantityList[0].weight'],
        ObjectEvent_without_action_and_eventTime: ['EPCIS_FIELD_MISSING at eventTime'],
        ObjectEvent_without_identifier_list: ['EPCIS_FIELD_MISSING at epcList'],
      },
      '2.0/XML/Capture/Invalid': {
        ObjectEvent_bare_event_without_action: ['EPCIS_FIELD_MISSING at action'],
        ObjectEvent_with_invalid_action: ['EPCIS_FIELD_INVALID at action'],
        ObjectEvent_with_near_miss_action: ['EPCIS_FIELD_INVALID at action'],
        ObjectEvent_with_invalid_eventTime_format: ['EPCIS_FIELD_INVALID at eventTime'],
        ObjectEvent_with_unknown_element: ['EPCIS_FIELD_UNKNOWN at madeUpField'],
        ObjectEvent_with_wrong_element_order: ['EPCIS_ORDER at action'],
        ObjectEvent_without_eventTime: ['EPCIS_FIELD_MISSING at eventTime'],
      },
      '2.0/JSON/Query/Invalid': {
        QueryDocument_with_invalid_action: ['EPCIS_FIELD_INVALID at action'],
        QueryDocument_with_invalid_eventType: ['EPCIS_TYPE at type'],
      },
      '2.0/XML/Query/Invalid': {
        QueryDocument_with_invalid_action: ['EPCIS_FIELD_INVALID at action'],
        QueryDocument_with_invalid_eventType: ['EPCIS_TYPE at type'],
        QueryDocument_with_missing_value: ['EPCIS_QUERY at EQ_readPoint'],
      },
      '2.0/JSON/Query/Queries/Invalid': {
        Query_with_invalid_values: ['EPCIS_QUERY at GE_eventTime'],
        Query_with_unknown_parameter: ['EPCIS_QUERY at GE_eventDate'],
      },
      '2.0/XML/Query/Queries/Invalid': { Query_without_queryName: ['EPCIS_QUERY at queryName'] },
    };

    test('they are 30', () => {
      expect(Object.values(expected).flatMap(Object.keys)).toHaveLength(30);
    });

    test.each(Object.entries(expected))('S8 I20: %s', async (path, ends) => {
      const paths = documentsIn(path);
      const became = await Promise.all(
        paths.map(async (one) => {
          const intake = await EpcisIntake.of(one);
          const outcomes = intake.became(one);
          for (const { quarantine } of outcomes) if (quarantine) expect(quarantine.stage).toBe('decode');
          // Not a part of what waits is in the graph.
          if (!outcomes.some(({ kind }) => kind === 'applied')) expect(await intake.keys()).toEqual(bothSources);
          return [nameOf(one).replace(/\.\w+$/, ''), outcomes.map(endOf)];
        }),
      );
      expect(Object.fromEntries(became)).toEqual(ends);
    });
  },
);

const bothSources = ['source:local::::peer', 'source:local::::peer-xml'];

const twins = [
  ...[
    'AggregationEvent',
    'AggregationEvent_with_digitalLink',
    'AggregationEvent_with_persistentDisposition',
    'AggregationEvent_with_userExtensions',
    'AssociationEvent',
    'AssociationEvent_2',
    'AssociationEvent_with_sensorData',
    'AssociationEvent_with_userExtensions',
    'ObjectEvent',
    'ObjectEvent_with_comment',
    'ObjectEvent_with_custom_bizStep_uri',
    'ObjectEvent_with_digitalLink',
    'ObjectEvent_with_error_declaration',
    'ObjectEvent_with_sensorData',
    'ObjectEvent_with_userExtensions',
    'TransactionEvent_with_sensorData',
    'TransformationEvent',
    'epcisDocWithAllGS1Keys',
  ].map((name) => ['Capture/Documents', name] as const),
  ...['QueryDocumentWithMultipleEvents', 'TransformationEvent_with_error_declaration'].map(
    (name) => ['Query', name] as const,
  ),
];

describePeer('openepcis: one event in XML and in JSON', hasPeer(folder), () => {
  test.each(twins)(
    'I3 M1: %s/%s: what comes second is a duplicate, in either order with one graph',
    async (path, name) => {
      const json = peerPath(folder, '2.0/JSON', path, `${name}.json`);
      const xml = peerPath(folder, '2.0/XML', path, `${name}.xml`);
      expect(await digestOfBoth(xml, json)).toBe(await digestOfBoth(json, xml));
    },
  );

  async function digestOfBoth(first: string, second: string): Promise<string> {
    const intake = await EpcisIntake.of(first);
    const [known, keys] = [intake.became(first), await intake.keys()];
    expect(known.length).toBeGreaterThan(0);
    expect(known.map(endOf)).toEqual(known.map(() => 'applied'));
    await intake.take(second);
    const again = intake.became(second).map(({ kind, note }) => [kind, note]);
    expect(again).toEqual(known.map(({ seq }) => ['duplicate', String(seq)]));
    expect(await intake.keys()).toEqual(keys);
    return intake.graph.digest('head');
  }

  test('they are 18 and 2', () => {
    expect(twins).toHaveLength(20);
  });
});

describe('openepcis: the README of the peers', () => {
  test('names every folder that holds events', () => {
    if (!hasPeer(folder)) return;
    const folders = readdirSync(peerPath(folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(json|xml)$/.test(entry.name))
      .map((entry) => entry.parentPath.slice(peerPath(folder).length + 1));
    expect(new Set(folders).size).toBe(16);
  });
});
