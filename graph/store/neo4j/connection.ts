import neo4j from 'neo4j-driver';
import type { Driver, ManagedTransaction, QueryResult, RecordShape, Session } from 'neo4j-driver';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { isStoreAway, WhenceError } from '../../errors.ts';
import { createSecrets } from '../../secret/secrets.ts';
import type { KeptBookmarks } from '../kept-bookmarks.ts';
import { Bookmarks } from './bookmarks.ts';
import { asFailure, isOfBookmarks, waitedTooLong } from './failures.ts';
import { inTime } from './in-time.ts';
import type { TimeLimit } from './in-time.ts';
import type { Neo4jPlace } from './neo4j-place.ts';
import { answering } from './statements/answering.ts';

export interface ConnectionOptions {
  /** A call that takes longer is given up, and its connections with it: a half-open one would never tell. */
  readonly patience?: number;
  /** Those of the writer, which may be another connection or one of an earlier run. */
  readonly bookmarks?: KeptBookmarks;
}

/** Statement and parameters within a transaction; rows as objects by their names. */
export type Run = (statement: string, parameters?: object) => Promise<QueryResult>;

type Row = RecordShape;
/** On a cluster any member is read, and only the leader written; it knows all that was ever committed. */
export type Mode = 'READ' | 'WRITE';

/** `begun` is called once the server has what was waited for, and throws where that came too late. */
type Work<T> = (session: Session, begun: () => void) => Promise<T>;

/**
 * One database, reached through the driver. Nothing is connected before it is needed, so that the server may come later.
 * Bookmarks are kept with every transaction: what was once read or written, by us or by the writer of the same graph, is seen
 * by whatever is read after it, on whichever member of a cluster.
 */
export class Connection {
  readonly uri: string;
  readonly #place: Neo4jPlace;
  readonly #patience: number;
  #bookmarks: Bookmarks;
  #driver: Driver | undefined;
  /** Why the last call found the server away; none once it has answered. */
  #away: WhenceError | undefined;
  #asking: Promise<unknown> | undefined;
  /** The server ends by itself what we have given up: else a pulled cable would leave it with the graph's lock. */
  readonly #limit: { readonly timeout: number };

  constructor(place: Neo4jPlace, { patience = 60_000, bookmarks }: ConnectionOptions = {}) {
    this.uri = place.uri;
    this.#place = place;
    this.#patience = patience;
    this.#limit = { timeout: patience };
    this.#bookmarks = new Bookmarks(bookmarks);
  }

  async rows(statement: string, parameters: object = {}): Promise<readonly Row[]> {
    await this.#answering();
    return this.#within('READ', (session, begun) =>
      session.executeRead(async (tx) => {
        begun();
        return (await tx.run(statement, parameters)).records.map((row) => row.toObject());
      }, this.#limit),
    );
  }

  /** The same without trying again by itself: for what somebody waits for who goes on without it. */
  async glance(mode: Mode, statement: string, parameters: object = {}): Promise<readonly Row[]> {
    await this.#answering();
    return this.#once(mode, statement, parameters, Math.min(this.#patience, shortPatience));
  }

  /**
   * Runs in one transaction, again where it failed in passing: an unknown end of a commit too, so `work` begins by reading
   * whether it was done.
   */
  async write<T>(work: (run: Run) => Promise<T>): Promise<T> {
    return this.#within('WRITE', (session, begun) =>
      session.executeWrite((tx: ManagedTransaction) => {
        begun();
        return work((statement, parameters) => tx.run(statement, parameters));
      }, this.#limit),
    );
  }

  /** By itself, for what may not stand in a transaction: schema, and deleting in batches. However long it takes. */
  async execute(statement: string, parameters: object = {}): Promise<void> {
    await this.#using('WRITE', this.#bookmarks, (session) => session.run(statement, parameters));
  }

  /** Row by row, with no more of them in memory than the driver asks for at once. */
  async *stream(statement: string, parameters: object = {}): AsyncGenerator<Row> {
    const session = this.#session('READ', this.#bookmarks, 5000);
    try {
      for await (const row of session.run(statement, parameters)) yield row.toObject();
    } catch (error) {
      throw asFailure(error, this.uri);
    } finally {
      await session.close();
    }
  }

  async close(): Promise<void> {
    const driver = this.#driver;
    this.#driver = undefined;
    await driver?.close();
  }

  /** An answer is made of many calls: while the server is away one of them asks whether it is back, and all others fail at once. */
  async #answering(): Promise<void> {
    if (this.#away !== undefined) await (this.#asking ??= this.#ask(this.#away));
  }

