import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDecimals, compareDecimals, readDecimal, subtractDecimals } from './decimal.ts';

/** Decimals as plants write them: up to 15 digits before and 9 after the point. */
const decimals = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.stringMatching(/^\d{0,9}$/))
  .map(([isNegative, whole, fraction]) => {
    const text = fraction === '' ? whole.toString() : `${whole.toString()}.${fraction}`;
    return isNegative && /[1-9]/.test(text) ? `-${text}` : text;
  });

test('M4: a plain decimal is read as it is written, zeros at the end included', () => {
  fc.assert(fc.property(decimals, (text) => expect(readDecimal(text)).toEqual({ ok: text })));
});

test('M4: what was read once reads the same again', () => {
  const written = fc.stringMatching(/^[+-]?\d{0,12}(\.\d{0,6})?([eE][+-]?\d{1,2})?$/);
  fc.assert(
    fc.property(written, (text) => {
      const { ok } = readDecimal(text);
      if (ok !== undefined) expect(readDecimal(ok)).toEqual({ ok });
    }),
  );
});

test.each([
  ['+007.50', '7.50'],
  ['.5', '0.5'],
  ['5.', '5'],
  ['-0.00', '0.00'],
  ['1.50E3', '1500'],
  ['1.5e-3', '0.0015'],
  ['12345678901234567890.123456789', '12345678901234567890.123456789'],
])('%s is the decimal %s', (text, value) => {
  expect(readDecimal(text)).toEqual({ ok: value });
});

test.each(['', ' ', '.', '-', '1,5', '1 000', '0x1F', 'Infinity', 'NaN', 'n.d.', '1e999', '1'.repeat(81)])(
  '"%s" is no decimal',
  (text) => {
    expect(readDecimal(text).problem?.code).toBe('DECIMAL_UNREADABLE');
  },
);

test('adding and taking away again gives the first decimal', () => {
  fc.assert(
    fc.property(decimals, decimals, (a, b) => {
      expect(compareDecimals(subtractDecimals(addDecimals(a, b), b), a)).toBe(0);
      expect(addDecimals(a, b)).toBe(addDecimals(b, a));
    }),
  );
});

test('a sum keeps the finer scale', () => {
  expect(addDecimals('0.1', '0.20')).toBe('0.30');
});
