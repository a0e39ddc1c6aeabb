import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import type { ValueNode } from 'graphql';

// Own scalars: those of graphql-scalars make a Date of a time and lose its digits and a float of a decimal.

/** UTC, RFC 3339, up to nanoseconds. */
export const utcPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;

export const DateTime = text(
  'DateTime',
  'A moment in UTC, RFC 3339 with the digits its source gave, down to nanoseconds: `2026-03-02T06:14:05.120Z`.',
  utcPattern,
);

export const Decimal = text(
  'Decimal',
  'An exact decimal as text: `12.50`. Never a float.',
  /^-?\d{1,200}(?:\.\d{1,200})?$/,
);

export const Digest = text(
  'Digest',
  'A SHA-256 as text: `sha256:` and 64 hexadecimal digits.',
  /^sha256:[0-9a-f]{64}$/,
);

export const LedgerPosition = new GraphQLScalarType<number, string>({
  name: 'LedgerPosition',
  description: "A record's place in the ledger, as opaque text. Later records have later positions.",
  serialize: String,
  parseValue: readPosition,
  parseLiteral: (node) => readPosition(literalText(node)),
});

function text(name: string, description: string, pattern: RegExp): GraphQLScalarType<string, string> {
  const read = (value: unknown): string => {
    if (typeof value === 'string' && pattern.test(value)) return value;
    throw new GraphQLError(`${name} cannot be read from ${shown(value)}. ${description}`);
  };
  return new GraphQLScalarType({
    name,
    description,
    serialize: String,
    parseValue: read,
    parseLiteral: (node) => read(literalText(node)),
  });
}

const literalText = (node: ValueNode): unknown => (node.kind === Kind.STRING ? node.value : undefined);

function readPosition(value: unknown): number {
  if (typeof value === 'string' && /^\d{1,15}$/.test(value)) return Number(value);
  throw new GraphQLError(`LedgerPosition cannot be read from ${shown(value)}. It is the text that an answer gave.`);
}

const shown = (value: unknown): string => (JSON.stringify(value) as string | undefined)?.slice(0, 80) ?? 'nothing';
