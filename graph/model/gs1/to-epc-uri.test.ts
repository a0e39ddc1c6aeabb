import { expect, test } from '@jest/globals';
import { readEpcUri } from './epc-uri.ts';
import { toEpcUri } from './to-epc-uri.ts';

test.each([
  'urn:epc:id:sgtin:4012345.011111.98%2222',
  'urn:epc:id:sgtin:415056789012.0.987654',
  'urn:epc:id:sgtin:0614141.812345.6789%2F%26%25%22!%3F()',
  'urn:epc:class:lgtin:4012345.012345.Lot987',
  'urn:epc:idpat:sgtin:4054739.099914.*',
  'urn:epc:id:sscc:4012345.3111111111',
  'urn:epc:id:sgln:4012345.00005.0',
  'urn:epc:id:sgln:4012345.00005.12.2',
  'urn:epc:id:pgln:999999999999.',
  'urn:epc:id:grai:4012345.00022.334455',
  'urn:epc:idpat:grai:4012345.66666.*',
  'urn:epc:id:giai:4012345.AB.C345',
  'urn:epc:id:gsrn:4012345.0000006765',
  'urn:epc:id:gsrnp:4012345.0000000007',
  'urn:epc:id:gdti:987659999999..9',
  'urn:epc:idpat:gdti:4012345.55555.*',
  'urn:epc:id:sgcn:4012345.99999.44',
  'urn:epc:id:cpi:0614141.11111111111111-A%23%2F.1234',
  'urn:epc:idpat:cpi:4012345.ABC.*',
  'urn:epc:id:ginc:0614141.xyz47%2F11',
  'urn:epc:id:gsin:4012345.222333444',
  'urn:epc:id:itip:4012345.011111.01.02.987',
  'urn:epc:idpat:itip:4012345.012345.01.02.*',
  "urn:epc:id:upui:1234567.098765.51qIgY)%3C%26Jp3*j7'SDB",
])('%s is printed as it was read', (uri) => {
  const { ok } = readEpcUri(uri);
  expect(ok && toEpcUri(ok.ref, ok.prefixLength)).toBe(uri);
});

test('a prefix longer than the key has no URI, and neither has a local number', () => {
  const { ok } = readEpcUri('urn:epc:id:sgtin:4012345.011111.17');
  expect(ok && toEpcUri(ok.ref, 13)).toBeUndefined();
  expect(toEpcUri({ kind: 'unit', scheme: 'local', issuer: 'plant-a', value: '17' }, 7)).toBeUndefined();
});
