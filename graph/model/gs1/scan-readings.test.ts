import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { printed } from './gs1-object.ts';
import { readings } from './scan-readings.ts';

const shown = (text: string) =>
  readings(text).map((reading) =>
    reading.form === 'plain' ? reading.text : `${printed(reading.elements)} ?${String(reading.guessedSeparators)}`,
  );

test('a whole scan has one GS1 reading, and the plain text', () => {
  expect(shown(']C1010952123400700521S17')).toEqual(['(01)09521234007005(21)S17 ?0', '010952123400700521S17']);
});

test('where the scanner dropped the separator, every cut that leaves valid fields is a reading', () => {
  expect(shown('010952123400700510L121S17')).toEqual([
    '(01)09521234007005(10)L121S17 ?0',
    '(01)09521234007005(10)L1(21)S17 ?1',
    '010952123400700510L121S17',
  ]);
});

test('one separator proves that the scanner sends them', () => {
  expect(shown('010952123400700510L121S17\u001d17271231').at(0)).toBe('(01)09521234007005(10)L121S17(17)271231 ?0');
  expect(shown('010952123400700510L121S17\u001d17271231')).toHaveLength(2);
});

test('the number below the bars is a GTIN or an SSCC where its check digit agrees', () => {
  expect(shown('4006381333931')).toEqual(['(01)04006381333931 ?0', '4006381333931']);
  expect(shown('340123451111111111')).toContain('(00)340123451111111111 ?0');
  expect(shown('4006381333932')).toEqual(['4006381333932']);
});

test('a plant number is only itself', () => {
  expect(shown(' A-0017 ')).toEqual(['A-0017']);
});

test('whatever is scanned, the plain text is the last reading and the number of readings stays small', () => {
  const scans = fc.oneof(
    fc.string(),
    fc.stringMatching(/^01\d{14}(10|21|240|37)[\dA-Z]{0,60}$/),
    fc.stringMatching(/^(10|21|91|30|37|00|01|17){1,40}$/),
  );
  fc.assert(
    fc.property(scans, (text) => {
      const found = readings(text);
      expect(found.at(-1)?.form).toBe('plain');
      expect(found.length).toBeLessThanOrEqual(23);
    }),
  );
});
