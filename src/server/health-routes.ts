import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../telemetry/metrics.ts';
import { readHealth } from './health.ts';
import type { HealthParts } from './health.ts';

export function addHealthRoutes(server: FastifyInstance, parts: HealthParts, metrics: Metrics): void {
  server.get('/livez', () => ({ status: 'alive' }));
  server.get('/readyz', async (_request, reply) => {
    const health = await readHealth(parts);
    const isReady = health.status !== 'not ready';
    if (!isReady) reply.header('retry-after', '5');
    return reply
      .code(isReady ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(health);
  });
  server.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));
}
