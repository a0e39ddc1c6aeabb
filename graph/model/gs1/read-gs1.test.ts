import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { objectKey } from '../object-ref.ts';
import { withCheckDigit } from './check-digit.ts';
import { toDigitalLink } from './digital-link.ts';
import { elementsOf, printed } from './gs1-object.ts';
import { readGs1 } from './read-gs1.ts';
import type { Gs1Reading } from './read-gs1.ts';
import { toEpcUri } from './to-epc-uri.ts';

const read = (text: string): Gs1Reading => {
  const { ok, problem } = readGs1(text);
  if (problem) throw new Error(problem.message);
  return ok;
};

const keyOf = (text: string) => objectKey(read(text).ref);

const gs = '\u001d';

describe('M3: every spelling of one object gives one key', () => {
  test.each<[string, string[]]>([
    [
      'unit:gs1:::04012345111118:98"22',
      [
        'urn:epc:id:sgtin:4012345.011111.98%2222',
        'https://id.gs1.org/01/04012345111118/21/98%2222',
        'https://shop.example.com/p/valves/01/4012345111118/21/98%2222?lang=de#top',
        'http://example.com/gtin/04012345111118/ser/98%2222',
        '(01)04012345111118(21)98"22',
        '01040123451111182198"22',
        ']C101040123451111182198"22',
        `]d2${gs}2198"22${gs}0104012345111118`,
      ],
    ],
    [
      'lot:gs1:::04012345123456:Lot987',
      [
        'urn:epc:class:lgtin:4012345.012345.Lot987',
        'https://id.gs1.org/01/04012345123456/10/Lot987',
        'https://id.gs1.org/01/04012345123456?10=Lot987&17=271231',
        `]Q310Lot987${gs}0104012345123456`,
        '(01)04012345123456(10)Lot987(17)271231',
      ],
    ],
    [
      'material:gs1::::04054739999148',
      [
        'urn:epc:idpat:sgtin:4054739.099914.*',
        'https://id.gs1.org/01/04054739999148',
        'https://x.example/01/4054739999148/',
        '(01)04054739999148',
        '0104054739999148',
      ],
    ],
    [
      'logistic:gs1::::340123451111111111',
      [
        'urn:epc:id:sscc:4012345.3111111111',
        'https://id.gs1.org/00/340123451111111111',
        ']C100340123451111111111',
        '(00)340123451111111111(02)04012345111118(37)24(10)L1',
      ],
    ],
    [
      'logistic:gs1::::8003~04012345000221334455',
      [
        'urn:epc:id:grai:4012345.00022.334455',
        'https://id.gs1.org/8003/04012345000221334455',
        '(8003)04012345000221334455',
      ],
    ],
    [
      'material:gs1::::8003~04012345666663',
      ['urn:epc:idpat:grai:4012345.66666.*', 'https://id.gs1.org/8003/04012345666663'],
    ],
    [
      'place:gs1::::4012345000054',
      ['urn:epc:id:sgln:4012345.00005.0', 'https://id.gs1.org/414/4012345000054', '(414)4012345000054'],
    ],
    [
      'place:gs1::::4012345000054~122',
      ['urn:epc:id:sgln:4012345.00005.122', 'https://id.gs1.org/414/4012345000054/254/122', '4144012345000054254122'],
    ],
    ['party:gs1::::9999999999994', ['urn:epc:id:pgln:999999999999.', 'https://id.gs1.org/417/9999999999994']],
    [
      'unit:gs1::::8004~4012345ABC345',
      ['urn:epc:id:giai:4012345.ABC345', 'https://id.gs1.org/8004/4012345ABC345', '80044012345ABC345'],
    ],
    [
      'person:gs1::::8018~401234500000067657',
      ['urn:epc:id:gsrn:4012345.0000006765', 'https://id.gs1.org/8018/401234500000067657'],
    ],
    [
      'person:gs1::::8017~401234500000000074',
      ['urn:epc:id:gsrnp:4012345.0000000007', 'https://id.gs1.org/8017/401234500000000074'],
    ],
    [
      'document:gs1::::253~4012345000092PO-4711',
      ['urn:epc:id:gdti:4012345.00009.PO-4711', '(253)4012345000092PO-4711'],
    ],
    [
      'document:gs1::::255~401234599999044',
      ['urn:epc:id:sgcn:4012345.99999.44', 'https://id.gs1.org/255/401234599999044'],
    ],
    [
      'document:gs1::::401~0614141xyz47/11',
      ['urn:epc:id:ginc:0614141.xyz47%2F11', 'https://id.gs1.org/401/0614141xyz47%2F11'],
    ],
    [
      'document:gs1::::402~40123452223334442',
      ['urn:epc:id:gsin:4012345.222333444', 'https://id.gs1.org/402/40123452223334442'],
    ],
    [
      'unit:gs1:::8010~061414111111111111111-A#/:1234',
      [
        'urn:epc:id:cpi:0614141.11111111111111-A%23%2F.1234',
        'https://id.gs1.org/8010/061414111111111111111-A%23%2F/8011/1234',
      ],
    ],
    [
      'unit:gs1:::8006~040123451111180102:987',
      ['urn:epc:id:itip:4012345.011111.01.02.987', 'https://id.gs1.org/8006/040123451111180102/21/987'],
    ],
    [
      "unit:gs1:::01234567987651:235~51qIgY)<&Jp3*j7'SDB",
      [
        "urn:epc:id:upui:1234567.098765.51qIgY)%3C%26Jp3*j7'SDB",
        "https://id.gs1.org/01/01234567987651/235/51qIgY%29%3C%26Jp3%2Aj7'SDB",
      ],
    ],
  ])('%s', (key, spellings) => {
    expect(spellings.map(keyOf)).toEqual(spellings.map(() => key));
  });
});

