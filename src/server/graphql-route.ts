import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, preHandlerHookHandler } from 'fastify';
import type { QueryContext } from '../../queries/context.ts';
import { createGraphqlServer } from '../../queries/graphql-server.ts';
import { createSchema } from '../../queries/schema.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { ServerLog } from './server-log.ts';
import { sendProblem } from './request-checks.ts';

export interface GraphqlRouteParts {
  readonly context: () => QueryContext;
  readonly log: ServerLog;
  readonly metrics: Metrics;
  readonly nextId: () => string;
}

/** POST only, JSON only, one document a request. */
export async function addGraphqlRoute(server: FastifyInstance, parts: GraphqlRouteParts): Promise<void> {
  const { context, log, metrics, nextId } = parts;
  const apollo = createGraphqlServer(createSchema(), {
    nextIncident: nextId,
    report: ({ id, code, path, error }) => {
      log.error({ incident: id, code, path, error }, 'a question failed');
    },
    seen: metrics.request,
    now: () => performance.now(),
  });
  await apollo.start();
  server.addHook('onClose', () => apollo.stop());
  server.removeContentTypeParser('text/plain');
  server.post('/graphql', {
    preHandler: refusePersistedQueries,
    handler: fastifyApolloHandler(apollo, { context: () => Promise.resolve(context()) }),
  });
  server.route({
    method: ['GET', 'PUT', 'PATCH', 'DELETE'],
    url: '/graphql',
    handler: (_request, reply) => {
      sendProblem(reply.header('allow', 'POST'), 405, 'BAD_USER_INPUT', 'Questions are posted.');
    },
  });
}

/** No document is registered at run time; the server would otherwise say so with 200. */
const refusePersistedQueries: preHandlerHookHandler = ({ body }, reply, done) => {
  const { extensions } = (body ?? {}) as { readonly extensions?: { readonly persistedQuery?: unknown } };
  if (extensions?.persistedQuery === undefined) done();
  else sendProblem(reply, 400, 'BAD_USER_INPUT', 'Send the document itself; none is registered under a hash.');
};
