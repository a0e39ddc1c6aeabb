import { describe, expect, test } from '@jest/globals';
import {
  buildSchema,
  defaultFieldResolver,
  findBreakingChanges,
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql';
import type { GraphQLField, GraphQLNamedType, GraphQLObjectType } from 'graphql';
import { readFileSync } from 'node:fs';
import { isPage } from './limits/cost.ts';
import { listSizes, perElement, weights } from './limits/cost-table.ts';
import { createSchema, printedSchema } from './schema.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const schema = createSchema();
const types = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
);
const objects = types.filter(isObjectType);

const fieldsOf = (type: GraphQLObjectType): readonly GraphQLField<unknown, unknown>[] =>
  Object.values(type.getFields());
const pathsOf = (type: GraphQLObjectType): readonly string[] =>
  fieldsOf(type).map(({ name }) => `${type.name}.${name}`);
const isListOfObjects = ({ type }: GraphQLField<unknown, unknown>): boolean =>
  isListType(getNullableType(type)) && isCompositeType(getNamedType(type));

describe('the schema', () => {
  test('A13: is the committed one (npm run docs)', () => {
    expect(printedSchema(schema)).toBe(read('./schema.graphql'));
  });

  test('A13: breaks nothing that was released', () => {
    expect(findBreakingChanges(buildSchema(read('../docs/api/schema.released.graphql')), schema)).toEqual([]);
  });

  test('A13: describes every type, field, argument and value', () => {
    expect(types.flatMap(undescribed)).toEqual([]);
  });

  test('names a thing in exactly one way', () => {
    for (const name of ['ThingRef', 'StartIn']) {
      const input = schema.getType(name);
      expect(isInputObjectType(input) && input.isOneOf).toBe(true);
    }
  });

  test('A12: the cost table names every list of objects that has no first of its own, and nothing else', () => {
    const lists = objects
      .filter(({ name }) => !isPage(name))
      .flatMap((type) =>
        fieldsOf(type)
          .filter((field) => isListOfObjects(field) && !field.args.some(({ name }) => name === 'first'))
          .map(({ name }) => `${type.name}.${name}`),
      );
    expect(Object.keys(listSizes)).toEqual(lists.sort());
    const known = new Set(objects.flatMap(pathsOf));
    expect([...Object.keys(weights), ...Object.keys(perElement)].filter((path) => !known.has(path))).toEqual([]);
  });

  test('A12: every page says how long it is', () => {
    const unbounded = objects.flatMap((type) =>
      fieldsOf(type).filter(
        ({ type: of, args }) => isPage(getNamedType(of).name) && !args.some(({ name }) => name === 'first'),
      ),
    );
    expect(unbounded.map(({ name }) => name)).toEqual([]);
  });

  test('A7: nothing that occurs in a list resolves a field by itself, but the bytes of a record', () => {
    const listed = new Set(
      objects
        .flatMap(fieldsOf)
        .filter(isListOfObjects)
        .map(({ type }) => getNamedType(type).name),
    );
    const resolving = objects
      .filter(({ name }) => listed.has(name))
      .flatMap((type) =>
        fieldsOf(type)
          .filter(hasResolver)
          .map(({ name }) => `${type.name}.${name}`),
      );
    expect(resolving).toEqual(['SourceRecord.raw']);
  });

  test('A2: every answer holds its completeness, or is a problem, or is the record itself', () => {
    const without = [...answers(schema.getQueryType()!)].filter(
      (type) => !('completeness' in type.getFields()) && !type.getInterfaces().some(isInterfaceType),
    );
    expect(without.map(({ name }) => name).sort()).toEqual(ownEvidence);
  });
});

/** Views of the ledger: they show what is there, and conclude nothing. */
const ownEvidence = ['GuessPage', 'QuarantineGroupPage', 'Reading', 'SourceRecord', 'SourceState'];

function answers(query: GraphQLObjectType): ReadonlySet<GraphQLObjectType> {
  const members = (type: GraphQLNamedType): readonly GraphQLObjectType[] => {
    if (isUnionType(type)) return type.getTypes();
    return isObjectType(type) ? [type] : [];
  };
  return new Set(fieldsOf(query).flatMap(({ type }) => members(getNamedType(type))));
}

function hasResolver({ resolve }: GraphQLField<unknown, unknown>): boolean {
  return resolve !== undefined && resolve !== defaultFieldResolver;
}

function undescribed(type: GraphQLNamedType): readonly string[] {
  const parts = [...partsOf(type)].filter(([, description]) => !description).map(([name]) => `${type.name}.${name}`);
  const isRoot = type === schema.getQueryType() || type === schema.getMutationType();
  return type.description || isRoot ? parts : [type.name, ...parts];
}

function* partsOf(type: GraphQLNamedType): Iterable<readonly [string, string | null | undefined]> {
  if (isEnumType(type)) for (const value of type.getValues()) yield [value.name, value.description];
  if (isInputObjectType(type))
    for (const field of Object.values(type.getFields())) yield [field.name, field.description];
  if (!isObjectType(type)) return;
  for (const { name, description, args } of fieldsOf(type)) {
    yield [name, description];
    for (const arg of args) yield [`${name}(${arg.name})`, arg.description];
  }
}
