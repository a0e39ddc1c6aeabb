import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { dropNeo4jGraph } from '../../graph/store/neo4j/drop-graph.ts';
import { examplePlantOf } from '../../src/example-plant.ts';
import { describePeer } from '../peers/describe-peer.ts';
import { canInstall } from '../peers/neo4j-install.ts';
import { holdStill } from '../peers/neo4j-process.ts';
import { isWell, lag, startOf, textsOf, waitFor, walked } from './degraded-answers.ts';
import { Neo4jBehindLine } from './neo4j-behind-line.ts';

// Longer than the store waits for an answer that somebody else waits for.
const standstill = 12_000;

describePeer('A Neo4j that is slow', canInstall('5.26'), () => {
  const neo4j = new Neo4jBehindLine();

  beforeAll(() => neo4j.open(100), 300_000);
  afterEach(async () => {
    await neo4j.calm();
    await dropNeo4jGraph(neo4j.place);
  });
  afterAll(() => neo4j.close());

  test('TP5 S6: every piece late on its way, both ways: the graph is the same, and nobody calls the database away', async () => {
    neo4j.proxy.inject({ kind: 'delay', ms: 40 });
    const own = neo4j.copyOf(neo4j.data);
    const plant = await neo4j.startService(own);
    await plant.settled();
    expect(isWell(await plant.ready())).toBe(true);
    expect(textsOf(await plant.trace('FORWARD', startOf(own)))).not.toContain(lag);
    await neo4j.calm();
    expect(neo4j.proxy.injected()).toBeGreaterThan(50);
    expect(await neo4j.kept()).toEqual(neo4j.expected);
  }, 300_000);

  test('TP5 S6: it stands still: the ledger takes in and the index answers; all of it follows by itself when it goes on', async () => {
    const own = neo4j.copyOf(neo4j.data);
    const start = startOf(own);
    const plant = await neo4j.startService(own);
    await plant.settled();
    const before = await plant.trace('FORWARD', start);
    const goOn = await holdStill(neo4j.home);
    try {
      cpSync(join(examplePlantOf(own), 'later'), examplePlantOf(own), { recursive: true });
      await plant.keep();
      const health = await plant.ready();
      expect(health).toMatchObject({ httpStatus: 200, status: 'degraded' });
      expect(health.codes).toContain('STORE_UNAVAILABLE');
      expect(health.ledgerPosition).toBeGreaterThan(Number(before.position));
      for (let asked = 0; asked < 3; asked++) {
        const meanwhile = await plant.trace('FORWARD', start);
        expect(walked(meanwhile)).toEqual(walked(before));
        expect(textsOf(meanwhile)).toContain(lag);
      }
      await pause(standstill);
      expect((await plant.ready()).codes).toContain('STORE_UNAVAILABLE');
    } finally {
      goOn();
    }
    await waitFor(async () => isWell(await plant.ready()));
    expect(textsOf(await plant.trace('FORWARD', start))).not.toContain(lag);
    await plant.close();
    expect(await neo4j.kept()).toEqual(await neo4j.embeddedOf(neo4j.copyOf(own)));
  }, 300_000);
});
