import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareUtf8 } from './utf8-order.ts';

const text = fc.string({ unit: 'binary' });

test('keys order as their UTF-8 bytes do', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
});

test('a character beyond U+FFFF comes after U+FF21, though JavaScript says before', () => {
  const [fullwidth, beyond] = ['\uff21', '\u{1f529}'];
  expect(fullwidth > beyond).toBe(true);
  expect(compareUtf8(fullwidth, beyond)).toBeLessThan(0);
});
