import { expect, test } from '@jest/globals';
import { objectKey } from './object-ref.ts';
import { readUri } from './uri-ref.ts';

test('a GS1 key tells its own kind', () => {
  expect(readUri('urn:epc:id:sgln:4012345.00005.0', 'unit').ok?.ref.kind).toBe('place');
});

test('any other URI has the kind of where it stands, and is kept as written', () => {
  const { ok } = readUri('urn:gdst:example.org:product:lot:class:processor.2u.v1-0122-2022', 'lot');
  expect(ok && objectKey(ok.ref)).toBe(
    'lot:uri::::urn%3Agdst%3Aexample.org%3Aproduct%3Alot%3Aclass%3Aprocessor.2u.v1-0122-2022',
  );
});

test('M3: a UUID is one key in either case', () => {
  const uuid = 'urn:uuid:580378CD-B7B2-4A61-9B0C-AF0E3D1B27A1';
  expect(readUri(uuid, 'unit')).toEqual(readUri(uuid.toLowerCase(), 'unit'));
  expect(readUri(uuid, 'unit').ok?.ref.scheme).toBe('uuid');
});

test('an SSCC of wrong length, as partners do send it, is a plain URI of the kind that it claims', () => {
  const { ok } = readUri('urn:epc:id:sscc:08600031303.0003', 'unit');
  expect(ok).toMatchObject({
    ref: { kind: 'logistic', scheme: 'uri', value: 'urn:epc:id:sscc:08600031303.0003' },
    finding: { code: 'GS1_VALUE' },
  });
});

test('a wrong check digit is no new object', () => {
  expect(readUri('https://id.gs1.org/01/09521234007006', 'unit').problem?.code).toBe('GS1_CHECK_DIGIT');
});
