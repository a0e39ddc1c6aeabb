import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  actOnQuarantineDocument,
  quarantineDocument,
  retractDocument,
  sourcesDocument,
} from '../../src/cli/documents.ts';
import type {
  Decision,
  Page,
  QuarantineActDone,
  QuarantineGroup,
  Refused,
  SourceState,
} from '../../src/cli/answers.ts';
import { identifyDocument } from '../../src/cli/documents.ts';
import { makeExamplePlant } from '../../src/example-plant.ts';
import { PlantService } from '../plant/plant-service.ts';
import type { WholeAnswer } from '../plant/plant-service.ts';

const data = mkdtempSync(join(tmpdir(), 'whence-acts-'));
let plant: PlantService;

beforeAll(async () => {
  await makeExamplePlant(data, { units: 40 });
  plant = await PlantService.open(data);
  await plant.takeIn();
}, 120_000);
afterAll(async () => {
  await plant.close();
  rmSync(data, { recursive: true });
});

const groups = async (): Promise<readonly QuarantineGroup[]> =>
  (await plant.query<{ quarantine: Page<QuarantineGroup> }>(quarantineDocument, { first: 400 })).quarantine.rows;
const act = async (group: string, action: string, reason: string): Promise<QuarantineActDone | Refused> =>
  (
    await plant.query<{ actOnQuarantine: QuarantineActDone | Refused }>(actOnQuarantineDocument, {
      group,
      action,
      reason,
    })
  ).actOnQuarantine;
const entry = async (position: string): Promise<Readonly<Record<string, unknown>>> => {
  const found = await plant.query<{ record: { raw: string; stream: string } }>(
    `{ record(position: "${position}") { raw stream } }`,
  );
  return { stream: found.record.stream, ...(JSON.parse(found.record.raw) as object) };
};
const sources = async (): Promise<readonly SourceState[]> =>
  (await plant.query<{ sources: readonly SourceState[] }>(sourcesDocument)).sources;

test('I19, S4: every source shows the five outcomes and that both balances hold', async () => {
  for (const { id, balanced, records, redelivered, delivered, backlog, outcomes } of await sources()) {
    expect({ id, balanced, backlog }).toEqual({ id, balanced: true, backlog: 0 });
    expect(delivered).toBe(records + redelivered);
    expect(outcomes.reduce((sum, one) => sum + one.records, 0)).toBe(records);
  }
});

test('a group says which things it keeps from being whole', async () => {
  const group = (await groups()).find(({ code }) => code === 'UNIT_UNKNOWN')!;
  const batch = 'lot:local:wendelau::400790:VM-260915-2';
  expect(group.makesGapped).toEqual(expect.arrayContaining([expect.objectContaining({ id: batch })]));
  expect(group).toMatchObject({ source: 'mes', records: 1, unreadable: 0 });
  expect((await plant.trace('FORWARD', batch)).completeness.gapCounts.map(({ kind }) => kind)).toContain('QUARANTINED');
});

test('S10: a retry that changes nothing is an entry, and the record waits on', async () => {
  const group = (await groups()).find(({ code }) => code === 'UNIT_UNKNOWN')!;
  const done = await act(group.id, 'RETRY', 'is it mended?');
  expect(done).toMatchObject({ records: 1, outcomes: [{ outcome: 'QUARANTINED', records: 1 }] });
  expect(await entry((done as QuarantineActDone).position)).toMatchObject({
    stream: 'decision',
    action: 'quarantine retry',
    actor: 'local',
    reason: 'is it mended?',
    target: group.id,
  });
});

test('S10: without a reason nothing is changed, and an unknown group is refused', async () => {
  const [group] = await groups();
  const before = await groups();
  expect(await act(group!.id, 'WAIVE', '  ').catch((error: unknown) => String(error))).toContain('BAD_USER_INPUT');
  expect(await act('no-such-group', 'WAIVE', 'why not')).toMatchObject({
    __typename: 'Refusal',
    code: 'UNKNOWN_GROUP',
  });
  expect(await groups()).toEqual(before);
});

