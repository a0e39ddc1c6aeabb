import { expect, test } from '@jest/globals';
import { applicationIdentifier, identifierAt } from './application-identifiers.ts';

test.each([
  ['00', 18, 18, 0, true],
  ['01', 14, 14, 0, true],
  ['10', 0, 0, 20, false],
  ['17', 6, 0, 0, true],
  ['253', 13, 13, 17, false],
  ['3102', 6, 0, 0, true],
  ['3929', 0, 0, 15, false],
  ['414', 13, 13, 0, true],
  ['7011', 6, 0, 4, false],
  ['8003', 14, 14, 16, false],
  ['8006', 18, 14, 0, false],
])('(%s) has %d digits, %d of them checked, then up to %d characters', (ai, digits, checked, max, isPredefined) => {
  expect(applicationIdentifier(ai)).toMatchObject({ digits, checked, max, isPredefined });
});

test('no identifier is the beginning of another', () => {
  const known = Array.from({ length: 10_000 }, (_, i) => String(i)).flatMap((n) => [
    n.padStart(2, '0'),
    n.padStart(3, '0'),
    n.padStart(4, '0'),
  ]);
  const ais = new Set(known.filter((ai) => applicationIdentifier(ai)));
  const ambiguous = [...ais].filter((ai) =>
    ais.has(ai.slice(0, 2)) && ai.length > 2 ? true : ai.length > 3 && ais.has(ai.slice(0, 3)),
  );
  expect(ambiguous).toEqual([]);
  expect(ais.size).toBeGreaterThan(400);
});

test('the identifier at a place is found by its own digits', () => {
  expect(identifierAt('xx310212', 2)?.ai).toBe('3102');
  expect(identifierAt('xx09', 2)).toBeUndefined();
});
