import fastify from 'fastify';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { Ledger, LedgerPosition } from '../../graph/ledger/ledger.ts';
import { createContext } from '../../queries/context.ts';
import type { QueryContext, QueryParts } from '../../queries/context.ts';
import { createActs } from '../access/acts.ts';
import { createAudit } from '../access/audit.ts';
import { authorize } from '../access/authorize.ts';
import { mustBeLoopback } from '../access/loopback.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { answerErrors } from './error-answers.ts';
import { addExportRoutes } from './export-routes.ts';
import { gauged } from './gauged.ts';
import { addGraphqlRoute } from './graphql-route.ts';
import { addHealthRoutes } from './health-routes.ts';
import type { Condition } from './health.ts';
import { addPlanRoutes } from './plan-routes.ts';
import type { PlanActs } from './plan-routes.ts';
import { addPages } from './pages.ts';
import type { FirstQuestion } from './landing-page.ts';
import { addRequestChecks } from './request-checks.ts';
import { addSecurityHeaders } from './security-headers.ts';
import type { ServerLog } from './server-log.ts';

/** What the server is put together from. */
export interface ServerParts {
  readonly queries: QueryParts;
  /** Where acts are entered before they are done. */
  readonly ledger: Pick<Ledger, 'append' | 'reader'>;
  readonly log: ServerLog;
  /** Resolves when everything up to a position can be asked for; acts wait for it. */
  readonly reached?: (position: LedgerPosition) => Promise<void>;
  /** Folder whose volume `/readyz` watches. */
  readonly dataFolder?: string;
  /** States that only the composition knows: a source that is down, a ledger that takes nothing. */
  readonly conditions?: () => readonly Condition[];
  /** Routes that take records in, with limits and content types of their own. */
  readonly capture?: FastifyPluginAsync;
  /** What a person does with versions of plans. */
  readonly plans?: PlanActs;
  /** What the pages suggest to ask. */
  readonly question?: FirstQuestion;
}

export interface Server {
  /** Listens on loopback; port 0 takes a free one. Rejects with `BIND_REFUSED` for every other host. The address to open. */
  listen(where: { readonly host: string; readonly port: number }): Promise<string>;
  /** Within this process, without listening; for commands that compose the service themselves. */
  readonly inject: FastifyInstance['inject'];
  close(): Promise<void>;
}

/** All doors of the service: GraphQL, its page, exports, health, metrics and capture. Everything asked goes through a view. */
export async function createServer(parts: ServerParts): Promise<Server> {
  const { queries, log } = parts;
  const server = fastify({ bodyLimit: 256 * 1024, forceCloseConnections: true, requestTimeout: 60_000 });
  const metrics = createMetrics(() => gauged(queries));
  const audit = createAudit({ ledger: parts.ledger, now: Date.now, nextId: randomUUID });
  const principal = authorize();
  const reached = parts.reached ?? (() => Promise.resolve());
  const acts = createActs({ ledger: parts.ledger.reader, audit, principal, reached });
  const context = (): QueryContext => createContext(principal.view, queries, acts);
  addSecurityHeaders(server);
  addRequestChecks(server, metrics.refused);
  answerErrors(server, { log, nextId: randomUUID });
  await addGraphqlRoute(server, { context, log, metrics, nextId: randomUUID });
  addExportRoutes(server, { context, principal, audit, log, metrics });
  addHealthRoutes(server, parts, metrics);
  addPages(server, parts);
  if (parts.plans) addPlanRoutes(server, parts.plans);
  if (parts.capture) await server.register(parts.capture);
  return {
    async listen({ host, port }) {
      mustBeLoopback(host);
      return server.listen({ host, port });
    },
    inject: server.inject.bind(server),
    close: () => server.close(),
  };
}
