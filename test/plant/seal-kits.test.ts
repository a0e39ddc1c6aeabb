import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Guess, Page, QuarantineGroup, SourceState } from '../../src/cli/answers.ts';
import * as documents from '../../src/cli/documents.ts';
import { examplePlantOf, makeExamplePlant } from '../../src/example-plant.ts';
import { PlantService } from './plant-service.ts';
import type { WholeAnswer } from './plant-service.ts';

// The cures of docs/cleansing, in their order; after the last one every answer is the truth.

interface Truth {
  readonly kits: {
    readonly made: readonly { readonly kit: string; readonly of: readonly string[] }[];
    readonly diseases: readonly {
      readonly id: string;
      readonly kits: readonly string[];
      readonly truly?: string;
      readonly wrongly?: string;
    }[];
  };
}

const data = mkdtempSync(join(tmpdir(), 'whence-kits-'));
const inbox = examplePlantOf(data);
let plant: PlantService;
let truth: Truth['kits'];
const disease = (id: string) => truth.diseases.find((one) => one.id === id)!;

beforeAll(async () => {
  await makeExamplePlant(data, { units: 40 });
  truth = (JSON.parse(readFileSync(join(inbox, 'truth.json'), 'utf8')) as Truth).kits;
  plant = await PlantService.open(data);
  await plant.takeIn();
}, 300_000);
afterAll(async () => {
  await plant.close();
  rmSync(data, { recursive: true });
});

/** As somebody would after changing a file: the service is started anew and reads what is new. */
async function again(): Promise<void> {
  await plant.close();
  plant = await PlantService.open(data);
  await plant.takeIn();
}

const forward = (lot: string): Promise<WholeAnswer> => plant.trace('FORWARD', lot);
const kitsIn = ({ rows }: WholeAnswer, inclusion: string): readonly string[] =>
  rows.filter((row) => row.inclusion === inclusion && row.id.includes('::600100:')).map(({ id }) => id);
const gapsOf = ({ completeness }: WholeAnswer): readonly string[] => completeness.gapCounts.map(({ kind }) => kind);
const groups = async (source: string): Promise<readonly QuarantineGroup[]> => {
  const variables = { source, first: 100 };
  const found = await plant.query<{ quarantine: Page<QuarantineGroup> }>(documents.quarantineDocument, variables);
  return found.quarantine.rows;
};
const source = async (id: string): Promise<SourceState> => {
  const { sources } = await plant.query<{ sources: readonly SourceState[] }>(documents.sourcesDocument);
  return sources.find((one) => one.id === id)!;
};
const waive = (group: string, reason: string): Promise<unknown> =>
  plant.query(documents.actOnQuarantineDocument, { group, action: 'WAIVE', reason });
const lotOf = (kit: string, part: string): string =>
  truth.made.find((one) => one.kit === kit)!.of.find((lot) => lot.includes(part))!;

test('the story of the valves is not touched: nothing of W2 concerns it', async () => {
  const { question } = JSON.parse(readFileSync(join(inbox, 'truth.json'), 'utf8')) as { question: { start: string } };
  const { completeness } = await forward(question.start);
  const sources = new Set(completeness.gaps.rows.map((gap) => gap.source));
  expect([...sources].filter((name) => name?.startsWith('kits'))).toEqual([]);
});

test('I29: a missing column holds its file, and says so: in the quarantine, at its source, in every answer of W2', async () => {
  const lost = disease('missing-column');
  const group = (await groups('kits')).find(({ path }) => path === 'ORING_CHARGE')!;
  expect(group).toMatchObject({ code: 'COLUMN_MISSING', records: lost.kits.length, unreadable: lost.kits.length });
  const { held } = await source('kits');
  expect(held.map(({ what }) => what)).toContain('ORING_CHARGE');
  const answer = await forward(lotOf(lost.kits[0]!, '200010'));
  expect(kitsIn(answer, 'CERTAIN')).not.toContain(lost.kits[0]);
  expect(gapsOf(answer)).toContain('QUARANTINED');
});

test('a renamed column holds what it held, and what stands under the new name is found', async () => {
  const renamed = disease('renamed-column');
  const group = (await groups('kits')).find(({ path }) => path === 'STANGE_CHARGE')!;
  expect(group).toMatchObject({ code: 'COLUMN_MISSING', records: renamed.kits.length });
  const lot = lotOf(renamed.kits[0]!, '200015');
  expect(group.names).toContain(lot.split(':').at(-1));
  expect(gapsOf(await forward(lot))).toContain('QUARANTINED');
});

test('a late file is a gap in the numbers of its records', async () => {
  const answer = await forward(lotOf(disease('late-file').kits[0]!, '200010'));
  expect(answer.completeness.gaps.rows).toContainEqual(expect.objectContaining({ kind: 'SOURCE_GAP', source: 'kits' }));
});

test('a corrected file holds over the first one, which stays answerable as known before', async () => {
  const { kits, wrongly, truly } = disease('corrected-file');
  expect(kitsIn(await forward(wrongly!), 'CERTAIN')).not.toContain(kits[0]);
  expect(kitsIn(await forward(truly!), 'CERTAIN')).toContain(kits[0]);
  const { thing } = await plant.query<{ thing: { history: { rows: { verb: string; recordedAt: string }[] } } }>(
    `{ thing(ref: { id: "${kits[0]!}" }) { ... on Thing { history(first: 10) { rows { verb recordedAt } } } } }`,
  );
  const corrected = thing.history.rows.find(({ verb }) => verb === 'transform')!;
  const before = await plant.trace('FORWARD', wrongly!, { position: String(Number(corrected.recordedAt) - 1) });
  expect(kitsIn(before, 'CERTAIN')).toContain(kits[0]);
});

