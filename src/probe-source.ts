import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import type { ProbePort, ProbeReport } from '../ingest/connector.ts';
import { createLocalFiles } from '../ingest/connectors/files/local-files.ts';
import type { ConfiguredSource } from '../ingest/sources.ts';
import { createSecrets } from '../graph/secret/secrets.ts';

const longestProbe = 10_000;

/** Connects to a source and looks at its first records. Lands nothing: the port that it gets has no way to. */
export async function probeSource(folder: string, { connector, config }: ConfiguredSource): Promise<ProbeReport> {
  const end = new AbortController();
  const signal = AbortSignal.any([end.signal, AbortSignal.timeout(longestProbe)]);
  const port: ProbePort = {
    alive: () => undefined,
    files: createLocalFiles(folder),
    secrets: createSecrets(folder, process.env),
    clock: { now: Date.now, pause: (ms) => pause(ms, undefined, { signal }).catch(() => undefined) },
    log: { info: () => undefined, warn: () => undefined },
    signal,
  };
  try {
    return await connector.probe(config, port);
  } finally {
    end.abort();
  }
}
