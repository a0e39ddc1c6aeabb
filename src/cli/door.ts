import { errors, WhenceError } from '../../graph/errors.ts';
import type { ErrorCode } from '../../graph/errors.ts';

/** The way to a service: a running one by HTTP, or one composed in this process. Either is asked the same documents. */
export interface Door {
  /** What stands behind it, for people. */
  readonly name: string;
  readonly fetch: (path: string, request: DoorRequest) => Promise<DoorResponse>;
  close(): Promise<void>;
}

export interface DoorRequest {
  readonly method: 'GET' | 'POST';
  readonly body?: string;
}

export interface DoorResponse {
  readonly status: number;
  readonly body: AsyncIterable<Uint8Array>;
}

interface GraphQLResponse {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** Asks a document. What broke the request is thrown with the server's own code; expected outcomes are in the data. */
export async function ask<Data>(door: Door, query: string, variables: object = {}): Promise<Data> {
  return post(door, '/graphql', { query, variables });
}

/** Does something there by a route of its own; refusals are thrown with the server's code. */
export async function post<Data>(door: Door, path: string, body: object): Promise<Data> {
  const response = await door.fetch(path, { method: 'POST', body: JSON.stringify(body) });
  const { data, errors: broken } = parsed(await textOf(response.body), response.status, door.name);
  const first = broken?.[0];
  if (first !== undefined) throw serverError(first.extensions?.code, first.message);
  return data as Data;
}

export async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string, status: number, name: string): GraphQLResponse {
  try {
    return JSON.parse(text, withoutNulls) as GraphQLResponse;
  } catch {
    throw new WhenceError('SERVER_UNREACHABLE', { says: `${name} answers as no Whence does`, status });
  }
}

/** What an answer does not have is absent here, not null. */
const withoutNulls = (_key: string, value: unknown): unknown => value ?? undefined;

function serverError(code: string | undefined, message: string): WhenceError {
  const known = code !== undefined && code in errors ? (code as ErrorCode) : 'INTERNAL';
  // The server's message has its own code and remedy; ours puts them around it again.
  const says = message.replace(`${known}: `, '').replace(errors[known].remedy, '').trim();
  return new WhenceError(known, { says });
}

/** A running service, by its address. */
export function httpDoor(url: string): Door {
  const base = url.replace(/\/$/, '');
  return {
    name: base,
    fetch: async (path, { method, body }) => {
      const init = body === undefined ? { method } : { method, body, headers: { 'content-type': 'application/json' } };
      const response = await fetch(base + path, init).catch((error: unknown) => {
        throw new WhenceError('SERVER_UNREACHABLE', { address: base }, { cause: error });
      });
      return { status: response.status, body: response.body ?? noBytes() };
    },
    close: () => Promise.resolve(),
  };
}

async function* noBytes(): AsyncGenerator<Uint8Array> {
  // A response without a body.
}
