import type { GraphStore } from '../../graph/store/store.ts';
import type { Server } from '../../src/server/create-server.ts';
import { createServer } from '../../src/server/create-server.ts';
import { createApiPlant } from './api-plant.ts';
import type { ApiPlant } from './api-plant.ts';
import { FlowIndex } from '../../graph/flow/flow-index.ts';
import { evidenceOf } from '../../src/ledger-evidence.ts';
import { createTraces } from '../../trace/local-traces.ts';

export interface Served {
  readonly plant: ApiPlant;
  readonly server: Server;
  readonly url: string;
  /** What the server wrote into its log. */
  readonly logged: object[];
  /** Calls of the graph store, in their order. */
  readonly calls: string[];
  ask(query: string, variables?: object): Promise<Answered>;
}

export interface Answered {
  readonly status: number;
  readonly data: any;
  readonly errors:
    readonly { message: string; path?: unknown; extensions: { code: string; [name: string]: unknown } }[] | undefined;
  readonly text: string;
}

/** The plant behind a real listening server. */
export async function serve(): Promise<Served> {
  const plant = await createApiPlant();
  const logged: object[] = [];
  const { ledger, outcomes, store } = plant;
  const calls: string[] = [];
  const traces = createTraces(new FlowIndex(), store, evidenceOf(ledger.reader, outcomes));
  const written = await store.position();
  const server = await createServer({
    queries: { ledger: ledger.reader, outcomes, store: counting(store, calls), traces, written: () => written },
    ledger,
    log: { error: (about) => logged.push(about) },
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return { plant, server, url, logged, calls, ask: (query, variables) => post(url, { query, variables }) };
}

function counting(store: GraphStore, calls: string[]): GraphStore {
  return new Proxy(store, {
    get(target, name: keyof GraphStore) {
      calls.push(name);
      return target[name];
    },
  });
}

export async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Answered> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const { data, errors } = JSON.parse(text) as Answered;
  return { status: response.status, data, errors, text };
}
