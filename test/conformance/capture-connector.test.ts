import fastify from 'fastify';
import type { FilePort } from '../../ingest/files/file-port.ts';
import { captureRoutes } from '../../ingest/connectors/capture/capture-routes.ts';
import { captureConnector } from '../../ingest/connectors/capture/connector.ts';
import { connectorConformance } from './connector.ts';

const config = { decode: { format: 'json' } };

// The sender posts each document until it is told 202.
connectorConformance('capture', () => {
  const open: string[] = [];
  const acknowledged: string[] = [];
  return Promise.resolve({
    connector: captureConnector,
    config,
    files: {} as FilePort,
    feed(texts) {
      open.push(...texts);
      return Promise.resolve();
    },
    async bring(port) {
      const server = fastify();
      await server.register(
        captureRoutes({ sources: [{ name: 'source', config, port }], outcome: () => undefined, now: () => 0 }),
      );
      for (const text of [...open]) {
        const reply = await server.inject({ method: 'POST', url: '/capture/source', payload: text });
        if (reply.statusCode !== 202) continue;
        acknowledged.push(text);
        open.splice(open.indexOf(text), 1);
      }
      await server.close();
    },
    acknowledged: () => Promise.resolve(acknowledged.toSorted()),
    remove: () => Promise.resolve(),
  });
});
