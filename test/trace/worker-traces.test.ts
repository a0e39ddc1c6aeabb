import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FlowIndex } from '../../graph/flow/flow-index.ts';
import { loadSnapshot } from '../../graph/flow/snapshot-file.ts';
import { viewOf, viewOfEverything } from '../../graph/model/view-authority.ts';
import { openSqliteGraph } from '../../graph/store/sqlite/sqlite-graph.ts';
import { noEvidence } from '../../trace/evidence.ts';
import { createWarmingTraces } from '../../trace/warming-traces.ts';
import { createWorkerTraces } from '../../trace/worker-traces.ts';
import type { WorkerTraces } from '../../trace/worker-traces.ts';
import { Plant, aPlant, as, key, make, pack, receive, rules, sameThing } from '../plants/plant.ts';

let folder: string;
let plant: Plant;
let traces: WorkerTraces;

const open = () =>
  createWorkerTraces({ host: new URL('./sqlite-trace-host.ts', import.meta.url).href, options: { folder } });
const everything = viewOfEverything();
const asked = (start: string) =>
  ({ starts: [key(start)], direction: 'forward', rules, asOf: {}, budget: { nodes: 1000 } }) as const;

const deeds = [
  receive(['lot RESIN 1'], 's'),
  as(make(['lot RESIN 1'], ['unit V 1']), { view: 'north' }),
  pack('pallet P', ['unit V 1']),
  sameThing('lot RESIN 1', 'lot RESIN 01'),
];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'whence-traces-'));
  plant = await new Plant(noEvidence, openSqliteGraph(folder)).with(...deeds);
  traces = open();
});

afterEach(async () => {
  await traces.close();
  await plant.store.close();
  rmSync(folder, { recursive: true });
});

test('the thread answers as the engine in this one does, page by page, and follows its store', async () => {
  const here = await plant.ask('lot RESIN 1', 'forward');
  const there = await traces.ask(everything, asked('lot RESIN 1'));
  expect(there).toMatchObject({ kind: 'answer', answer: { summary: here.summary } });
  const id = there.kind === 'answer' ? there.answer.id : '';
  const page = await traces.rows(everything, id, 1, 2);
  expect(page!.rows.map(({ id: row }) => plant.words(row))).toEqual(['record 2', 'unit V 1']);
  expect(page).toMatchObject({ total: 4, next: 3 });
  expect(await traces.digest(everything, id)).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(await traces.why(everything, id, key('pallet P'))).toMatchObject({
    kind: 'in',
    inclusion: 'certain',
    startsReaching: [0],
  });
  await plant.with(make(['unit V 1'], ['unit W 1']));
  expect(await traces.ask(everything, asked('lot RESIN 01'))).toMatchObject({ answer: { summary: { nodes: 6 } } });
  expect(await traces.state()).toMatchObject({ position: 5, warm: true });
});

test('an answer is found again only by the view that it was given to', async () => {
  const limited = viewOf(['common']);
  const given = await traces.ask(limited, asked('lot RESIN 1'));
  const id = given.kind === 'answer' ? given.answer.id : '';
  expect(await traces.answer(limited, id)).toMatchObject({ summary: { nodes: 1 } });
  expect(await traces.answer(everything, id)).toBeUndefined();
  expect(await traces.answer(limited, 'unheard of')).toBeUndefined();
});

test('a saved index is taken up again; one ahead of its store, of another store or damaged is not', async () => {
  await traces.ask(everything, asked('lot RESIN 1'));
  await traces.save();
  const path = join(folder, 'flow.snapshot');
  const { id, epoch } = await plant.store.identity();
  const load = (other = {}) => {
    const loaded = loadSnapshot(path, { id, epoch, position: 4, ...other });
    return 'index' in loaded ? loaded.index.position : loaded.refused;
  };
  expect(load()).toBe(4);
  expect(load({ position: 3 })).toBe('it stands at 4, and the store at 3');
  expect(load({ id: 'other' })).toBe('it is of another store');
  expect(load({ epoch: epoch + 1 })).toContain('epoch');
  const bytes = readFileSync(path);
  bytes[bytes.length - 9]! ^= 1;
  writeFileSync(path, bytes);
  expect(load()).toBe('its checksum is wrong');
  writeFileSync(path, bytes.subarray(0, bytes.length - 64));
  expect(load()).toBe('it is cut off');
  writeFileSync(path, 'something else');
  expect(load()).toBe('it is no snapshot of this version');
});

test('while the index is being filled, the store answers for what lies near, and never claims to be complete', async () => {
  const made = await aPlant(...deeds);
  let filled: (() => void) | undefined;
  const store = {
    ...made.store,
    async *changes(after: number, upTo: number) {
      await new Promise<void>((resolve) => (filled = resolve));
      yield* made.store.changes(after, upTo);
    },
  };
  const warming = createWarmingTraces(new FlowIndex(), store, noEvidence);
  const early = await warming.ask(everything, asked('lot RESIN 01'));
  expect(early).toMatchObject({
    answer: { summary: { nodes: 4, counts: { certain: 4 } }, completeness: { status: 'gapped' } },
  });
  expect((await warming.state()).warm).toBe(false);
  const id = early.kind === 'answer' ? early.answer.id : '';
  expect((await warming.rows(everything, id, 0, 10))!.rows).toHaveLength(4);
  filled!();
  await warming.follow();
  const late = await warming.ask(everything, asked('lot RESIN 01'));
  expect(late).toMatchObject({ answer: { summary: { nodes: 4 }, completeness: { status: 'complete' } } });
  expect((await warming.state()).warm).toBe(true);
  await warming.close();
});
