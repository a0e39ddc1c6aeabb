import { expect, test } from '@jest/globals';
import { errors, problem, WhenceError } from './errors.ts';

test('every text is a whole sentence', () => {
  const fragments = Object.entries(errors).filter(([, { meaning, cause, remedy }]) =>
    [meaning, cause, remedy].some((text) => !/^[A-Z"«].*[.?!)]$/s.test(text)),
  );
  expect(fragments).toEqual([]);
});

test('an error names the thing, its value and the remedy', () => {
  const { message, code } = new WhenceError('UNIT_UNKNOWN', { unit: 'Schaufel', path: 'parts[0].unit' });
  expect(code).toBe('UNIT_UNKNOWN');
  expect(message).toBe(
    'UNIT_UNKNOWN: A unit is not known (unit Schaufel, path parts[0].unit). Declare the alias for the plant.',
  );
});

test('a problem says what was found and what to do', () => {
  expect(problem('UNIT_UNKNOWN', 'Unit "Schaufel" is not known', { value: 'Schaufel' })).toEqual({
    code: 'UNIT_UNKNOWN',
    message: 'Unit "Schaufel" is not known. Declare the alias for the plant.',
    value: 'Schaufel',
  });
});
