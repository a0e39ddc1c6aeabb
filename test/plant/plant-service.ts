import { lockFolder } from '../../graph/ledger/sqlite/folder-lock.ts';
import type { Row } from '../../src/cli/answers.ts';
import type { Trace } from '../../src/cli/answers.ts';
import { askTrace } from '../../src/cli/ask-trace.ts';
import { rowsDocument } from '../../src/cli/documents.ts';
import { ask, textOf } from '../../src/cli/door.ts';
import type { Door } from '../../src/cli/door.ts';
import { compose } from '../../src/compose.ts';
import type { Service } from '../../src/compose.ts';
import { loadConfig } from '../../src/config/config.ts';
import { configuredSources } from '../../src/config/configured-sources.ts';

export interface WholeAnswer extends Trace {
  readonly rows: readonly Row[];
}

/** The service on a data folder that holds an example plant, as a user would start it, without a port. */
export class PlantService {
  readonly #service: Service;
  readonly #door: Door;

  private constructor(service: Service) {
    this.#service = service;
    this.#door = { name: 'the plant', fetch: service.fetch, close: () => service.close() };
  }

  /** `env` says what the configuration of the plant does not: where the graph is kept. */
  static async open(data: string, env: Readonly<Record<string, string>> = {}): Promise<PlantService> {
    const config = loadConfig({ cwd: data, env, flags: { data } });
    const sources = configuredSources(config);
    return new PlantService(await compose(config, { lock: lockFolder(data)!, sources }));
  }

  /** All that its sources have, read to the end. */
  async takeIn(): Promise<void> {
    await this.#service.runner.once();
    await this.#service.settled();
  }

  /** All that its sources have, kept in the ledger; whether it has come to the graph is not waited for. */
  keep(): Promise<void> {
    return this.#service.runner.once();
  }

  /** What its ledger holds, read to the end. */
  settled(): Promise<void> {
    return this.#service.settled();
  }

  async ready(): Promise<Ready> {
    const { status: httpStatus, body } = await this.#service.fetch('/readyz', { method: 'GET' });
    const { conditions, ...health } = JSON.parse(await textOf(body)) as Health;
    return { httpStatus, ...health, codes: conditions.map(({ code }) => code) };
  }

  query<Data>(document: string, variables: object = {}): Promise<Data> {
    return ask<Data>(this.#door, document, variables);
  }

  async trace(direction: 'FORWARD' | 'BACKWARD', id: string, asOf: object = {}): Promise<WholeAnswer> {
    const variables = { starts: [{ thing: { id } }], direction, asOf };
    const trace = (await askTrace(this.#door, variables)) as Trace;
    return { ...trace, rows: await this.#rows(trace.id) };
  }

  async #rows(id: string): Promise<readonly Row[]> {
    const rows: Row[] = [];
    for (let after: string | undefined, more = true; more;) {
      const { traceById } = await this.query<{ traceById: { rows: Page } }>(rowsDocument, { id, first: 500, after });
      rows.push(...traceById.rows.rows);
      ({ endCursor: after, hasNextPage: more } = traceById.rows.pageInfo);
    }
    return rows;
  }

  close(): Promise<void> {
    return this.#service.close();
  }
}

interface Stand {
  readonly status: string;
  readonly ledgerPosition?: number;
  readonly appliedPosition?: number;
}

export interface Ready extends Stand {
  readonly httpStatus: number;
  readonly codes: readonly string[];
}

interface Health extends Stand {
  readonly conditions: readonly { readonly code: string }[];
}

interface Page {
  readonly rows: readonly Row[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string };
}
