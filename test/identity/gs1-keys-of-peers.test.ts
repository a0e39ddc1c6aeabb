import { expect, test } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { readGs1 } from '../../graph/model/gs1/read-gs1.ts';
import { toDigitalLink } from '../../graph/model/gs1/digital-link.ts';
import { toEpcUri } from '../../graph/model/gs1/to-epc-uri.ts';
import { objectKey } from '../../graph/model/object-ref.ts';
import { readUri } from '../../graph/model/uri-ref.ts';
import { describePeer, hasPeer, peerPath } from '../peers/describe-peer.ts';

const eventHash = 'ralphtro-event-hash';

describePeer(eventHash, hasPeer(eventHash), () => {
  test('M3: EPC URIs and Digital Links become the Digital Links of the reference program (epclist_normalisation)', () => {
    const example = (ending: string) =>
      readFileSync(peerPath(eventHash, 'examples', `epclist_normalisation.${ending}`), 'utf8');
    const written = new Set(
      example('jsonld').match(/(?:urn:epc:(?:id|class)|https:\/\/(?:id\.gs1\.org|example\.com)\/gtin)[^"]+/g),
    );
    const expected = new Set(example('prehashes').match(/https:\/\/id\.gs1\.org\/.+?(?=epc=|bizStep|action|$)/gm));
    const links = [...written].map((uri) => toDigitalLink(readGs1(uri).ok?.ref ?? readUri(uri, 'unit').ok!.ref));
    expect(new Set(links)).toEqual(expected);
  });
});

const documents = ['openepcis-test-resources', 'opentraceability-traceback', 'openepcis-dpp-ready', eventHash];

describePeer(
  'GS1 keys of all EPCIS documents',
  documents.every((folder) => hasPeer(folder)),
  () => {
    const files = globSync(
      documents.map((folder) => `${folder}/**/*.{json,jsonld,xml}`),
      { cwd: peerPath() },
    );
    const valid = files.filter((file) => !file.includes('Invalid'));
    const uris = new Set(
      valid.flatMap((file) => readFileSync(peerPath(file), 'utf8').match(/(?:urn:epc:|https?:)[^"<\s]+/g) ?? []),
    );
    const told = [...uris].map((uri) => ({ uri, reading: readGs1(uri) }));

    test('every EPC URI is printed as it was read', () => {
      const changed = told.filter(
        ({ uri, reading: { ok } }) => ok?.prefixLength !== undefined && toEpcUri(ok.ref, ok.prefixLength) !== uri,
      );
      expect(changed.map(({ uri }) => uri)).toEqual([]);
    });

    test('M3: every key is the same when read from its Digital Link', () => {
      const keys = told.flatMap(({ reading: { ok } }) => (ok ? [ok.ref] : []));
      const changed = keys.filter((ref) => {
        const back = readGs1(toDigitalLink(ref) ?? '').ok?.ref;
        return back === undefined || objectKey(back) !== objectKey(ref);
      });
      expect(keys.length).toBeGreaterThan(150);
      expect(changed).toEqual([]);
    });

    test('what these documents have wrong is known', () => {
      const wrong = told.filter(({ reading: { problem } }) => problem && problem.code !== 'GS1_NOT_A_KEY');
      expect(wrong.map(({ uri, reading }) => `${reading.problem?.code ?? ''} ${uri}`).toSorted()).toEqual([
        'GS1_CHECK_DIGIT https://id.example.com/8003/030013450007718765',
        'GS1_CHECK_DIGIT https://id.example.com/8003/039123450007718765',
        'GS1_CHECK_DIGIT https://id.example.com/8003/952012200000001004',
        'GS1_CHECK_DIGIT https://id.gs1.org/414/9521141123452',
        'GS1_CHECK_DIGIT https://id.gs1.org/8003/030013450007718765',
        'GS1_VALUE urn:epc:id:sscc:08600031303.0003',
        'GS1_VALUE urn:epc:id:sscc:08600031303.0004',
        'GS1_VALUE urn:epc:id:sscc:08600031303.0005',
      ]);
    });
  },
);