describe('M3: different objects never give one key', () => {
  test('a GRAI and an SSCC of the same digits are two things', () => {
    const grai = read('https://id.gs1.org/8003/040123456666633344');
    expect(grai.ref).toMatchObject({ kind: 'logistic', value: '8003~040123456666633344' });
    expect(keyOf(`(00)${withCheckDigit('04012345666663334')}`)).not.toBe(objectKey(grai.ref));
  });

  test('a serial and a third-party number of one trade item are two things, whatever characters they have', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[!-"%-?A-Z_a-z]{1,20}$/), (text) => {
        expect(keyOf(`https://x.example/01/09521234007005/21/${encodeURIComponent(text)}`)).not.toBe(
          keyOf(`https://x.example/01/09521234007005/235/${encodeURIComponent(text)}`),
        );
      }),
    );
  });
});

test('the lot beside a serial number is given beside, and is no part of the key', () => {
  const reading = read(`]d2010952123400700510L1${gs}21S17`);
  expect(reading.ref).toEqual({ kind: 'unit', scheme: 'gs1', issuer: '', value: 'S17', material: '09521234007005' });
  expect(reading.lot).toEqual({ kind: 'lot', scheme: 'gs1', issuer: '', value: 'L1', material: '09521234007005' });
  expect(keyOf('urn:epc:id:sgtin:9521234.000700.S17')).toBe(objectKey(reading.ref));
});

test('GTIN-8, -12 and -13 are padded', () => {
  expect(['73513537', '614141123452', '4006381333931'].map((gtin) => keyOf(`https://x.example/01/${gtin}`))).toEqual([
    'material:gs1::::00000073513537',
    'material:gs1::::00614141123452',
    'material:gs1::::04006381333931',
  ]);
});

test('what else a label says is kept in its order', () => {
  const elements = read('(01)04012345111118(3102)001750(15)270100(10)L1').elements;
  expect(printed(elements)).toBe('(01)04012345111118(3102)001750(15)270100(10)L1');
});

