import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import type { OutcomeCounts } from '../../graph/ledger/outcomes.ts';
import { openSqliteLedgerReader } from '../../graph/ledger/sqlite/sqlite-ledger-reader.ts';
import { openSqliteOutcomesReader } from '../../graph/ledger/sqlite/sqlite-outcomes.ts';
import { openSqliteGraph } from '../../graph/store/sqlite/sqlite-graph.ts';
import { examplePlantOf, makeExamplePlant } from '../../src/example-plant.ts';
import { rebuildProjections } from '../../src/rebuild.ts';
import { Posting } from './posting.ts';
import { RunningService } from './running-service.ts';

// WHENCE_SERVICE_KILLS=2000 for the long run.
const kills = Number(process.env['WHENCE_SERVICE_KILLS'] ?? 200);
const killsOfOnePlant = 20;
const documents = 60;

const home = mkdtempSync(join(tmpdir(), 'whence-kills-'));
const fresh = join(home, 'fresh');

interface End {
  readonly head: string;
  readonly facts: number;
  readonly outcomes: readonly OutcomeCounts[];
}

let undisturbed: End;

beforeAll(async () => {
  await makeExamplePlant(fresh, { units: 200 });
  const config = join(examplePlantOf(fresh), 'whence.yaml');
  writeFileSync(config, withPosts(readFileSync(config, 'utf8')));
  const folder = plantIn('undisturbed');
  undisturbed = await finished(folder, new Posting(documents));
}, 600_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** The plant has one more source, which is posted to. */
const withPosts = (config: string): string =>
  config.replace(
    'sources:',
    'sources:\n  line: { connector: capture, config: { errors: proceed }, plan: epcis@1, view: plant }',
  );

function plantIn(name: string): string {
  const folder = join(home, name);
  cpSync(fresh, folder, { recursive: true });
  return folder;
}

/** Runs until everything is in, files and posted documents, and says what there is. */
async function finished(folder: string, posting: Posting): Promise<End> {
  const service = new RunningService(folder);
  await service.ready;
  await posting.all(await service.url);
  await service.stop();
  const rebuilt = await rebuildProjections(folder, { kind: 'sqlite', folder }, { replace: false });
  expect(rebuilt).toMatchObject({ same: true });
  return endOf(folder, posting);
}

async function endOf(folder: string, posting: Posting): Promise<End> {
  const ledger = openSqliteLedgerReader(folder);
  const outcomes = openSqliteOutcomesReader(folder);
  const store = openSqliteGraph(folder, { readOnly: true });
  try {
    expect(ledger.verify()).toMatchObject({ ok: true });
    // Nothing acknowledged is lost: each document is there under the position that its sender was told.
    for (const [name, position] of posting.acknowledged)
      expect(Buffer.from(ledger.record(position)!.body).toString()).toContain(name);
    const facts = ledger.counts().filter(({ stream }) => stream === 'fact');
    return {
      head: await store.digest('head'),
      facts: facts.reduce((sum, { stored }) => sum + stored, 0),
      outcomes: outcomes.counts(),
    };
  } finally {
    await store.close();
    outcomes.close();
    ledger.close();
  }
}

test(`S1 S3 S4: the running service killed ${kills} times while it takes in: nothing acknowledged is lost, nothing is there twice, and the graph is that of an undisturbed run`, async () => {
  let killed = 0;
  for (let round = 0; killed < kills; round++) {
    const folder = plantIn(`round-${round}`);
    const posting = new Posting(documents);
    for (let i = 0; i < killsOfOnePlant && killed < kills; i++) {
      const service = new RunningService(folder);
      const posted = service.url.then((url) => posting.some(url)).catch(() => undefined);
      // From the very start on now and then, mostly while it takes in.
      if (i % 5 !== 0) await service.url;
      await pause(Math.random() * 900);
      if (await service.kill()) killed++;
      await posted;
    }
    expect(await finished(folder, posting)).toEqual(undisturbed);
    rmSync(folder, { recursive: true });
  }
  expect(killed).toBeGreaterThanOrEqual(kills);
}, 7_200_000);
