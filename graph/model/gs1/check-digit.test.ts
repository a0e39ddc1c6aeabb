import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkDigitOf, hasCheckDigit, withCheckDigit } from './check-digit.ts';

test.each(['4006381333931', '73513537', '09521234007005', '340123451111111111', '4012345000054'])(
  '%s is right',
  (digits) => {
    expect(hasCheckDigit(digits)).toBe(true);
  },
);

test('a single wrong digit never passes', () => {
  const key = fc.stringMatching(/^\d{7,17}$/);
  fc.assert(
    fc.property(key, fc.nat(17), fc.integer({ min: 1, max: 9 }), (digits, at, shift) => {
      const right = withCheckDigit(digits);
      const i = at % right.length;
      const wrong = right.slice(0, i) + String((Number(right[i]) + shift) % 10) + right.slice(i + 1);
      expect([hasCheckDigit(right), hasCheckDigit(wrong)]).toEqual([true, false]);
    }),
  );
});

test('zeros on the left change nothing, so that a GTIN-13 pads to fourteen', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{7,12}$/), (digits) =>
      expect(checkDigitOf(`0${digits}`)).toBe(checkDigitOf(digits)),
    ),
  );
});