  #ask(why: WhenceError): Promise<unknown> {
    const answer = this.#once('READ', answering, {}, longPatience).finally(() => (this.#asking = undefined));
    answer.catch(() => undefined);
    return Promise.race([answer, pause(glimpse, undefined, { ref: false }).then(() => Promise.reject(why))]);
  }

  #once(mode: Mode, statement: string, parameters: object, patience: number): Promise<readonly Row[]> {
    return this.#within(
      mode,
      async (session) => (await session.run(statement, parameters, this.#limit)).records.map((row) => row.toObject()),
      patience,
    );
  }

  /**
   * A bookmark of another database, or of a later state than the one that was put back, never comes about: the server would
   * wait for a minute or two and then fail. So after seconds the same is asked without; what is answered then is not waited
   * for again. A server that does not answer then either is away.
   */
  async #within<T>(mode: Mode, work: Work<T>, patience: number = this.#patience): Promise<T> {
    const bookmarks = this.#bookmarks;
    const waitedFor = bookmarks.waitsFor();
    if (waitedFor.length === 0) return this.#limited(mode, bookmarks, work, patience);
    try {
      return await this.#limited(mode, bookmarks, work, patience, {
        ms: Math.min(patience, shortPatience),
        error: () => waitedTooLong(this.uri),
      });
    } catch (error) {
      if (!isOfBookmarks(error)) throw error;
      const anew = bookmarks.without(waitedFor);
      const done = await this.#limited(mode, anew, work, patience);
      this.#bookmarks = anew;
      return done;
    }
  }

  #limited<T>(mode: Mode, bookmarks: Bookmarks, work: Work<T>, patience: number, toBegin?: TimeLimit): Promise<T> {
    const error = (): Error => this.#giveUp();
    return inTime(
      (begun) => this.#using(mode, bookmarks, (session) => work(session, begun)),
      { ms: patience, error },
      toBegin ?? { ms: Math.min(patience, longPatience), error },
    );
  }

  #giveUp(): WhenceError {
    this.#abandon();
    this.#away = new WhenceError('STORE_UNAVAILABLE', { uri: this.uri, says: 'It did not answer in time.' });
    return this.#away;
  }

  async #using<T>(mode: Mode, bookmarks: Bookmarks, work: (session: Session) => Promise<T>): Promise<T> {
    try {
      const session = this.#session(mode, bookmarks);
      try {
        const done = await work(session);
        this.#away = undefined;
        return done;
      } finally {
        await session.close();
      }
    } catch (error) {
      const failure = asFailure(error, this.uri);
      this.#away = isStoreAway(failure) ? failure : undefined;
      // The driver keeps a password that was refused too often; the next call reads it anew.
      if (isStoreAway(failure) && failure.code === 'STORE_REFUSED') this.#abandon();
      throw failure;
    }
  }

  /** The next call begins with connections of its own. */
  #abandon(): void {
    this.close().catch(() => undefined);
  }

  #session(mode: Mode, { manager }: Bookmarks, fetchSize = -1): Session {
    this.#driver ??= openDriver(this.#place);
    return this.#driver.session({
      database: this.#place.database,
      defaultAccessMode: mode === 'READ' ? neo4j.session.READ : neo4j.session.WRITE,
      bookmarkManager: manager,
      fetchSize,
    });
  }
}

const shortPatience = 10_000;

// A server that is slow, and not away, needs seconds to greet a new connection.
const longPatience = 15_000;

// So long an answer waits to see whether a server that was away is back.
const glimpse = 1000;

// The loop around a store that is away is ours: the driver gives up soon and says so.
const retryTime = 5000;

// A file is named by its whole path: the configuration has resolved it.
const secrets = createSecrets('/', process.env);

function openDriver({ uri, user, password, certificateAuthority }: Neo4jPlace): Driver {
  // Read again whenever the server has refused it: a password is changed without a restart.
  const credentials = neo4j.authTokenManagers.basic({
    tokenProvider: async () => neo4j.auth.basic(user, (await secrets.read(password)).reveal()),
  });
  return neo4j.driver(uri, credentials, {
    disableLosslessIntegers: true,
    maxTransactionRetryTime: retryTime,
    connectionTimeout: retryTime,
    connectionAcquisitionTimeout: 2 * retryTime,
    maxConnectionPoolSize: 20,
    telemetryDisabled: true,
    userAgent: 'whence',
    ...(certificateAuthority === undefined
      ? {}
      : {
          encrypted: 'ENCRYPTION_ON' as const,
          trust: 'TRUST_CUSTOM_CA_SIGNED_CERTIFICATES' as const,
          trustedCertificates: [certificateAuthority],
        }),
  });
}
