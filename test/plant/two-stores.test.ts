import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refOfKey } from '../../graph/model/object-ref.ts';
import { openGraph } from '../../graph/store/open-graph.ts';
import type { StorePlace } from '../../graph/store/open-graph.ts';
import {
  quarantineDocument,
  resolveDocument,
  searchDocument,
  sourcesDocument,
  whyDocument,
} from '../../src/cli/documents.ts';
import { examplePlantOf, makeExamplePlant } from '../../src/example-plant.ts';
import { rebuildProjections } from '../../src/rebuild.ts';
import { exampleQuestions } from '../../tools/neo4j-questions.ts';
import { describeNeo4j } from '../neo4j/describe-neo4j.ts';
import type { Neo4jGround } from '../neo4j/describe-neo4j.ts';
import { neo4jSettings } from '../neo4j/neo4j-settings.ts';
import { PlantService } from './plant-service.ts';

interface Truth {
  readonly question: { readonly start: string };
  readonly backward: readonly { readonly unit: string }[];
}

const home = mkdtempSync(join(tmpdir(), 'whence-two-stores-'));
const [file, database] = [join(home, 'file'), join(home, 'database')];

describeNeo4j('One plant in both stores', (ground: () => Neo4jGround) => {
  let inFile: PlantService;
  let inDatabase: PlantService;
  let truth: Truth;
  const places = (): readonly StorePlace[] => [
    { kind: 'sqlite', folder: file },
    { kind: 'neo4j', ...ground().place },
  ];

  beforeAll(async () => {
    await makeExamplePlant(file, { units: 150 });
    truth = JSON.parse(readFileSync(join(examplePlantOf(file), 'truth.json'), 'utf8')) as Truth;
    const first = await PlantService.open(file);
    await first.takeIn();
    await first.close();
    // The same ledger, so that every position is the same; its outcomes tell of the file and are made anew.
    cpSync(file, database, { recursive: true });
    inFile = await PlantService.open(file);
    inDatabase = await PlantService.open(database, neo4jSettings(ground().place));
    await Promise.all([inFile.settled(), inDatabase.settled()]);
  }, 300_000);

  afterAll(async () => {
    await inFile.close();
    await inDatabase.close();
    rmSync(home, { recursive: true });
  });

  /** What both say, as bytes. */
  async function both(ask: (plant: PlantService) => Promise<unknown>): Promise<readonly [string, string]> {
    const [a, b] = await Promise.all([ask(inFile), ask(inDatabase)]);
    return [JSON.stringify(a), JSON.stringify(b)];
  }

  test('G3: every trace is the same, byte for byte, with all its rows', async () => {
    const [forward, again] = await both((plant) => plant.trace('FORWARD', truth.question.start));
    expect(again).toBe(forward);
    expect(forward.length).toBeGreaterThan(10_000);
    for (const { unit } of truth.backward) {
      const [a, b] = await both((plant) => plant.trace('BACKWARD', unit));
      expect(b).toBe(a);
    }
  });

  test('why each thing is in the answer is the same, down to the bytes of the record', async () => {
    const { id, rows } = await inFile.trace('FORWARD', truth.question.start);
    await inDatabase.trace('FORWARD', truth.question.start);
    for (const { id: thing } of rows.slice(0, 15)) {
      const [a, b] = await both((plant) => plant.query(whyDocument, { id, thing }));
      expect(b).toBe(a);
      expect(a).toContain('WhyIn');
    }
  });

  test('searches, readings, sources and what waits are the same', async () => {
    const asked = [
      [searchDocument, { text: '1', first: 50 }],
      [resolveDocument, { texts: [truth.question.start, '4711', 'nobody knows this'] }],
      [sourcesDocument, {}],
      [quarantineDocument, { first: 50 }],
    ] as const;
    for (const [document, variables] of asked) {
      const [a, b] = await both((plant) => plant.query(document, variables));
      expect(b).toBe(a);
    }
  });

  test('G3 S3: the digests of both graphs are equal, and of one written again', async () => {
    const digests = async (): Promise<readonly unknown[]> =>
      Promise.all(
        places().map(async (place) => {
          const store = await openGraph(place, { readOnly: true });
          const [head, history, size] = [await store.digest('head'), await store.digest('history'), await store.size()];
          await store.close();
          return { head, history, size };
        }),
      );
    const [ofFile, ofDatabase] = await digests();
    expect(ofDatabase).toEqual(ofFile);
    await inDatabase.close();
    const report = await rebuildProjections(database, places()[1]!, { replace: true });
    expect(report).toMatchObject({ same: true, replaced: true });
    expect(await digests()).toEqual([ofFile, ofFile]);
    inDatabase = await PlantService.open(database, neo4jSettings(ground().place));
    await inDatabase.settled();
  });

  test('the ten questions of the page for the database are answered by it', async () => {
    const { driver, place } = ground();
    const thing = truth.question.start;
    const parameters = { thing, unit: truth.backward[0]!.unit, number: '2', material: refOfKey(thing)!.material };
    for (const { asks, cypher } of exampleQuestions) {
      const { records } = await driver.executeQuery(cypher, parameters, { database: place.database });
      expect([asks, records.length]).not.toEqual([asks, 0]);
    }
  });

  test('without an index the database walks: the same rows, and what was not looked for is said', async () => {
    await inDatabase.close();
    inDatabase = await PlantService.open(database, {
      ...neo4jSettings(ground().place),
      WHENCE__STORE__INDEX: 'off',
    });
    await inDatabase.settled();
    expect(await inDatabase.ready()).toMatchObject({ httpStatus: 200 });
    const asked = [['FORWARD', truth.question.start], ...truth.backward.map(({ unit }) => ['BACKWARD', unit])] as const;
    for (const [direction, start] of asked as readonly (readonly ['FORWARD' | 'BACKWARD', string])[]) {
      const [whole, alone] = await Promise.all([inFile, inDatabase].map((plant) => plant.trace(direction, start)));
      expect(alone!.rows).toEqual(whole!.rows);
      expect(alone!.summary).toEqual(whole!.summary);
      expect(JSON.stringify(alone!.completeness)).toContain('Answered from the store alone');
      expect(alone!.completeness.status).toBe('GAPPED');
    }
    const whyLast = async (plant: PlantService): Promise<unknown> => {
      const { id, rows } = await plant.trace('FORWARD', truth.question.start);
      const thing = rows.at(-1)!.id;
      return (await plant.query<{ traceById: { why: unknown } }>(whyDocument, { id, thing })).traceById.why;
    };
    const [a, b] = await both(whyLast);
    expect(b).toBe(a);
  });

  test('the store is changed in the configuration, back and forth, and nothing is lost', async () => {
    await inDatabase.close();
    inDatabase = await PlantService.open(database);
    await inDatabase.settled();
    const [a, b] = await both((plant) => plant.trace('FORWARD', truth.question.start));
    expect(b).toBe(a);
  });

  test('a database that holds the graph of another ledger is refused', async () => {
    const stranger = join(home, 'stranger');
    await makeExamplePlant(stranger, { units: 40, seed: 9 });
    const opened = PlantService.open(stranger, neo4jSettings(ground().place)).then((plant) =>
      plant.takeIn().finally(() => plant.close()),
    );
    await expect(opened).rejects.toThrow('GRAPH_OF_ANOTHER_LEDGER');
  });
});
