import { expect, test } from '@jest/globals';
import { checkDigitFault } from './check-rule.ts';

test.each([
  ['gs1', '4012345000054'],
  ['gs1', '73513537'],
  ['luhn', '79927398713'],
  ['luhn', '490154203237518'],
] as const)('by %s, %s ends in its check digit', (rule, text) => {
  expect(checkDigitFault(rule, text)).toBeUndefined();
});

test('a wrong digit is told with the right one', () => {
  expect(checkDigitFault('luhn', '79927398710')).toBe('ends in 0, its check digit is 3');
  expect(checkDigitFault('gs1', 'A4711')).toContain('not all digits');
});
