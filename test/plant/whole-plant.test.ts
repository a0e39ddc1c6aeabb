import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LedgerReader } from '../../graph/ledger/ledger.ts';
import { openSqliteLedgerReader } from '../../graph/ledger/sqlite/sqlite-ledger-reader.ts';
import { openSqliteGraph } from '../../graph/store/sqlite/sqlite-graph.ts';
import { controlTypes } from '../../ingest/control-records.ts';
import { mappingName, versionOf } from '../../ingest/mapping/effective-plan.ts';
import type { PlanBundle } from '../../ingest/mapping/effective-plan.ts';
import { examplePlantOf, makeExamplePlant } from '../../src/example-plant.ts';
import { runIn } from '../plants/command-line.ts';
import { PlantService } from './plant-service.ts';
import type { WholeAnswer } from './plant-service.ts';

interface Truth {
  readonly question: { readonly start: string };
  readonly bad: readonly string[];
  readonly expected: {
    readonly certain: Kinds & { readonly samples: readonly string[] };
    readonly possible: Kinds;
    readonly missed: { readonly inSourceGap: readonly string[]; readonly inQuarantine: readonly string[] };
    readonly customers: readonly { key: string; name: string; certain: number; possible: number }[];
    readonly notShipped: { readonly scrapped: readonly string[]; readonly inStock: readonly string[] };
    readonly gaps: readonly string[];
  };
  readonly backward: readonly { unit: string; ancestors: readonly string[]; gaps: readonly string[] }[];
  readonly diseases: readonly { readonly id: string; readonly units?: readonly string[] }[];
}

interface Kinds {
  readonly units: readonly string[];
  readonly cartons: readonly string[];
  readonly pallets: readonly string[];
}

const data = mkdtempSync(join(tmpdir(), 'whence-plant-'));
let plant: PlantService;
let truth: Truth;
let answer: WholeAnswer;

beforeAll(async () => {
  // The generator writes the truth before any file; here it is read after the files have gone all the way in.
  await makeExamplePlant(data, { units: 600 });
  truth = JSON.parse(readFileSync(join(examplePlantOf(data), 'truth.json'), 'utf8')) as Truth;
  plant = await PlantService.open(data);
  await plant.takeIn();
  answer = await plant.trace('FORWARD', truth.question.start);
}, 300_000);
afterAll(async () => {
  await plant.close();
  rmSync(data, { recursive: true });
});

const rowsOf = (of: WholeAnswer, inclusion: 'CERTAIN' | 'POSSIBLE', kinds = ['UNIT', 'LOGISTIC', 'SAMPLE']) =>
  of.rows.filter((row) => row.inclusion === inclusion && kinds.includes(row.kind)).map(({ id }) => id);
const sorted = (...keys: readonly (readonly string[])[]): readonly string[] => keys.flat().sort();
const gapsOf = ({ completeness }: WholeAnswer): readonly string[] => completeness.gapCounts.map(({ kind }) => kind);

test('forward from the bad batch: certain and possible are exactly what the records can show', () => {
  const { certain, possible } = truth.expected;
  expect(rowsOf(answer, 'CERTAIN').toSorted()).toEqual(
    sorted(certain.units, certain.cartons, certain.pallets, certain.samples),
  );
  expect(rowsOf(answer, 'POSSIBLE').toSorted()).toEqual(sorted(possible.units, possible.cartons, possible.pallets));
});

test('T21: what is missed lies in a gap that the answer shows', () => {
  const { missed, gaps } = truth.expected;
  const reached = new Set(answer.rows.map(({ id }) => id));
  const unreached = truth.bad.filter((unit) => !reached.has(unit));
  expect(unreached.toSorted()).toEqual(sorted(missed.inSourceGap, missed.inQuarantine));
  expect(unreached.length).toBeGreaterThan(0);
  expect(answer.completeness.status).toBe('GAPPED');
  expect(gapsOf(answer)).toEqual(expect.arrayContaining([...gaps]));
});

test('to whom they went: each customer with its certain and its possible valves, and those that nobody got', () => {
  const units = answer.rows.filter(({ kind }) => kind === 'UNIT');
  const counted = (name: string, inclusion: string): number =>
    units.filter((row) => row.inclusion === inclusion && row.customers.some(({ label }) => label === name)).length;
  for (const { name, certain, possible } of truth.expected.customers)
    expect({ name, certain: counted(name, 'CERTAIN'), possible: counted(name, 'POSSIBLE') }).toEqual({
      name,
      certain,
      possible,
    });
  const { scrapped, inStock } = truth.expected.notShipped;
  const kept = units.filter(({ customers }) => customers.length === 0).map(({ id }) => id);
  expect(kept.toSorted()).toEqual(sorted(scrapped, inStock));
});

