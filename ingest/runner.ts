import { WhenceError } from '../graph/errors.ts';
import type { Ledger, RawRecord } from '../graph/ledger/ledger.ts';
import type { ConnectorPort, ConnectorRecord, GapNotice, Sign } from './connector.ts';
import { controlRecord } from './control-records.ts';
import type { FilePort } from './files/file-port.ts';
import { createInFlight } from './in-flight.ts';
import type { SecretPort } from '../graph/secret/secret.ts';
import type { ConfiguredSource } from './sources.ts';

/** The world as connectors may touch it. */
export interface RunnerWorld {
  readonly files: FilePort;
  readonly secrets: SecretPort;
  readonly clock: { now(): number; pause(ms: number, signal: AbortSignal): Promise<void> };
  /** Between 0 and 1, for the jitter of restarts. */
  readonly random: () => number;
  readonly log: ConnectorPort['log'];
}

export interface RunnerOptions {
  readonly ledger: Ledger;
  readonly sources: readonly ConfiguredSource[];
  readonly world: RunnerWorld;
}

export type RunState = 'running' | 'waiting to start again' | 'done' | 'stopped';

/**
 * `live`: records come. `quiet`: the other side answers and has nothing, which is normal. `stalled`: it fell silent, its
 * connection was torn down. `down`: it cannot be reached, or refuses us. `idle`: nothing is to be connected, or not yet.
 */
export type SourceHealth = 'live' | 'quiet' | 'stalled' | 'down' | 'idle';

/** How a source is doing, for people and for readiness. */
export interface SourceStatus {
  readonly source: string;
  readonly state: RunState;
  readonly health: SourceHealth;
  readonly restarts: number;
  /** Records given by the connector since it was started here; of these, how many the ledger kept and how many it knew. */
  readonly delivered: number;
  readonly stored: number;
  readonly redelivered: number;
  /** Milliseconds since 1970 of the last sign, by kind. */
  readonly signs: Readonly<Partial<Record<Sign, number>>>;
  readonly lastError?: string;
}

/** Runs the connectors of all sources against one ledger. */
export interface Runner {
  /** Starts every source; each is started again with back-off when it throws. */
  start(): void;
  /** Runs every source until nothing is left to take in. */
  once(): Promise<void>;
  /** Resolves when all connectors have returned. */
  stop(): Promise<void>;
  status(): readonly SourceStatus[];
  /** A port that lands for one source, for what comes in by the server (capture). */
  portOf(source: string): ConnectorPort;
}

export function createRunner({ ledger, sources, world }: RunnerOptions): Runner {
  const runs = new Map(sources.map((source) => [source.name, new SourceRun(ledger, source, world)]));
  const all = [...runs.values()];
  return {
    start: () => all.forEach((run) => run.start()),
    once: async () => {
      // One that fails must not leave the others half way.
      const runs = await Promise.allSettled(all.map((run) => run.once()));
      const failed = runs.find((run) => run.status === 'rejected');
      if (failed) throw failed.reason;
    },
    stop: async () => {
      await Promise.all(all.map((run) => run.stop()));
    },
    status: () => all.map((run) => run.status()),
    portOf(source) {
      const run = runs.get(source);
      if (!run) throw new WhenceError('SOURCE_CONFIG', { says: 'There is no such source', source });
      return run.port;
    },
  };
}

const longestStop = 5000;
const firstPause = 1000;
const longestPause = 60_000;
/** A connector that has run this long has recovered: its next failure starts from the first pause again. */
const settled = 300_000;
const quietAfter = 60_000;

const isStall = (error: unknown): boolean => error instanceof WhenceError && error.code === 'CONNECTOR_STALLED';

