import type { FastifyError, FastifyInstance } from 'fastify';
import { WhenceError, errors, storeAwayCodes } from '../../graph/errors.ts';
import type { ErrorCode } from '../../graph/errors.ts';
import { sendProblem } from './request-checks.ts';
import type { ServerLog } from './server-log.ts';

/** Every refusal and failure outside GraphQL, in one shape: a code, what it means, what to do; never a stack. */
export function answerErrors(
  server: FastifyInstance,
  { log, nextId }: { readonly log: ServerLog; readonly nextId: () => string },
): void {
  server.setNotFoundHandler((_request, reply) => {
    sendProblem(reply, 404, 'BAD_USER_INPUT', 'There is nothing at this address.');
  });
  server.setErrorHandler((error: FastifyError | WhenceError, request, reply) => {
    const status = statusOf(error);
    if (status < 500) {
      sendProblem(reply, status, 'BAD_USER_INPUT', messages[status] ?? 'The request cannot be read.');
      return;
    }
    const incident = nextId();
    log.error({ incident, error, route: request.routeOptions.url }, 'a request failed');
    const code: ErrorCode = error instanceof WhenceError && waiting.has(error.code) ? error.code : 'INTERNAL';
    if (status === 503) reply.header('retry-after', '5');
    sendProblem(reply, status, code, `${errors[code].meaning} Incident ${incident}.`);
  });
}

const messages: Readonly<Record<number, string>> = {
  400: 'The body of the request is no JSON.',
  413: 'The body of the request is larger than 256 KiB.',
  415: 'The body of the request must be application/json.',
};

/** Nothing is lost and nothing done: asking again later can succeed. */
const waiting: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'LEDGER_FULL',
  'LEDGER_IO',
  'NOT_READY',
  ...storeAwayCodes,
]);

function statusOf(error: FastifyError | WhenceError): number {
  if (error instanceof WhenceError) return waiting.has(error.code) ? 503 : 500;
  return error.statusCode !== undefined && error.statusCode >= 400 ? error.statusCode : 500;
}