test('I23: a lot that looks like another one is walked as possible and listed; only a person decides', async () => {
  const { kits, truly, wrongly } = disease('guess');
  expect(kitsIn(await forward(truly!), 'POSSIBLE')).toContain(kits[0]);
  const listed = async (): Promise<readonly Guess[]> =>
    (await plant.query<{ guesses: { rows: readonly Guess[] } }>(documents.guessesDocument, { first: 100 })).guesses
      .rows;
  expect(await listed()).toMatchObject([{ stated: { id: wrongly }, mayBe: { id: truly }, state: 'OPEN' }]);
  const same = [{ id: wrongly }, { id: truly }];
  await plant.query(documents.identifyDocument, { same, are: true, reason: 'photograph of the bag' });
  expect(kitsIn(await forward(truly!), 'CERTAIN')).toContain(kits[0]);
  expect(await listed()).toMatchObject([{ state: 'ONE_THING' }]);
});

test('two sources that contradict each other are both walked, and the answer names them', async () => {
  const { kits, truly, wrongly } = disease('contradiction');
  for (const lot of [truly!, wrongly!]) {
    const answer = await forward(lot);
    expect(kitsIn(answer, 'CERTAIN')).toContain(kits[0]);
    expect(answer.completeness.notes).toContainEqual(expect.stringMatching(/kits and kits-check/));
  }
  const { trace } = await plant.query<{ trace: { why: { edges: { event: string; source: string }[] } } }>(
    `query($lot: ID!, $kit: ID!) { trace(starts: [{ thing: { id: $lot } }], direction: FORWARD) { ... on Trace {
      why(id: $kit) { ... on WhyIn { edges { event source } } } } } }`,
    { lot: wrongly, kit: kits[0] },
  );
  const { event } = trace.why.edges.find((edge) => edge.source === 'kits')!;
  await plant.query(documents.retractDocument, { event, reason: 'the bag was scanned, the sheet was typed' });
  expect(kitsIn(await forward(wrongly!), 'CERTAIN')).not.toContain(kits[0]);
  expect(kitsIn(await forward(truly!), 'CERTAIN')).toContain(kits[0]);
});

test('what is sent again cures: the late file closes its gap, the day without a column comes whole and the old rows are waived', async () => {
  cpSync(join(inbox, 'later', 'kits'), join(inbox, 'kits'), { recursive: true });
  await again();
  const group = (await groups('kits')).find(({ path }) => path === 'ORING_CHARGE')!;
  await waive(group.id, 'sent again whole');
  const answer = await forward(lotOf(disease('late-file').kits[0]!, '200010'));
  const renamedStillWait = disease('renamed-column').kits.length;
  expect(answer.completeness.gaps.rows.filter((gap) => gap.source === 'kits')).toHaveLength(renamedStillWait);
  expect(kitsIn(answer, 'CERTAIN')).toContain(disease('late-file').kits[0]);
});

test('a plan that knows both names frees the rows that wait, in their order', async () => {
  const path = join(inbox, 'plans', 'seal-kits.yaml');
  writeFileSync(path, knowingBothNames(readFileSync(path, 'utf8')));
  await again();
  expect(await groups('kits')).toEqual([]);
  expect((await source('kits')).held).toEqual([]);
});

/** The cure of the renamed column, as somebody would write it. */
function knowingBothNames(plan: string): string {
  return plan.replace(
    `thing: "STANGE_CHARGE | id('hand-lot', material='200015')"`,
    `thing:
          first:
            - "STANGE_CHARGE | id('hand-lot', material='200015')"
            - "STANGENDICHTUNG | id('hand-lot', material='200015')"`,
  );
}

test('a row that vanished from a list waits, and what was read of it stays until somebody says why', async () => {
  const list = join('kits-returns', 'RUECKGABEN.csv');
  copyFileSync(join(inbox, 'later', 'vanished', list), join(inbox, list));
  await again();
  const [group] = await groups('kits-returns');
  expect(group).toMatchObject({ code: 'ROW_VANISHED', records: 1 });
  expect((await source('kits-returns')).held.map(({ partition }) => partition)).toEqual([list.replaceAll('\\', '/')]);
  copyFileSync(join(inbox, 'later', 'restored', list), join(inbox, list));
  await again();
  await waive(group!.id, 'the row was put back');
  expect(await groups('kits-returns')).toEqual([]);
});

test('cured, every lot of seals reaches exactly the kits that truly have it, and nothing of W2 is missing', async () => {
  const lots = new Set(truth.made.flatMap(({ of }) => of));
  for (const lot of lots) {
    const answer = await forward(lot);
    const truly = truth.made.filter(({ of }) => of.includes(lot)).map(({ kit }) => kit);
    expect({ lot, kits: kitsIn(answer, 'CERTAIN').toSorted() }).toEqual({ lot, kits: truly.toSorted() });
    expect(kitsIn(answer, 'POSSIBLE')).toEqual([]);
    expect(answer.completeness.gaps.rows.filter((gap) => gap.source?.startsWith('kits'))).toEqual([]);
  }
  for (const id of ['kits', 'kits-check', 'kits-returns']) expect((await source(id)).balanced).toBe(true);
});
