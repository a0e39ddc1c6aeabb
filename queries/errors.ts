import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { WhenceError, errors, storeAwayCodes } from '../graph/errors.ts';
import type { ErrorCode } from '../graph/errors.ts';

/** What the API says under its own code. Everything else is INTERNAL: no stack, no statement, no foreign name. */
const told: ReadonlySet<string> = new Set<ErrorCode>([
  'ANSWER_GONE',
  'BAD_CURSOR',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'NOT_READY',
  'QUERY_TOO_EXPENSIVE',
  ...storeAwayCodes,
]);

export interface Incident {
  readonly id: string;
  readonly code: string;
  readonly path: string;
  readonly error: unknown;
}

/** `nextId` names an incident so that the one who asked and the log speak of the same. */
export function createErrorFormat(
  nextId: () => string,
  report: (incident: Incident) => void,
): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const cause = unwrapResolverError(error);
    const code = codeOf(formatted, cause);
    const incident = nextId();
    if (told.has(code)) return shown(formatted, code, messageOf(formatted, cause, code), incident);
    const path = (formatted.path ?? []).join('.');
    report({ id: incident, code: cause instanceof WhenceError ? cause.code : 'INTERNAL', path, error: cause });
    return shown(formatted, 'INTERNAL', errors.INTERNAL.meaning, incident);
  };
}

// What Apollo says of a request that is no GraphQL request at all.
const renamed: Readonly<Record<string, string>> = {
  BAD_REQUEST: 'BAD_USER_INPUT',
  OPERATION_RESOLUTION_FAILURE: 'BAD_USER_INPUT',
};

function codeOf({ extensions }: GraphQLFormattedError, cause: unknown): string {
  if (cause instanceof WhenceError) return cause.code;
  const code = extensions?.['code'];
  return typeof code === 'string' ? (renamed[code] ?? code) : 'INTERNAL';
}

function messageOf({ message }: GraphQLFormattedError, cause: unknown, code: string): string {
  return cause instanceof WhenceError ? errors[code as ErrorCode].meaning : message;
}

function shown(
  { path, locations, extensions }: GraphQLFormattedError,
  code: string,
  message: string,
  incident: string,
): GraphQLFormattedError {
  const { cost, what } = extensions ?? {};
  return {
    message,
    ...(locations ? { locations } : {}),
    ...(path ? { path } : {}),
    extensions: {
      code,
      remedy: errors[code as ErrorCode].remedy,
      incident,
      ...(cost === undefined ? {} : { what, cost }),
    },
  };
}