class SourceRun {
  readonly port: ConnectorPort;
  readonly #ledger: Ledger;
  readonly #source: ConfiguredSource;
  readonly #world: RunnerWorld;
  readonly #abort = new AbortController();
  readonly #inFlight = createInFlight();
  readonly #signs: Partial<Record<Sign, number>> = {};
  #counts = { delivered: 0, stored: 0, redelivered: 0 };
  #state: RunState = 'stopped';
  #restarts = 0;
  #lastError: string | undefined;
  /** Of the run that is on, or was last. */
  #began = 0;
  #failed: 'stalled' | 'down' | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(ledger: Ledger, source: ConfiguredSource, world: RunnerWorld) {
    this.#ledger = ledger;
    this.#source = source;
    this.#world = world;
    this.port = this.#createPort(this.#abort.signal);
  }

  start(): void {
    this.#running = this.#keepRunning();
  }

  async once(): Promise<void> {
    this.#state = 'running';
    await this.#source.connector.run(this.#source.config, this.port, { once: true });
    this.#state = 'done';
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    // One that does not heed it must not keep the others from ending.
    const patience = new AbortController();
    await Promise.race([this.#running, this.#world.clock.pause(longestStop, patience.signal)]);
    patience.abort();
    this.#state = 'stopped';
  }

  status(): SourceStatus {
    const { name: source } = this.#source;
    const error = this.#lastError === undefined ? {} : { lastError: this.#lastError };
    return {
      source,
      state: this.#state,
      health: this.#health(),
      restarts: this.#restarts,
      ...this.#counts,
      signs: { ...this.#signs },
      ...error,
    };
  }

  #health(): SourceHealth {
    const { protocol = -1, data = -1 } = this.#signs;
    // An attempt to come back is no success before the other side has answered.
    const isHeard = Math.max(protocol, data) >= this.#began && this.#state === 'running';
    if (this.#failed !== undefined && !isHeard && this.#state !== 'stopped') return this.#failed;
    if (this.#state !== 'running' || protocol < this.#began) return data >= this.#began && data >= 0 ? 'live' : 'idle';
    return data >= 0 && this.#world.clock.now() - data < quietAfter ? 'live' : 'quiet';
  }

  async #keepRunning(): Promise<void> {
    const { signal } = this.#abort;
    let pause = firstPause;
    while (!signal.aborted) {
      const began = this.#world.clock.now();
      if (await this.#runOnce()) return;
      if (this.#world.clock.now() - began > settled) pause = firstPause;
      await this.#world.clock.pause(pause * (0.5 + this.#world.random() / 2), signal);
      pause = Math.min(pause * 2, longestPause);
    }
  }

  /** True when there is nothing more to run. */
  async #runOnce(): Promise<boolean> {
    const { connector, config, name } = this.#source;
    this.#state = 'running';
    this.#began = this.#world.clock.now();
    const run = new AbortController();
    const signal = AbortSignal.any([run.signal, this.#abort.signal]);
    try {
      const port = this.#createPort(signal);
      await Promise.race([
        connector.run(config, port, { once: false }),
        this.#watch(connector.keepAlive?.(config), signal),
      ]);
      this.#state = 'done';
      return true;
    } catch (error) {
      if (this.#abort.signal.aborted) return true;
      this.#restarts++;
      this.#failed = isStall(error) ? 'stalled' : 'down';
      this.#state = 'waiting to start again';
      this.#lastError = error instanceof Error ? error.message : String(error);
      this.#world.log.warn(`Source ${name} failed and starts again`, { reason: this.#lastError });
      return false;
    } finally {
      run.abort();
    }
  }

  /** Rejects when nothing was heard for three keep-alives; never resolves. No client's own reconnection is trusted. */
  async #watch(keepAlive: number | undefined, signal: AbortSignal): Promise<never> {
    const never = new Promise<never>(() => undefined);
    if (keepAlive === undefined) return never;
    let heard = this.#world.clock.now();
    while (!signal.aborted) {
      await this.#world.clock.pause(keepAlive, signal);
      heard = Math.max(heard, ...Object.values(this.#signs));
      if (this.#world.clock.now() - heard >= 3 * keepAlive)
        throw new WhenceError('CONNECTOR_STALLED', { source: this.#source.name });
    }
    return never;
  }

  #createPort(signal: AbortSignal): ConnectorPort {
    const { name: source } = this.#source;
    const { files, secrets, clock, log } = this.#world;
    const ledger = this.#ledger;
    return {
      cursor: (partition) => ledger.reader.cursor(source, partition),
      emit: (batch, advance = []) =>
        this.#emit(
          batch,
          advance.map((cursor) => ({ ...cursor, source })),
        ),
      keepBlob: (bytes) => ledger.putBlob(bytes),
      blob: (sha256) => ledger.reader.blob(sha256),
      gap: (notice) => this.#gap(notice),
      alive: (sign) => {
        this.#signs[sign] = clock.now();
      },
      files,
      secrets,
      clock: { now: () => clock.now(), pause: (ms) => clock.pause(ms, signal) },
      log,
      signal,
    };
  }

  async #emit(
    batch: readonly ConnectorRecord[],
    advance: Parameters<Ledger['append']>[1],
  ): ReturnType<ConnectorPort['emit']> {
    const { name: source } = this.#source;
    const records: readonly RawRecord[] = batch.map((record) => ({ ...record, source, stream: 'fact' }));
    const release = await this.#inFlight.take(sizeOf(batch));
    try {
      const receipts = await this.#ledger.append(records, advance);
      // What does not add up is not acknowledged, so its source still has it.
      if (receipts.length !== batch.length)
        throw new WhenceError('BALANCE', { source, delivered: batch.length, landed: receipts.length });
      const redelivered = receipts.filter(({ kind }) => kind === 'repeat').length;
      const { delivered, stored, redelivered: before } = this.#counts;
      this.#counts = {
        delivered: delivered + batch.length,
        stored: stored + receipts.length - redelivered,
        redelivered: before + redelivered,
      };
      return receipts;
    } finally {
      release();
    }
  }

  async #gap(notice: GapNotice): Promise<void> {
    const record = controlRecord('gap', this.#source.name, notice, this.#ledger.reader.head().seq);
    await this.#ledger.append([record]);
  }
}

const sizeOf = (batch: readonly ConnectorRecord[]): number =>
  batch.reduce((size, { body }) => size + (body instanceof Uint8Array ? body.length : 256), 0);
