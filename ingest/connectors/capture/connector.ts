import type { Connector, ConnectorPort, Guarantee, ProbeReport } from '../../connector.ts';
import { CaptureConfigSchema } from './config.ts';
import type { CaptureConfig } from './config.ts';

/** What senders post. The server brings it (`capture-routes.ts`); there is nothing to fetch. */
export const captureConnector: Connector<CaptureConfig> = {
  kind: 'capture',
  configSchema: CaptureConfigSchema,
  guarantee,
  probe,
  run,
};

function guarantee(): Guarantee {
  return {
    verdict: 'loss-free',
    because: 'A document is accepted with 202 only when it is on disk; without that answer the sender sends again.',
    position: 'key',
    cannotShow: ['what a sender never sent'],
  };
}

function probe(): Promise<ProbeReport> {
  return Promise.resolve({ ok: true, records: [], findings: ['Waits for senders; there is nothing to connect to'] });
}

function run(_config: CaptureConfig, { signal }: ConnectorPort, { once }: { readonly once: boolean }): Promise<void> {
  if (once || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
