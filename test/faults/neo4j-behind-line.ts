import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { openNeo4jGraph } from '../../graph/store/neo4j/neo4j-graph.ts';
import type { Neo4jPlace } from '../../graph/store/neo4j/neo4j-place.ts';
import { openSqliteGraph } from '../../graph/store/sqlite/sqlite-graph.ts';
import type { GraphStore } from '../../graph/store/store.ts';
import { makeExamplePlant } from '../../src/example-plant.ts';
import { startNeo4j, stopNeo4j } from '../peers/neo4j-process.ts';
import { PlantService } from '../plant/plant-service.ts';
import { startFaultProxy } from './fault-proxy.ts';
import type { FaultProxy } from './fault-proxy.ts';

/** What two stores have in common that hold the same graph. */
export interface Shown {
  readonly head: string;
  readonly history: string;
  readonly size: Awaited<ReturnType<GraphStore['size']>>;
}

/** A Neo4j server of its own behind a line that can be disturbed, and a small example plant, taken in by an embedded store. */
export class Neo4jBehindLine {
  readonly home: string;
  /** Data folder of the plant. */
  readonly data: string;
  readonly passwordFile: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'whence-neo4j-faults-'));
  readonly #target = { host: '127.0.0.1', port: 0 };
  readonly #services: PlantService[] = [];
  #within: readonly string[] = [];
  #proxy: FaultProxy | undefined;
  #expected: Shown | undefined;
  #password = '';

  constructor() {
    [this.home, this.data, this.passwordFile] = ['server', 'data', 'password'].map((name) =>
      join(this.#folder, name),
    ) as [string, string, string];
    mkdirSync(join(this.home, 'data'), { recursive: true });
  }

  /** `within`: what the server's command begins with. */
  async open(units: number, within: readonly string[] = []): Promise<void> {
    this.#within = within;
    await Promise.all([this.startServer(), makeExamplePlant(this.data, { units })]);
    this.#expected = await this.embeddedOf(this.data);
    this.#proxy = await startFaultProxy(this.#target);
    writeFileSync(this.passwordFile, this.#password);
  }

  get proxy(): FaultProxy {
    return this.#proxy!;
  }

  /** What the graph of the plant is. */
  get expected(): Shown {
    return this.#expected!;
  }

  get password(): string {
    return this.#password;
  }

  get place(): Neo4jPlace {
    const uri = `bolt://${this.proxy.host}:${this.proxy.port}`;
    return { uri, user: 'neo4j', database: 'neo4j', password: { file: this.passwordFile } };
  }

  /** Started again it comes back at another port: the line goes there. */
  async startServer(): Promise<void> {
    const server = await startNeo4j('5.26', this.home, process.pid, this.#within);
    this.#target.port = Number(new URL(server.uri).port);
    this.#password = server.password;
  }

  killServer(): Promise<void> {
    return stopNeo4j(this.home, 'SIGKILL');
  }

  takeAway(): void {
    this.proxy.inject({ kind: 'refuse' });
    this.proxy.cutAll();
  }

  /** What the database holds. */
  async kept(): Promise<Shown> {
    const store = openNeo4jGraph(this.place, { readOnly: true });
    const found = await shown(store);
    await store.close();
    return found;
  }

  /** What the embedded store makes of the sources and the ledger of this folder. */
  async embeddedOf(own: string): Promise<Shown> {
    const plant = await PlantService.open(own);
    await plant.takeIn();
    await plant.close();
    const store = openSqliteGraph(own, { readOnly: true });
    const found = await shown(store);
    await store.close();
    return found;
  }

  /** The service on a ledger of its own, its graph in the database behind the line. */
  async startService(own: string): Promise<PlantService> {
    const service = await PlantService.open(own, this.settings());
    this.#services.push(service);
    return service;
  }

  settings(): Readonly<Record<string, string>> {
    return {
      WHENCE__STORE__NEO4J__URI: this.place.uri,
      WHENCE__STORE__NEO4J__PASSWORD__FILE: this.passwordFile,
    };
  }

  /** Ledger, outcomes and sources of a data folder, without what is made of them. */
  copyOf(of: string): string {
    const copy = this.freshFolder();
    cpSync(of, copy, { recursive: true, filter: (path) => !/^.(graph|flow)[.]/.test(path.slice(of.length)) });
    return copy;
  }

  freshFolder(): string {
    return mkdtempSync(join(this.#folder, 'copy-'));
  }

  /** A test that fails leaves no line disturbed and no service running to the next. */
  async calm(): Promise<void> {
    this.proxy.heal();
    for (const service of this.#services.splice(0)) await service.close();
  }

  async close(): Promise<void> {
    await this.#proxy?.close();
    await stopNeo4j(this.home, 'SIGKILL');
    rmSync(this.#folder, { recursive: true });
  }
}

async function shown(store: GraphStore): Promise<Shown> {
  return { head: await store.digest('head'), history: await store.digest('history'), size: await store.size() };
}
