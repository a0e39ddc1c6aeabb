import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createMemoryLedger } from '../../graph/ledger/memory/memory-ledger.ts';
import type { Ledger } from '../../graph/ledger/ledger.ts';
import type { Connector, ConnectorPort } from '../../ingest/connector.ts';
import { createRunner } from '../../ingest/runner.ts';
import type { Runner } from '../../ingest/runner.ts';
import type { ConfiguredSource } from '../../ingest/sources.ts';
import { noSecrets } from '../../ingest/test-intake.ts';

/** A source system, with a connector that leads to it. */
export interface ConnectorPlace {
  readonly connector: Connector<object>;
  readonly config: object;
  readonly files: ConnectorPort['files'];
  readonly secrets?: ConnectorPort['secrets'];
  /** The source has these records to give; the same text again is the same record again. */
  feed(texts: readonly string[]): Promise<void>;
  /** Whatever brings them: one run of the connector, or the sender posting what is not acknowledged yet. */
  bring(port: ConnectorPort): Promise<void>;
  /** Texts that the source believes we have. */
  acknowledged(): Promise<readonly string[]>;
  remove(): Promise<void>;
}

const texts = Array.from({ length: 7 }, (_, n) => `{"n":"${n}","text":"${'x'.repeat(n * 100)}"}`);
const byteBudget = 16 * 1024 * 1024;

/** What every connector promises (I1, I2, I3, I6). `create` makes a fresh source. */
export function connectorConformance(name: string, create: () => Promise<ConnectorPlace>): void {
  describe(`${name} keeps the contract of a connector`, () => {
    let place: ConnectorPlace;
    let ledger: Ledger;
    let runner: Runner;

    beforeEach(async () => {
      place = await create();
      ledger = createMemoryLedger({ now: () => 0 });
      runner = runnerOf(ledger, place);
    });
    afterEach(() => place.remove());

    const kept = (): readonly string[] =>
      ledger.reader
        .read(0, 10_000)
        .flatMap(({ stream, body }) => (stream === 'fact' ? Buffer.from(body).toString().trim() : []))
        .toSorted();
    const redelivered = (): number => ledger.reader.counts().reduce((sum, count) => sum + count.redelivered, 0);
    const port = (): ConnectorPort => runner.portOf('source');

    test('I1: everything is kept, and acknowledged after that', async () => {
      await place.feed(texts);
      await place.bring(port());
      expect(kept()).toEqual(texts.toSorted());
      expect(await place.acknowledged()).toEqual(texts.toSorted());
    });

    test('I1, I2: killed at each of its commits, before or after it, nothing acknowledged is lost and nothing is left behind', async () => {
      for (let at = 1; at <= 4; at++)
        for (const moment of ['before', 'after'] as const) {
          const [mine, own] = [await create(), createMemoryLedger({ now: () => 0 })];
          const mineKept = () => own.reader.read(0, 10_000).map(({ body }) => Buffer.from(body).toString().trim());
          await mine.feed(texts);
          await mine.bring(dying(runnerOf(own, mine).portOf('source'), at, moment)).catch(() => undefined);
          for (const text of await mine.acknowledged()) expect(mineKept()).toContain(text);
          await mine.bring(runnerOf(own, mine).portOf('source'));
          expect(mineKept().toSorted()).toEqual(texts.toSorted());
          expect(await mine.acknowledged()).toEqual(texts.toSorted());
          await mine.remove();
        }
    });

    test('I3: given again in any order, nothing is kept twice, and every repeat is counted', async () => {
      await place.feed(texts);
      await place.bring(port());
      const head = ledger.reader.head().seq;
      await place.feed([texts[4]!, texts[1]!, texts[4]!]);
      await place.bring(port());
      expect(kept()).toEqual(texts.toSorted());
      expect(ledger.reader.head().seq).toBe(head);
      expect(redelivered()).toBeGreaterThan(0);
    });

    test('I19: delivered is stored and redelivered', async () => {
      await place.feed([...texts, texts[0]!]);
      await place.bring(port());
      const [status] = runner.status();
      expect(status!.delivered).toBe(status!.stored + status!.redelivered);
      expect(status!.stored).toBe(texts.length);
    });

    test('I6: a probe lands and acknowledges nothing', async () => {
      await place.feed(texts);
      const report = await place.connector.probe(place.config, port());
      expect(report.ok).toBe(true);
      expect(ledger.reader.head().seq).toBe(0);
      expect(await place.acknowledged()).toEqual([]);
    });

    test('I6: it stops within five seconds of being told to', async () => {
      const began = performance.now();
      const own = runnerOf(ledger, place);
      own.start();
      await new Promise((resolve) => setTimeout(resolve, 50));
      await own.stop();
      expect(performance.now() - began).toBeLessThan(5000);
    });

    test('I6: it keeps its byte budget in flight', async () => {
      await place.feed(Array.from({ length: 40 }, (_, n) => `{"n":"${n}","text":"${'y'.repeat(30_000)}"}`));
      let [inFlight, most] = [0, 0];
      const real = port();
      const sizeOf = (batch: Parameters<ConnectorPort['emit']>[0]): number =>
        batch.reduce((sum, { body }) => sum + (body instanceof Uint8Array ? body.length : 0), 0);
      await place.bring({
        ...real,
        emit: async (batch, advance) => {
          inFlight += sizeOf(batch);
          most = Math.max(most, inFlight);
          const receipts = await real.emit(batch, advance);
          inFlight -= sizeOf(batch);
          return receipts;
        },
      });
      expect(most).toBeLessThanOrEqual(byteBudget);
      expect(inFlight).toBe(0);
    });

    test('it says what it promises, and why', () => {
      const { verdict, because, position, cannotShow } = place.connector.guarantee(place.config);
      expect(['loss-free', 'loss-free-within', 'sampled', 'lossy']).toContain(verdict);
      expect(because.length).toBeGreaterThan(10);
      expect(['ordered', 'key']).toContain(position);
      expect(Array.isArray(cannotShow)).toBe(true);
    });
  });
}

function runnerOf(ledger: Ledger, { connector, config, files, secrets = noSecrets }: ConnectorPlace): Runner {
  const source = { name: 'source', connector, config } as unknown as ConfiguredSource;
  const pause = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.min(ms, 10));
      signal.addEventListener(
        'abort',
        () => {
          clearTimeout(timer);
          resolve();
        },
        { once: true },
      );
    });
  const log = { info: () => undefined, warn: () => undefined };
  return createRunner({
    ledger,
    sources: [source],
    world: { files, secrets, clock: { now: Date.now, pause }, random: Math.random, log },
  });
}

/** A port whose process dies at a commit: before it, or after it and before anybody heard of it. */
function dying(port: ConnectorPort, at: number, moment: 'before' | 'after'): ConnectorPort {
  let calls = 0;
  let isDead = false;
  const die = (): never => {
    isDead = true;
    throw new Error('killed');
  };
  return {
    ...port,
    emit: async (batch, advance) => {
      if (isDead) return die();
      const isLast = ++calls === at;
      if (isLast && moment === 'before') return die();
      const receipts = await port.emit(batch, advance);
      return isLast ? die() : receipts;
    },
  };
}
