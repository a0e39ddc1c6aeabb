import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { examplePlantOf } from '../../src/example-plant.ts';
import { describePeer } from '../peers/describe-peer.ts';
import { canInstall } from '../peers/neo4j-install.ts';
import type { PlantService } from '../plant/plant-service.ts';
import { isWell, lag, startOf, textsOf, waitFor, walked } from './degraded-answers.ts';
import { Neo4jBehindLine } from './neo4j-behind-line.ts';
import { canMountVolume, openSmallVolume } from './small-volume.ts';
import type { SmallVolume } from './small-volume.ts';

describePeer('A Neo4j whose disk is full', canInstall('5.26') && canMountVolume(), () => {
  const neo4j = new Neo4jBehindLine();
  let disk: SmallVolume;
  let own: string;
  let plant: PlantService;

  beforeAll(async () => {
    disk = await openSmallVolume(join(neo4j.home, 'data'), 128);
    await neo4j.open(100, disk.within);
    own = neo4j.copyOf(neo4j.data);
    plant = await neo4j.startService(own);
    await plant.settled();
  }, 300_000);

  afterAll(async () => {
    await neo4j.calm();
    await neo4j.close();
    disk.close();
  });

  /** As the manual says: a clean stop may write on where the disk was full, and spoil the log. */
  async function restart(): Promise<void> {
    await neo4j.killServer();
    await neo4j.startServer();
  }

  test('TP5 S6: the ledger takes in and the index answers; given room and started again, all of it follows by itself', async () => {
    const start = startOf(own);
    const before = await plant.trace('FORWARD', start);
    disk.fill(4096);
    cpSync(join(examplePlantOf(own), 'later'), examplePlantOf(own), { recursive: true });
    await plant.keep();
    await waitFor(async () => (await plant.ready()).codes.includes('STORE_HALTED'));
    const health = await plant.ready();
    expect(health).toMatchObject({ httpStatus: 200, status: 'degraded' });
    expect(health.codes).not.toContain('STORE_UNAVAILABLE');
    expect(health.ledgerPosition).toBeGreaterThan(Number(before.position));
    const meanwhile = await plant.trace('FORWARD', start);
    expect(walked(meanwhile)).toEqual(walked(before));
    expect(meanwhile.position).toBe(before.position);
    expect(textsOf(meanwhile)).toContain(lag);
    disk.makeRoom();
    await restart();
    await waitFor(async () => isWell(await plant.ready()));
    expect((await plant.trace('FORWARD', start)).position).toBe(String(health.ledgerPosition));
    expect(await neo4j.kept()).toEqual(await neo4j.embeddedOf(neo4j.copyOf(own)));
  }, 180_000);

  test('TP5 G3: a database that does not come up again is taken away, and made anew from the ledger by itself', async () => {
    const before = await neo4j.kept();
    await neo4j.killServer();
    disk.run('rm -r databases/neo4j transactions/neo4j');
    await neo4j.startServer();
    await waitFor(async () => isWell(await plant.ready()));
    expect(await neo4j.kept()).toEqual(before);
  }, 180_000);
});
