import type { FastifyInstance, FastifyReply } from 'fastify';
import type { FirstQuestion } from './landing-page.ts';
import type { Page } from './graphiql-page.ts';
import { landingPage } from './landing-page.ts';
import { readHealth } from './health.ts';
import type { HealthParts } from './health.ts';

const anyQuestion: FirstQuestion = {
  words: 'What do you know of?',
  document: `{
  sources { id records quarantined backlog lastReceivedAt }
}`,
};

export function addPages(server: FastifyInstance, parts: HealthParts & { readonly question?: FirstQuestion }): void {
  const { question = anyQuestion } = parts;
  // Nine megabytes that most runs of the service never need.
  let graphiql: Promise<Page> | undefined;
  const load = async (): Promise<Page> => (await import('./graphiql-page.ts')).graphiqlPage(question.document);
  server.get('/', async (_request, reply) => sendPage(reply, landingPage(question, await readHealth(parts))));
  server.get('/graphiql', async (_request, reply) => sendPage(reply, await (graphiql ??= load())));
}

function sendPage(reply: FastifyReply, { html, policy }: Page): FastifyReply {
  reply.headers({ 'cache-control': 'no-cache', 'content-security-policy': policy });
  return reply.type('text/html; charset=utf-8').send(html);
}
