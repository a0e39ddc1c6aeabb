import { expect, test } from '@jest/globals';
import { Kind, parse, validate } from 'graphql';
import { checkLimits } from '../../queries/limits/check-limits.ts';
import { createSchema } from '../../queries/schema.ts';
import * as documents from '../../src/cli/documents.ts';

const schema = createSchema();
const asked = Object.entries(documents).filter(([name]) => name.endsWith('Document'));

/** The largest page, and the longest lists, that a command asks for. */
const variables = {
  id: 'x',
  thing: 'x',
  first: 500,
  by: ['CUSTOMER'],
  texts: ['x'],
  text: 'x',
  starts: [{ thing: { id: 'x' } }],
  direction: 'FORWARD',
  group: 'x',
  action: 'RETRY',
  reason: 'x',
  same: [{ id: 'x' }, { id: 'y' }],
  are: true,
  event: 'x',
};

test.each(asked)('A20: the %s of the command line fits the schema and its limits', (_, text) => {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION)!;
  expect(checkLimits({ schema, document, operation, variables })).toBeGreaterThan(0);
});
