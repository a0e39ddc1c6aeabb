import { errors } from '../../graph/errors.ts';
import type { ErrorCode } from '../../graph/errors.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isOurHost, isOurOrigin } from '../access/loopback.ts';

/** Pages a person may come to by a link from elsewhere; they do nothing by being opened. */
const pages: ReadonlySet<string> = new Set(['/', '/graphiql']);

/** Refuses requests that a page of somebody else makes through a browser on this machine (S18). */
export function addRequestChecks(server: FastifyInstance, refused: (code: ErrorCode) => void): void {
  server.addHook('onRequest', (request, reply, done) => {
    const code = whatIsForeign(request);
    if (code === undefined) {
      done();
      return;
    }
    refused(code);
    sendProblem(reply, 403, code);
  });
}

function whatIsForeign({ socket, headers, url }: FastifyRequest): ErrorCode | undefined {
  // Without a socket the request was made within this process.
  const port = socket.localPort;
  if (port === undefined) return undefined;
  if (!isOurHost(headers.host, port)) return 'FOREIGN_HOST';
  if (!isOurOrigin(headers.origin, port)) return 'FOREIGN_ORIGIN';
  const site = headers['sec-fetch-site'];
  const isOurs = site === undefined || site === 'same-origin' || site === 'none';
  return isOurs || pages.has(url.split('?')[0] ?? '') ? undefined : 'FOREIGN_ORIGIN';
}

/** What cannot be answered, in the shape of a GraphQL error, so that a client reads one shape only. */
export function sendProblem(
  reply: FastifyReply,
  status: number,
  code: ErrorCode,
  says: string = errors[code].meaning,
): FastifyReply {
  const body = { errors: [{ message: says, extensions: { code, remedy: errors[code].remedy } }] };
  return reply.code(status).type('application/json; charset=utf-8').send(body);
}
