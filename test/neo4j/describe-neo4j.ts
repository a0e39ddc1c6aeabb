import { afterAll, beforeAll } from '@jest/globals';
import neo4j from 'neo4j-driver';
import type { Driver } from 'neo4j-driver';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { dropNeo4jGraph } from '../../graph/store/neo4j/drop-graph.ts';
import type { Neo4jPlace } from '../../graph/store/neo4j/neo4j-place.ts';
import { describePeer } from '../peers/describe-peer.ts';
import type { Neo4jLine } from '../peers/neo4j-install.ts';
import { hasNeo4j, holdNeo4j } from '../peers/shared-neo4j.ts';
import type { HeldNeo4j } from '../peers/shared-neo4j.ts';

/** A real database for the tests of one file; what other files left in it is gone. */
export interface Neo4jGround {
  readonly place: Neo4jPlace;
  readonly passwordFile: string;
  /** For asking as somebody who knows nothing of us. */
  readonly driver: Driver;
  empty(): Promise<void>;
}

export function describeNeo4j(name: string, body: (ground: () => Neo4jGround) => void, line: Neo4jLine = '5.26'): void {
  describePeer(`${name} (Neo4j ${line})`, hasNeo4j(line), () => {
    let held: HeldNeo4j;
    let ground: Neo4jGround;

    beforeAll(async () => {
      held = await holdNeo4j(line);
      ground = groundOf(held);
      await mustBeForTests(ground, held);
      await ground.empty();
    });

    afterAll(async () => {
      await ground.driver.close();
      rmSync(dirname(ground.passwordFile), { recursive: true });
      await held.release();
    });

    body(() => ground);
  });
}

function groundOf({ uri, user, password, database }: HeldNeo4j): Neo4jGround {
  // Not a variable: those that a test sets are not seen by its threads.
  const passwordFile = join(mkdtempSync(join(tmpdir(), 'whence-neo4j-')), 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  const place: Neo4jPlace = { uri, user, database, password: { file: passwordFile } };
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password), { disableLosslessIntegers: true });
  return { place, passwordFile, driver, empty: () => dropNeo4jGraph(place) };
}

/** Tests empty the database: never one that holds anything but what tests have put there. */
async function mustBeForTests({ driver }: Neo4jGround, { uri, database }: HeldNeo4j): Promise<void> {
  const { records } = await driver.executeQuery(
    'MATCH (n) RETURN count(n) AS nodes, count(CASE WHEN n:WhenceTestGround THEN 1 END) AS marks',
    {},
    { database },
  );
  const { nodes, marks } = records[0]!.toObject() as { readonly nodes: number; readonly marks: number };
  if (nodes > 0 && marks === 0) throw new Error(`${uri} holds data that no test has written: name an empty database.`);
  await driver.executeQuery('MERGE (:WhenceTestGround)', {}, { database });
}