test('a waived record makes no gap any more, and every answer that it names says that it was waived, and why', async () => {
  const group = (await groups()).find(({ code }) => code === 'LOOKUP_MISS')!;
  const unit = group.makesGapped.find(({ id }) => id.startsWith('unit:'))?.id ?? group.names[0]!;
  // Rows of the workshop that wait name seals of this valve, too: those gaps stay.
  const waits = ({ completeness }: WholeAnswer): boolean =>
    completeness.gaps.rows.some(({ kind, source }) => kind === 'QUARANTINED' && source === group.source);
  const before = await plant.trace('BACKWARD', unit);
  expect(waits(before)).toBe(true);
  const done = await act(group.id, 'WAIVE', 'tested again the next day');
  expect(done).toMatchObject({ outcomes: [{ outcome: 'IGNORED', records: 1 }] });
  const after = await plant.trace('BACKWARD', unit);
  expect(waits(after)).toBe(false);
  expect(after.completeness.notes).toContainEqual(expect.stringContaining('waived: tested again the next day'));
  // As known before the act, it still waits.
  expect(waits(await plant.trace('BACKWARD', unit, { position: before.position }))).toBe(true);
  expect((await sources()).every(({ balanced }) => balanced)).toBe(true);
});

const identify = async (same: readonly string[], are: boolean, reason: string): Promise<Decision | Refused> =>
  (
    await plant.query<{ identify: Decision | Refused }>(identifyDocument, {
      same: same.map((id) => ({ id })),
      are,
      reason,
    })
  ).identify;

test('I24: an alias that is stated and retracted is as if it had never been stated', async () => {
  const [one, other] = ['lot:local:wendelau::200010:D2605-04', 'lot:local:wendelau::200015:D2631-04'];
  const known = (
    await plant.query<{ search: { rows: { id: string }[] } }>(
      '{ search(text: "D26", first: 50, filter: { kinds: [LOT] }) { rows { id } } }',
    )
  ).search.rows.map(({ id }) => id);
  const [a, b] = [known.find((id) => id.includes('200010')) ?? one, known.find((id) => id.includes('200015')) ?? other];
  const never = await plant.trace('FORWARD', a);
  const stated = await identify([a, b], true, 'the supplier says so');
  expect(stated).toMatchObject({ outcome: 'APPLIED' });
  const joined = await plant.trace('FORWARD', a);
  expect(joined.rows[0]!.keys).toEqual(expect.arrayContaining([a, b]));
  const { thing } = await plant.query<{ thing: { history: { rows: { id: string; verb: string }[] } } }>(
    `{ thing(ref: { id: "${a}" }) { ... on Thing { history(first: 5) { rows { id verb } } } } }`,
  );
  const event = thing.history.rows.find(({ verb }) => verb === 'identify')!.id;
  await plant.query(retractDocument, { event, reason: 'it meant another delivery' });
  expect((await plant.trace('FORWARD', a)).digest).toBe(never.digest);
  expect(await identify([a, 'lot:local:wendelau::200015:NOBODY'], true, 'typing error')).toMatchObject({
    code: 'UNKNOWN_OBJECT',
  });
});

test('A8: the same act under the same key is done once, asked again later or at once; another act under it is refused', async () => {
  const { search } = await plant.query<{ search: { rows: { id: string }[] } }>(
    '{ search(text: "D26", first: 2, filter: { kinds: [LOT] }) { rows { id } } }',
  );
  const same = search.rows.map(({ id }) => `{ id: "${id}" }`).join(', ');
  const document = `mutation($reason: String!, $key: ID) {
    identify(same: [${same}], are: false, reason: $reason, key: $key) {
      __typename ... on Decision { position outcome } ... on Problem { code } } }`;
  const ask = async (reason: string, key?: string) =>
    (await plant.query<{ identify: Omit<Decision, '__typename'> }>(document, { reason, key })).identify;
  const [first, meanwhile] = await Promise.all([ask('two parts', 'k-1'), ask('two parts', 'k-1')]);
  expect(first).toMatchObject({ __typename: 'Decision', outcome: 'APPLIED' });
  expect(meanwhile).toEqual(first);
  expect(await ask('two parts', 'k-1')).toEqual(first);
  expect(await ask('another reason', 'k-1')).toMatchObject({ code: 'ACT_KEY_REUSED' });
  expect(await ask('two parts', ' ')).toMatchObject({ code: 'BAD_USER_INPUT' });
  // One without a key is a new entry, directly behind the first: nothing else was appended.
  const next = await ask('two parts');
  expect(Number(next.position)).toBe(Number(first.position) + 1);
  expect(await entry(first.position)).toMatchObject({ key: 'k-1', reason: 'two parts' });

  const group = (await groups()).find(({ code }) => code === 'UNIT_UNKNOWN')!;
  const waive = `mutation { actOnQuarantine(group: "${group.id}", action: WAIVE, reason: "seen", key: "k-2") {
    __typename ... on QuarantineActDone { position records outcomes { outcome records } left } } }`;
  const waived = await plant.query<object>(waive);
  // The group is gone by then; the answer is that of the first time.
  expect(await plant.query<object>(waive)).toEqual(waived);
});