test.each([0, 1, 2])(
  'backward from valve %i of the truth: all its ancestors, and the gaps that belong there',
  async (n) => {
    const { unit, ancestors, gaps } = truth.backward[n]!;
    const back = await plant.trace('BACKWARD', unit);
    const found = new Set(back.rows.flatMap(({ id, keys }) => [id, ...keys]));
    const missing = ancestors.filter((ancestor) => !found.has(ancestor));
    expect(gapsOf(back)).toEqual(expect.arrayContaining([...gaps]));
    // Recall: nothing is missed where completeness says complete, and whatever is missed shows.
    if (missing.length > 0) expect(back.completeness.status).toBe('GAPPED');
    if (!gaps.includes('NO_ORIGIN')) expect(missing).toEqual([]);
  },
);

test('T23: as known before, the answer stays what it was, after the terminals are read out and the unit is declared', async () => {
  const { digest, position } = answer;
  const inbox = examplePlantOf(data);
  cpSync(join(inbox, 'later'), inbox, { recursive: true });
  const units = join(inbox, 'units.yaml');
  writeFileSync(units, withGram(readFileSync(units, 'utf8')));
  await plant.close();
  plant = await PlantService.open(data);
  await plant.takeIn();
  expect((await plant.trace('FORWARD', truth.question.start, { position })).digest).toBe(digest);
  const now = await plant.trace('FORWARD', truth.question.start);
  const reached = new Set(now.rows.map(({ id }) => id));
  expect(truth.bad.filter((unit) => !reached.has(unit))).toEqual([]);
  expect(gapsOf(now)).not.toContain('SOURCE_GAP');
});

test('A1: the command line says the same of a trace as the API: ids, counts, digest', async () => {
  const asked = await plant.trace('FORWARD', truth.question.start);
  await plant.close();
  try {
    const trace = ['trace', 'forward', truth.question.start, '--data', data];
    const { out, code } = await runIn(data, ...trace, '--jsonl');
    expect(code).toBe(asked.completeness.status === 'COMPLETE' ? 0 : 4);
    expect(jsonLines(out).map(({ id }) => id)).toEqual(asked.rows.map(({ id }) => id));
    const whole = JSON.parse((await runIn(data, ...trace, '--json')).out) as { trace: object };
    expect(whole.trace).toMatchObject({
      digest: asked.digest,
      summary: asked.summary,
      completeness: { status: asked.completeness.status },
    });
  } finally {
    plant = await PlantService.open(data);
  }
});

test('M2: every edge and every attribute leads to a record that is kept, and to the plan that read it', async () => {
  const ledger = openSqliteLedgerReader(data);
  const store = openSqliteGraph(data, { readOnly: true });
  try {
    const plans = landedPlans(ledger);
    const named = new Set<object>();
    for await (const { nodes, edges, attributes } of store.changes(0, await store.position())) {
      for (const { record, mapping, source } of [...edges, ...attributes]) {
        const kept = ledger.record(record);
        expect(mapping === 'whence:control@1' ? undefined : kept?.source).toBe(
          mapping === 'whence:control@1' ? undefined : source,
        );
        expect(kept?.body.length).toBeGreaterThan(0);
        expect(plans).toContain(mapping);
      }
      const ends = new Set([...edges.flatMap(({ from, to }) => [from, to]), ...attributes.map(({ node }) => node)]);
      for (const node of nodes.filter(({ key }) => ends.has(key))) named.add(node);
    }
    expect(named.size).toBeGreaterThan(2_000);
  } finally {
    await store.close();
    ledger.close();
  }
});

const jsonLines = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly id: string });

/** Plans that were landed in the ledger, by id and version, and the readers that are built in. */
function landedPlans(ledger: LedgerReader): ReadonlySet<string> {
  const plans = new Set(['epcis@1', 'whence:control@1', 'whence:decision@1']);
  const page = (after: number) => ledger.read(after, 1000);
  for (let records = page(0); records.length > 0; records = page(records.at(-1)!.seq)) {
    for (const { contentType, body } of records) {
      if (contentType !== controlTypes.plan) continue;
      const bundle = JSON.parse(new TextDecoder().decode(body)) as PlanBundle;
      plans.add(mappingName(bundle.plan.id, versionOf(bundle)));
    }
  }
  return plans;
}

/** The cure of the unknown unit, as somebody would write it. */
function withGram(units: string): string {
  return units.replace(/^aliases: \{\}$/m, 'aliases:\n  Gramm: g');
}
