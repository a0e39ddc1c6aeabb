import type { BlobRange, CursorChange, RawRecord, Receipt } from '../graph/ledger/ledger.ts';
import type { FilePort } from './files/file-port.ts';
import type { SecretPort } from '../graph/secret/secret.ts';

export interface Guarantee {
  readonly verdict: 'loss-free' | 'loss-free-within' | 'sampled' | 'lossy';
  /** Where the promise ends, e.g. "agent buffer of 131,072". */
  readonly limit?: string;
  readonly because: string;
  readonly position: 'ordered' | 'key';
  /** What this source cannot show, in words; listed in every answer that rests on it. */
  readonly cannotShow: readonly string[];
}

/** A record as a connector yields it; the runner adds the source's name. */
export type ConnectorRecord = Omit<RawRecord, 'source' | 'stream'>;
export type ConnectorCursor = Omit<CursorChange, 'source'>;

export interface GapNotice {
  readonly partition: string;
  readonly from?: string;
  readonly to?: string;
  readonly cause: string;
  readonly missing?: string;
  readonly recoverable: boolean;
}

export type Sign = 'transport' | 'protocol' | 'data';

/** What a connector may touch of the world while it only looks: there is no way to land anything. */
export interface ProbePort {
  /** A sign of life: the connection stands, the other side answers, records come. */
  alive(sign: Sign): void;
  readonly files: FilePort;
  readonly secrets: SecretPort;
  /** Milliseconds since 1970 and a pause that ends early on abort. */
  readonly clock: { now(): number; pause(ms: number): Promise<void> };
  readonly log: { info(message: string, about?: object): void; warn(message: string, about?: object): void };
  readonly signal: AbortSignal;
}

export interface ConnectorPort extends ProbePort {
  cursor(partition: string): string | undefined;
  /** Resolves after the durable commit; only then acknowledge the source. Awaiting it is the back-pressure. */
  emit(batch: readonly ConnectorRecord[], advance?: readonly ConnectorCursor[]): Promise<readonly Receipt[]>;
  /** Keeps a body once for many records (a file and its rows); returns what ranges refer to. */
  keepBlob(bytes: Uint8Array): Promise<BlobRange['blob']>;
  /** What was kept so before, for comparing with what comes now. */
  blob(sha256: BlobRange['blob']): Uint8Array | undefined;
  gap(notice: GapNotice): Promise<void>;
}

export interface ProbeReport {
  readonly ok: boolean;
  readonly records: readonly { readonly position: string; readonly preview: string }[];
  readonly findings: readonly string[];
}

/**
 * The way to one source system. A connector does not interpret: it frames, lands and acknowledges; one record is one
 * message, row, event or publish. What cannot be framed lands whole and is quarantined.
 */
export interface Connector<Config> {
  readonly kind: string;
  /** JSON Schema of its configuration, with prose and defaults. */
  readonly configSchema: object;
  /** What this configuration can promise, and why. Shown to users and in completeness. */
  guarantee(config: Config): Guarantee;
  /** Milliseconds within which a run gives a sign of life; after three of them without one it is ended and begun anew. */
  keepAlive?(config: Config): number;
  /** Dry run: connect, read at most 20 records; acknowledge nothing. Throwing means that it could not be reached. */
  probe(config: Config, port: ProbePort): Promise<ProbeReport>;
  /** Runs until the signal aborts, or with `once` until nothing is left. Throwing means restart with back-off. */
  run(config: Config, port: ConnectorPort, how: { readonly once: boolean }): Promise<void>;
}
