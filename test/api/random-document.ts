import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import type { GraphQLArgument, GraphQLField, GraphQLInputType, GraphQLObjectType, GraphQLSchema } from 'graphql';

/** Documents that fit the schema, mostly: any field, any argument, now and then a value nobody expects. */
export function randomDocument(schema: GraphQLSchema, seed: number): string {
  const random = generator(seed);
  const below = (count: number): number => Math.floor(random() * count);
  const oneOf = <T>(values: readonly T[]): T => values[below(values.length)]!;

  function selection(type: GraphQLObjectType, depth: number): string {
    const fields = Object.values(type.getFields());
    const chosen = fields.filter((field) => isChosen(field, depth));
    const some = chosen.length > 0 ? chosen : fields.filter(({ type: of }) => isLeafType(getNamedType(of))).slice(0, 1);
    const texts = some.map(
      (field, i) => `${random() < 0.05 ? `a${i}: ` : ''}${field.name}${given(field)} ${inside(field, depth)}`,
    );
    return `{ ${texts.join(' ')} __typename }`;
  }

  function isChosen(field: GraphQLField<unknown, unknown>, depth: number): boolean {
    if (isLeafType(getNamedType(field.type))) return random() < 0.4;
    return depth < 9 && random() < (depth === 0 ? 0.25 : 0.35);
  }

  function inside(field: GraphQLField<unknown, unknown>, depth: number): string {
    const type = getNamedType(field.type);
    if (isObjectType(type)) return selection(type, depth + 1);
    if (!isUnionType(type)) return '';
    return `{ ${type
      .getTypes()
      .map((member) => `... on ${member.name} ${selection(member, depth + 1)}`)
      .join(' ')} }`;
  }

  function given({ args }: GraphQLField<unknown, unknown>): string {
    const named = args.filter((arg) => isNonNullType(arg.type) || random() < 0.3);
    return named.length === 0 ? '' : `(${named.map((arg) => `${arg.name}: ${argument(arg)}`).join(', ')})`;
  }

  function argument({ name, type }: GraphQLArgument): string {
    if (name === 'first') return String(random() < 0.1 ? oneOf([0, -1, 1001, 2 ** 31 - 1]) : 1 + below(20));
    if (name === 'after') return JSON.stringify(oneOf(['x', '', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAA']));
    return value(type, 0);
  }

  function value(type: GraphQLInputType, depth: number): string {
    if (isNonNullType(type)) return value(type.ofType, depth);
    const of = getNullableType(type);
    if (isListType(of)) return `[${Array.from({ length: 1 + below(2) }, () => value(of.ofType, depth)).join(', ')}]`;
    if (isEnumType(of)) return oneOf(of.getValues()).name;
    if (!isInputObjectType(of)) return leaf(of.name);
    const fields = Object.values(of.getFields());
    const some = of.isOneOf ? [oneOf(fields)] : fields.filter((field) => isNonNullType(field.type) || random() < 0.3);
    return `{ ${some.map((field) => `${field.name}: ${value(field.type, depth + 1)}`).join(', ')} }`;
  }

  function leaf(name: string): string {
    if (name === 'Int') return String(oneOf([0, 1, 7, -1, 2 ** 31 - 1]));
    if (name === 'Boolean') return oneOf(['true', 'false']);
    if (name === 'LedgerPosition') return JSON.stringify(oneOf(['0', '1', '12', '999999999999999']));
    if (name === 'DateTime')
      return JSON.stringify(oneOf(['2026-03-02T09:30:00Z', '9999-12-31T23:59:59.999999999Z', 'yesterday']));
    return JSON.stringify(oneOf(known));
  }

  return selection(schema.getQueryType()!, 0);
}

const known = [
  'B0815',
  'S1',
  'lot:local:valveworks::PC-700:B0815',
  'unit:local:valveworks::VALVE-9:S4',
  '00095212340000000174',
  'PC-700',
  'mes',
  'local',
  '',
  '%',
  '\u0000\u001d',
  '日本語 🏭',
  '__proto__',
];

/** Mulberry32: the same documents for the same seed, everywhere. */
function generator(seed: number): () => number {
  let state = seed * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