describe('a mistake in a GS1 key is told', () => {
  test.each([
    ['(01)09521234007006(21)17', '5'],
    ['https://id.gs1.org/01/09521234007006/21/17', '5'],
    ['https://id.gs1.org/8003/030013450007718765', '6'],
    ['00340123451111111112', '1'],
  ])('%s should end in %s', (text, digit) => {
    const { problem } = readGs1(text);
    expect(problem?.code).toBe('GS1_CHECK_DIGIT');
    expect(problem?.message).toContain(`its check digit is ${digit}`);
  });

  test.each([
    ['urn:epc:id:sscc:08600031303.0003', 'GS1_VALUE'],
    ['urn:epc:id:sgtin:4012345.01111.17', 'GS1_VALUE'],
    ['urn:epc:id:sgtin:4012345.011111', 'GS1_VALUE'],
    ['urn:epc:id:sgtin:4012345.011111.%E0%A4%A', 'GS1_VALUE'],
    ['https://id.gs1.org/01/09521234007005/21/123456789012345678901', 'GS1_VALUE'],
    ['(01)09521234007005(17)271331', 'GS1_VALUE'],
    ['(01)09521234007005(21)A(21)B', 'GS1_VALUE'],
    ['(01)09521234007005(9999)A', 'GS1_VALUE'],
    ['urn:epc:idpat:sgtin:4012345.*.*', 'GS1_NOT_A_KEY'],
    ['urn:epc:id:gid:95100000.12345.400', 'GS1_NOT_A_KEY'],
    ['urn:gdst:example.org:product:lot:class:processor.2u.v1-0122-2022', 'GS1_NOT_A_KEY'],
    ['https://example.com/orders/01/2024', 'GS1_NOT_A_KEY'],
    ['https://example.com/', 'GS1_NOT_A_KEY'],
    ['https://example.com/01/%ZZ', 'GS1_NOT_A_KEY'],
    ['(10)L1', 'GS1_NOT_A_KEY'],
    ['A-0017', 'GS1_NOT_A_KEY'],
    ['', 'GS1_NOT_A_KEY'],
  ])('%s is %s', (text, code) => {
    expect(readGs1(text).problem?.code).toBe(code);
  });
});

const set82 = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/;
const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${String(length)}}$`));

const objects = fc.oneof(
  fc
    .record({
      gtin: digits(13).map(withCheckDigit),
      ai: fc.constantFrom('10', '21', '235'),
      value: fc.stringMatching(set82),
    })
    .map(({ gtin, ai, value }) => [
      { ai: '01', value: gtin },
      { ai, value },
    ]),
  digits(17).map((key) => [{ ai: '00', value: withCheckDigit(key) }]),
  digits(12).map((key) => [{ ai: '417', value: withCheckDigit(key) }]),
  fc.tuple(digits(12), fc.stringMatching(set82)).map(([key, ext]) => [
    { ai: '414', value: withCheckDigit(key) },
    { ai: '254', value: `${ext.slice(1)}x` },
  ]),
  fc
    .tuple(digits(12), fc.stringMatching(/^[A-Z\d]{0,16}$/))
    .map(([key, serial]) => [{ ai: '8003', value: `0${withCheckDigit(key)}${serial}` }]),
  fc
    .tuple(digits(7), fc.stringMatching(/^[A-Z\d#/-]{1,20}$/), fc.stringMatching(/^[1-9]\d{0,11}$/))
    .map(([prefix, part, serial]) => [
      { ai: '8010', value: prefix + part },
      { ai: '8011', value: serial },
    ]),
);

test('M3: printed in any spelling and read again, an object is the same', () => {
  fc.assert(
    fc.property(objects, (elements) => {
      const data = elements.map(({ ai, value }) => ai + value).join(gs);
      const { ref } = read(data);
      expect(elementsOf(ref)).toEqual(elements);
      expect(keyOf(toDigitalLink(ref) ?? '')).toBe(objectKey(ref));
      expect(keyOf(toEpcUri(ref, 7) ?? '')).toBe(objectKey(ref));
    }),
  );
});

test('no text whatever makes it throw', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^urn:epc:(id|idpat|class):(sgtin|sscc|giai|itip|cpi):[\d.*%A-F]{0,30}$/),
    fc.stringMatching(/^https:\/\/x\/(\d{2,4}|[%a-z\d]{0,20})(\/(\d{2,14}|[%a-z\d]{0,20})){0,6}$/),
    fc.stringMatching(/^(\((\d{2,4})\)[\w%]{0,20}){0,4}$/),
  );
  fc.assert(fc.property(texts, (text) => expect(() => readGs1(text)).not.toThrow()));
});

test('M3: a lot whose number is an asterisk is a lot, and only a pattern stands for its class', () => {
  expect(keyOf('urn:epc:class:lgtin:4012345.012345.*')).toBe(keyOf('(01)04012345123456(10)*'));
  expect(keyOf('urn:epc:idpat:sgtin:4012345.012345.*')).toBe(keyOf('(01)04012345123456'));
});
