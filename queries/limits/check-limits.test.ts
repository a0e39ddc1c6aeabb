import { describe, expect, test } from '@jest/globals';
import { GraphQLError, Kind, parse, validate } from 'graphql';
import { createSchema } from '../schema.ts';
import { writeCursor } from '../cursor.ts';
import { checkLimits } from './check-limits.ts';
import { limits } from './cost-table.ts';

const schema = createSchema();

function costOf(text: string, variables: Readonly<Record<string, unknown>> = {}): number {
  const document = parse(text, { maxLexicalTokens: limits.tokens });
  expect(validate(schema, document)).toEqual([]);
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION)!;
  return checkLimits({ schema, document, operation, variables });
}

function refusalOf(text: string, variables: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  try {
    costOf(text, variables);
  } catch (error) {
    if (error instanceof GraphQLError) return { ...error.extensions, message: error.message };
    throw error;
  }
  return {};
}

const repeat = (count: number, part: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => part(i)).join(' ');
const trace = (inside: string): string => `{ traceById(id: "x") { ... on Trace { ${inside} } } }`;

describe('S15: each limit holds just below and refuses just above', () => {
  test('tokens', () => {
    const words = (count: number) =>
      parse(`{ sources { ${repeat(count - 5, () => 'id')} } }`, { maxLexicalTokens: limits.tokens });
    expect(words(limits.tokens).definitions).toHaveLength(1);
    expect(() => words(limits.tokens + 1)).toThrow(/2000 tokens/);
  });

  test('aliases', () => {
    const aliased = (count: number) => `{ sources { ${repeat(count, (i) => `a${i}: id`)} } }`;
    expect(costOf(aliased(limits.aliases))).toBeGreaterThan(0);
    expect(refusalOf(aliased(limits.aliases + 1))).toMatchObject({ code: 'QUERY_TOO_EXPENSIVE', what: 'aliases' });
  });

  test('directives', () => {
    const marked = (count: number) => `{ sources { ${repeat(count, (i) => `... @include(if: true) { a${i}: id }`)} } }`;
    expect(costOf(marked(limits.directives))).toBeGreaterThan(0);
    expect(refusalOf(marked(limits.directives + 1))).toMatchObject({ what: 'directives' });
  });

  test('root fields, also those that a fragment brings', () => {
    const roots = (count: number) =>
      `{ ...More sources { id } } fragment More on Query { ${repeat(count - 1, (i) => `a${i}: sources { id }`)} }`;
    expect(costOf(roots(limits.rootFields))).toBeGreaterThan(0);
    expect(refusalOf(roots(limits.rootFields + 1))).toMatchObject({ what: 'root fields' });
  });

  test('depth', () => {
    // The schema has no circles, so that nothing valid is deeper than its types: the bound is for schemas to come.
    const deepest = trace('why(id: "y") { ... on WhyIn { group { edges { quantity { value } } } } }');
    expect(costOf(deepest)).toBeGreaterThan(0);
    expect(limits.depth).toBe(12);
  });

  test('first, at, offset and length', () => {
    const rows = (args: string) => trace(`rows(${args}) { total }`);
    expect(costOf(rows(`first: ${limits.first}`))).toBeGreaterThan(0);
    expect(costOf(rows('first: 1, at: 0'))).toBeGreaterThan(0);
    for (const args of [`first: ${limits.first + 1}`, 'first: 0', 'first: -1', 'first: 1, at: -1'])
      expect(refusalOf(rows(args))).toMatchObject({ code: 'BAD_USER_INPUT' });
    const raw = (args: string) => `{ record(position: "1") { raw(${args}) } }`;
    expect(costOf(raw(`length: ${limits.rawLength}`))).toBeGreaterThan(0);
    expect(refusalOf(raw(`length: ${limits.rawLength + 1}`))).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(refusalOf(raw('offset: -1'))).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('first of a variable', () => {
    const query = `query($n: Int!) { traceById(id: "x") { ... on Trace { rows(first: $n) { total } } } }`;
    expect(costOf(query, { n: 10 })).toBeGreaterThan(0);
    expect(refusalOf(query, { n: 5000 })).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('texts to resolve, groups and the text of a search', () => {
    const resolve = (count: number) => `{ resolve(texts: [${repeat(count, () => '"a"')}]) { as } }`;
    expect(costOf(resolve(limits.texts))).toBeGreaterThan(0);
    expect(refusalOf(resolve(limits.texts + 1))).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(costOf(trace('groups(by: [KIND, SITE, CUSTOMER]) { rows }'))).toBeGreaterThan(0);
    expect(refusalOf(trace('groups(by: [KIND, SITE, CUSTOMER, MATERIAL]) { rows }'))).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    const search = (text: string) => `{ search(text: "${text}", first: 1) { pageInfo { hasNextPage } } }`;
    expect(costOf(search('a'.repeat(limits.searchText)))).toBeGreaterThan(0);
    expect(refusalOf(search('a'.repeat(limits.searchText + 1)))).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(refusalOf(search(' '))).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('cost', () => {
    const rows = (first: number) => trace(`rows(first: ${first}) { rows { events { id } } }`);
    expect(costOf(rows(1000))).toBeLessThanOrEqual(limits.cost);
    const values = (first: number) => trace(`rows(first: ${first}) { rows { events { values { value } } } }`);
    expect(costOf(values(130))).toBeLessThanOrEqual(limits.cost);
    expect(refusalOf(values(140))).toMatchObject({ what: 'cost', cost: { limit: limits.cost } });
  });
});

test('a page costs what its first says, and what lies within it that many times', () => {
  const cost = (inside: string) =>
    costOf(trace(`rows(first: 100) { ${inside} }`)) - costOf(trace('rows(first: 1) { total }'));
  expect(cost('total')).toBe(0);
  expect(cost('rows { id }')).toBe(100);
  expect(cost('rows { id customers { label } }')).toBe(300);
  expect(cost('rows { id } pageInfo { endCursor }')).toBe(101);
});

test('a fragment costs the same as what it stands for, wherever it is spread', () => {
  const plain =
    '{ a: thing(ref: {id: "x"}) { ... on Thing { joined { id } } } b: thing(ref: {id: "y"}) { ... on Thing { joined { id } } } }';
  const spread = `{ a: thing(ref: {id: "x"}) { ...T } b: thing(ref: {id: "y"}) { ...T } } fragment T on Thing { joined { id } }`;
  expect(costOf(spread)).toBe(costOf(plain));
});

test('fragments that double each other are counted without being unfolded', () => {
  const levels = 60;
  const fragments = repeat(
    levels,
    (i) => `fragment F${i} on Trace { rows(first: 2) { total } ...F${i + 1} ...F${i + 1} }`,
  );
  const query = `{ traceById(id: "x") { ...F0 } } ${fragments} fragment F${levels} on Trace { id }`;
  expect(refusalOf(query)).toMatchObject({ code: 'QUERY_TOO_EXPENSIVE', what: 'cost' });
});

test('the introspection that GraphiQL sends is within the limits', async () => {
  const { getIntrospectionQuery } = await import('graphql');
  expect(costOf(getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true }))).toBe(0);
});

test('introspection has a depth of its own', () => {
  const nested = (depth: number): string => (depth === 0 ? 'name' : `ofType { ${nested(depth - 1)} }`);
  const query = (depth: number) => `{ __type(name: "Row") { ${nested(depth)} } }`;
  expect(costOf(query(18))).toBe(0);
  expect(refusalOf(query(19))).toMatchObject({ what: 'introspection depth' });
});

test('what cannot be a cursor is refused before anything is executed', () => {
  const rows = (after: string) => trace(`rows(first: 1, after: "${after}") { total }`);
  expect(costOf(rows(writeCursor('rows x', '7')))).toBeGreaterThan(0);
  for (const after of ['', 'x', '!', 'a'.repeat(700)])
    expect(refusalOf(rows(after))).toMatchObject({ code: 'BAD_CURSOR' });
});
