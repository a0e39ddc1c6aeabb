import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Ledger, RawRecord } from '../../graph/ledger/ledger.ts';
import { openSqliteLedger } from '../../graph/ledger/sqlite/sqlite-ledger.ts';
import { openGraph } from '../../graph/store/open-graph.ts';
import type { StorePlace } from '../../graph/store/open-graph.ts';
import { createLocalFiles } from '../../ingest/connectors/files/local-files.ts';
import { startPipelineThread } from '../../ingest/pipeline-thread.ts';
import type { PipelineThread } from '../../ingest/pipeline-thread.ts';
import { createRunner } from '../../ingest/runner.ts';
import { landSources } from '../../ingest/sources.ts';
import { noSecrets } from '../../ingest/test-intake.ts';
import type { ConfiguredSource } from '../../ingest/sources.ts';

/** The way in as the service has it: connectors here, the ledger's writer and the pipeline each in a thread of its own. */
export class Intake {
  readonly ledger: Ledger;
  pipeline: PipelineThread;
  readonly #folder: string;
  readonly #place: StorePlace;
  readonly #sources: readonly ConfiguredSource[];

  private constructor(
    { folder, place }: { readonly folder: string; readonly place: StorePlace },
    ledger: Ledger,
    pipeline: PipelineThread,
    sources: readonly ConfiguredSource[],
  ) {
    this.#folder = folder;
    this.#place = place;
    this.ledger = ledger;
    this.pipeline = pipeline;
    this.#sources = sources;
    ledger.onCommit(() => this.pipeline.follow());
  }

  static async open(
    folder: string,
    sources: readonly ConfiguredSource[],
    place: StorePlace = { kind: 'sqlite', folder },
  ): Promise<Intake> {
    const ledger = await openSqliteLedger(folder);
    const pipeline = await startPipelineThread({ folder, store: place, epoch: ledger.reader.head().epoch });
    const intake = new Intake({ folder, place }, ledger, pipeline, sources);
    await landSources(ledger, sources);
    await intake.settled();
    return intake;
  }

  /** Resolves when all that is kept can be asked for. */
  async settled(): Promise<void> {
    this.pipeline.follow();
    await this.pipeline.reached(this.ledger.reader.head().seq);
  }

  /** Takes in the files that lie in the inbox. */
  async takeFiles(inbox: string): Promise<void> {
    const clock = {
      now: () => Date.now(),
      pause: (ms: number, signal: AbortSignal) => pause(ms, undefined, { signal }),
    };
    const log = { info: () => undefined, warn: () => undefined };
    const world = { files: createLocalFiles(inbox), secrets: noSecrets, clock, random: Math.random, log };
    const runner = createRunner({ ledger: this.ledger, sources: this.#sources, world });
    await runner.once();
    await runner.stop();
  }

  /** Appends in batches of so many, a few of them on their way at any time. */
  async append(records: readonly RawRecord[], size: number, outstanding = 4): Promise<void> {
    let next = 0;
    const one = async (): Promise<void> => {
      while (next < records.length) await this.ledger.append(records.slice(next, (next += size)));
    };
    await Promise.all(Array.from({ length: outstanding }, one));
  }

  /** Makes everything anew that can be made of the ledger. */
  async rebuild(): Promise<void> {
    await this.pipeline.close();
    for (const file of ['graph.db', 'outcomes.db'])
      for (const end of ['', '-wal', '-shm']) rmSync(join(this.#folder, `${file}${end}`), { force: true });
    const { epoch } = this.ledger.reader.head();
    this.pipeline = await startPipelineThread({ folder: this.#folder, store: this.#place, epoch });
    await this.settled();
  }

  /** Statements in the graph, besides those of the sources themselves. */
  async statements(): Promise<number> {
    const graph = await openGraph(this.#place, { readOnly: true });
    const { statements } = await graph.size();
    await graph.close();
    return statements - this.#sources.length;
  }

  async close(): Promise<void> {
    await this.pipeline.close();
    await this.ledger.close();
  }
}
