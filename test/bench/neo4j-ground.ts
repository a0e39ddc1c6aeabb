import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import neo4j from 'neo4j-driver';
import type { Driver, RecordShape } from 'neo4j-driver';
import { dropNeo4jGraph } from '../../graph/store/neo4j/drop-graph.ts';
import type { Neo4jPlace } from '../../graph/store/neo4j/neo4j-place.ts';
import { canInstall } from '../peers/neo4j-install.ts';
import { startNeo4j, stopNeo4j } from '../peers/neo4j-process.ts';
import type { Figure } from './figure.ts';
import type { Setting } from './setting.ts';

const line = '5.26';

export const hasNeo4j = (): boolean => canInstall(line);

/** A server of one's own, and a driver as anybody has one. */
export class Neo4jGround {
  readonly place: Neo4jPlace;
  readonly #home: string;
  readonly #driver: Driver;

  private constructor(home: string, place: Neo4jPlace, driver: Driver) {
    this.#home = home;
    this.place = place;
    this.#driver = driver;
  }

  /** With its second compiler and room for the graph, where figures are to mean something. */
  static async open(home: string, { isSmoke }: { readonly isSmoke: boolean }): Promise<Neo4jGround> {
    if (!isSmoke) {
      process.env['WHENCE_NEO4J_WARM'] ??= 'yes';
      process.env['WHENCE_NEO4J_HEAP'] ??= '3g';
      process.env['WHENCE_NEO4J_PAGE_CACHE'] ??= '4g';
    }
    const { uri, user, password } = await startNeo4j(line, home, process.pid);
    const file = join(home, 'password');
    writeFileSync(file, password, { mode: 0o600 });
    const driver = neo4j.driver(uri, neo4j.auth.basic(user, password), { disableLosslessIntegers: true });
    return new Neo4jGround(home, { uri, user, database: 'neo4j', password: { file } }, driver);
  }

  async ask(cypher: string, parameters: object = {}): Promise<readonly RecordShape[]> {
    const { records } = await this.#driver.executeQuery(cypher, parameters, { database: this.place.database });
    return records.map((record) => record.toObject());
  }

  empty(): Promise<void> {
    return dropNeo4jGraph(this.place);
  }

  async close(): Promise<void> {
    await this.#driver.close();
    await stopNeo4j(this.#home);
  }
}

/** Figures of a server that is there only for them; none, and a word of it, where the machine has no server to start. */
export async function* onNeo4j(
  setting: Setting,
  name: string,
  measured: (ground: Neo4jGround) => AsyncGenerator<Figure>,
): AsyncGenerator<Figure> {
  if (!hasNeo4j()) {
    setting.note(`${name}: no Java or Maven for a Neo4j of its own: left out`);
    return;
  }
  const ground = await Neo4jGround.open(setting.folder(name), setting);
  try {
    yield* measured(ground);
  } finally {
    await ground.close();
  }
}
