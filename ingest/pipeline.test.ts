import { expect, test } from '@jest/globals';
import type { Outcomes } from '../graph/ledger/outcomes.ts';
import type { GraphStore } from '../graph/store/store.ts';
import { WhenceError } from '../graph/errors.ts';
import { viewOfEverything } from '../graph/model/view-authority.ts';
import { createWriter } from '../graph/writer/apply.ts';
import type { Writer } from '../graph/writer/apply.ts';
import { createPipeline } from './pipeline.ts';
import { standPlan, tested, TestIntake } from './test-intake.ts';
import { examplePeople } from './mapping/pseudonyms.ts';

async function stand(options: ConstructorParameters<typeof TestIntake>[0] = {}): Promise<TestIntake> {
  const intake = new TestIntake(options);
  await intake.declare('stand');
  await intake.plan('stand', standPlan);
  return intake;
}

/** Sources whose records and outcomes differ in number: none, at every watermark (I19). */
function isWhole({ ledger, outcomes }: TestIntake) {
  const balance = outcomes.balance();
  expect(balance.reduce((sum, { landed }) => sum + landed, 0)).toBe(outcomes.through());
  expect(outcomes.through()).toBe(ledger.reader.head().seq);
  return balance.filter(({ landed, decided }) => landed !== decided);
}

test('S4, I19: every record has exactly one outcome, and stored is the sum of the five', async () => {
  const intake = await stand();
  await intake.rows('stand', [tested(1), { note: 'shift begins' }, tested(2, '??'), { nothing: 'known' }, tested(1)]);
  await intake.rows('stranger', [{ a: '1' }]);
  await intake.catchUp();
  expect(intake.became('stand')).toEqual(['applied', 'ignored', 'LOOKUP_MISS', 'MATCH_NONE', 'duplicate']);
  expect(intake.became('stranger')).toEqual(['PLAN_NONE']);
  expect(isWhole(intake)).toEqual([]);
  expect(intake.outcomes.outcome(4)).toMatchObject({ note: 'note' });
  expect(intake.outcomes.outcome(7)).toMatchObject({ note: '3' });
});

test('I17, I21: a record waits for its table, and is read as if it had never failed', async () => {
  const verdicts = { verdicts: 'code,verdict\nIO,pass\nNIO,fail\n??,not evaluated\n' };
  const late = await stand();
  await late.rows('stand', [tested(1), tested(2, '??'), tested(3)]);
  await late.catchUp();
  expect(late.became('stand')).toEqual(['applied', 'LOOKUP_MISS', 'applied']);
  await late.plan('stand', standPlan, { tables: verdicts });
  await late.catchUp();
  expect(late.became('stand')).toEqual(['applied', 'applied', 'applied']);
  // As known before the table came, it was still waiting.
  expect(late.outcomes.quarantinedAt(5).map(({ seq }) => seq)).toEqual([4]);
  expect(late.outcomes.outcome(4)).toMatchObject({ kind: 'applied', decidedAt: 6 });

  const never = new TestIntake();
  await never.declare('stand');
  await never.plan('stand', standPlan, { tables: verdicts });
  await never.rows('stand', [tested(1), tested(2, '??'), tested(3)]);
  await never.catchUp();
  const key = 'unit:local:plant-a:::A-2';
  const about = async (graph: GraphStore) =>
    (await graph.history(viewOfEverything(), key, 10)).map(({ event, verb }) => [event, verb]);
  expect(await about(late.graph)).toEqual(await about(never.graph));
});

test('I22: a row that vanished from its file waits under the names of the things it spoke of', async () => {
  const intake = await stand();
  await intake.rows('stand', [tested(1)]);
  const headers = { file: 'in/log.csv', held: 'ROW_VANISHED' };
  await intake.rows('stand', [tested(1)], { position: '1:vanished', headers });
  await intake.catchUp();
  expect(intake.became('stand')).toEqual(['applied', 'ROW_VANISHED']);
  const waiting = intake.outcomes.quarantinedNaming(intake.ledger.reader.head().seq, ['unit:local:plant-a:::A-1']);
  expect(waiting).toMatchObject([{ quarantine: { code: 'ROW_VANISHED', value: 'in/log.csv' } }]);
  // What it stated when it came stands.
  expect((await intake.graph.history(viewOfEverything(), 'unit:local:plant-a:::A-1', 10)).length).toBeGreaterThan(0);
});

test('I17: records read under an older plan keep its mark; the newer one reads what comes after', async () => {
  const intake = await stand();
  await intake.rows('stand', [tested(1)]);
  await intake.plan('stand', standPlan.replace('note }', 'remark }'));
  await intake.rows('stand', [tested(2)]);
  await intake.catchUp();
  const [first, second] = [3, 5].map((seq) => intake.outcomes.outcome(seq)?.plan);
  expect(first).toMatch(/^stand@[0-9a-f]{12}$/);
  expect(second).toMatch(/^stand@[0-9a-f]{12}$/);
  expect(first).not.toEqual(second);
});

test('a record that waits is not read again by a plan that changes nothing for it', async () => {
  const intake = await stand();
  await intake.rows('stand', [tested(1, '??')]);
  await intake.plan('stand', standPlan.replace('note }', 'remark }'));
  await intake.catchUp();
  expect(intake.outcomes.outcome(3)).toMatchObject({ kind: 'quarantined', decidedAt: 3 });
  await intake.act('retry', [3], 'looked at');
  await intake.catchUp();
  expect(intake.became('stand')).toEqual(['LOOKUP_MISS']);
});

test('I21: a group that is tried again after a fix is read in ledger order, and only that group', async () => {
  const intake = await stand();
  await intake.rows('stand', [tested(1, '??'), { nothing: 'known' }, tested(2, '??')]);
  await intake.catchUp();
  const groups = intake.outcomes.groups('stand');
  expect(groups.map(({ code, records, unreadable }) => [code, records, unreadable])).toEqual([
    ['LOOKUP_MISS', 2, 0],
    ['MATCH_NONE', 1, 1],
  ]);
  expect(intake.outcomes.names(groups[0]!.id, 10)).toEqual(
    expect.arrayContaining(['unit:local:plant-a:::A-1', 'unit:local:plant-a:::A-2']),
  );
  await intake.act('retry', intake.outcomes.sample(groups[0]!.id, 10), 'looked at');
  await intake.catchUp();
  expect(intake.became('stand')).toEqual(['LOOKUP_MISS', 'MATCH_NONE', 'LOOKUP_MISS']);
  expect(intake.outcomes.outcome(6)).toMatchObject({ kind: 'applied', note: 'retry' });
  expect(isWhole(intake)).toEqual([]);
});

test('a record that is waived states nothing, keeps its reason and what it named, and is not read again', async () => {
  const intake = await stand();
  await intake.rows('stand', [tested(1), tested(2, '??'), tested(3, '??')]);
  await intake.act('waive', [4, 3], 'typed twice, the other one is right');
  await intake.catchUp();
  expect(intake.became('stand')).toEqual(['applied', 'LOOKUP_MISS', 'LOOKUP_MISS']);
  expect(intake.outcomes.outcome(4)).toMatchObject({
    kind: 'ignored',
    note: 'waived: typed twice, the other one is right',
  });
  expect(intake.outcomes.outcome(3)).toMatchObject({ kind: 'applied' });
  expect(intake.outcomes.quarantinedAt(6).map(({ seq }) => seq)).toEqual([5]);
  // As known before the act it was waiting.
  expect(intake.outcomes.quarantinedAt(5).map(({ seq }) => seq)).toEqual([4, 5]);
  expect(intake.outcomes.waivedAt(5)).toEqual([]);
  expect(intake.outcomes.waivedAt(6)).toMatchObject([{ seq: 4, quarantine: { code: 'LOOKUP_MISS' } }]);
  await intake.plan('stand', standPlan, { tables: { verdicts: 'code,verdict\nIO,pass\n??,warn\n' } });
  await intake.catchUp();
  expect(intake.outcomes.outcome(4)).toMatchObject({ kind: 'ignored' });
  expect(intake.outcomes.outcome(5)).toMatchObject({ kind: 'applied' });
  expect(isWhole(intake)).toEqual([]);
});

test('an act that cannot be read waits itself and does nothing', async () => {
  const intake = await stand();
  await intake.rows('stand', [tested(2, '??')]);
  await intake.act('drop' as 'waive', [3], 'no such act');
  await intake.catchUp();
  expect(intake.outcomes.outcome(4)?.quarantine?.code).toBe('CONTROL_UNREADABLE');
  expect(intake.outcomes.outcome(3)?.kind).toBe('quarantined');
});

test('S3: in batches of any size, and begun anew at any point, graph and outcomes are the same', async () => {
  const feed = async (intake: TestIntake) => {
    await intake.rows('stand', [tested(1), tested(2, '??'), tested(1), { note: 'x' }]);
    await intake.plan('stand', standPlan, { tables: { verdicts: 'code,verdict\nIO,pass\n??,warn\n' } });
    await intake.rows('stand', [tested(3), tested(2, '??')]);
  };
  const whole = await stand();
  await feed(whole);
  await whole.catchUp();
  for (const size of [1, 2, 3, 5]) {
    const parts = await stand({ limits: { records: size, events: 3 } });
    const isBalanced = () => parts.outcomes.balance().every(({ landed, decided }) => landed === decided);
    await feed(parts);
    await expect(
      parts.pipeline.catchUp((at) => {
        expect(isBalanced()).toBe(true);
        if (at >= 4) throw new Error('stopped');
      }),
    ).rejects.toThrow('stopped');
    parts.reopened();
    await parts.catchUp();
    expect(parts.became('stand')).toEqual(whole.became('stand'));
    expect(await parts.graph.digest('history')).toBe(await whole.graph.digest('history'));
  }
});

const noDisk = (): never => {
  throw new Error('no disk');
};

test('after a crash between graph and outcomes the outcomes are worked out again, and nothing is applied twice', async () => {
  const intake = await stand();
  await intake.rows('stand', [tested(1), tested(1), tested(2)]);
  const failing = new Proxy(intake.outcomes, {
    get: (outcomes, name: keyof Outcomes) => (name === 'write' ? noDisk : outcomes[name].bind(outcomes)),
  });
  const parts = { ledger: intake.ledger.reader, writer: createWriter(intake.graph, 1), people: examplePeople };
  await expect(createPipeline({ ...parts, outcomes: failing }).catchUp()).rejects.toThrow('no disk');
  const digest = await intake.graph.digest('history');
  expect(await intake.graph.position()).toBe(5);
  await intake.reopened().catchUp();
  expect(intake.became('stand')).toEqual(['applied', 'duplicate', 'applied']);
  expect(await intake.graph.digest('history')).toBe(digest);
});

test('I20, I21: a record that the graph refuses is found among the others and waits; they go on', async () => {
  const intake = await stand();
  await intake.rows('stand', [tested(1), tested(2), tested(3), tested(4), tested(5)]);
  const real = createWriter(intake.graph, 1);
  const writer: Writer = {
    apply: (arrived, watermark) => {
      const isBad = arrived.some((each) => 'event' in each && each.event.recordKey === 'stand/3');
      return isBad
        ? Promise.reject(new WhenceError('CANONICAL_JSON', { says: 'record 3' }))
        : real.apply(arrived, watermark);
    },
  };
  await createPipeline({
    ledger: intake.ledger.reader,
    writer,
    outcomes: intake.outcomes,
    people: examplePeople,
  }).catchUp();
  expect(intake.became('stand')).toEqual(['applied', 'applied', 'CANONICAL_JSON', 'applied', 'applied']);
  expect(intake.outcomes.outcome(5)?.quarantine?.names).toEqual(['stand/3']);
});

test('a store that is away holds everything and loses nothing', async () => {
  const intake = await stand();
  await intake.rows('stand', [tested(1)]);
  const away: Writer = { apply: () => Promise.reject(new WhenceError('STORE_UNAVAILABLE')) };
  const pipeline = createPipeline({
    ledger: intake.ledger.reader,
    writer: away,
    outcomes: intake.outcomes,
    people: examplePeople,
  });
  await expect(pipeline.catchUp()).rejects.toThrow('STORE_UNAVAILABLE');
  expect(intake.outcomes.through()).toBe(0);
  await intake.reopened().catchUp();
  expect(intake.became('stand')).toEqual(['applied']);
});

test('I4: other bytes under a known position are kept, read, and found', async () => {
  const intake = await stand();
  await intake.rows('stand', [tested(1)], { position: 'p' });
  await intake.rows('stand', [tested(2)], { position: 'p' });
  await intake.catchUp();
  expect(intake.became('stand')).toEqual(['applied', 'applied']);
  expect(intake.outcomes.outcome(4)?.findings).toEqual([{ code: 'POSITION_REUSED', path: 'position', value: 'p' }]);
});

test('one key with other content is a conflict that is shown, unless the plan says that the later one holds', async () => {
  const intake = await stand();
  await intake.rows('stand', [tested(1), tested(1, 'NIO')]);
  await intake.catchUp();
  expect(intake.outcomes.outcome(4)).toMatchObject({ kind: 'applied' });
  const resend = new TestIntake();
  await resend.declare('stand');
  await resend.plan('stand', standPlan.replace('key: "nr"', 'key: "nr"\nresend: whole file'));
  await resend.rows('stand', [tested(1), tested(1, 'NIO')]);
  await resend.catchUp();
  const [now] = await resend.graph.history(viewOfEverything(), 'unit:local:plant-a:::A-1', 1);
  expect(JSON.parse(now!.body)).toMatchObject({ verdict: 'fail' });
});

test('the higher revision of a record holds, whichever comes first', async () => {
  const intake = new TestIntake();
  await intake.declare('stand');
  await intake.plan('stand', standPlan.replace('key: "nr"', 'key: "nr"\nrevision: rev'));
  await intake.rows('stand', [
    { ...tested(1, 'NIO'), rev: '2' },
    { ...tested(1), rev: '1' },
  ]);
  await intake.catchUp();
  expect(intake.became('stand')).toEqual(['applied', 'superseded']);
});

test('a source is declared in the graph, and a newer declaration takes its place', async () => {
  const intake = new TestIntake();
  await intake.declare('stand', {
    sites: ['W1'],
    brings: ['party:gs1::::9520101000002'],
    skewMs: 5000,
    expectedEveryMs: 86_400_000,
  });
  await intake.declare('stand', { sites: ['W1', 'W2'] });
  await intake.catchUp();
  const history = await intake.graph.history(viewOfEverything(), 'source:local::::stand', 10);
  expect(history).toHaveLength(2);
  expect(JSON.parse(history[0]!.body)).toMatchObject({ attributes: { sites: ['W1', 'W2'] } });
  expect(JSON.parse(history[1]!.body)).toMatchObject({
    attributes: { sites: ['W1'], skewMs: '5000', expectedEvery: '86400000' },
  });
});

test('I7: what a connector lost is a gap of its source', async () => {
  const intake = await stand();
  await intake.control('gap', 'stand', {
    partition: 'a',
    cause: 'session lost',
    from: '2026-10-14T08:00:00Z',
    to: '2026-10-14T09:00:00Z',
    recoverable: true,
  });
  await intake.catchUp();
  const [gap] = await intake.graph.history(viewOfEverything(), 'source:local::::stand', 1);
  expect(JSON.parse(gap!.body)).toMatchObject({ verb: 'gap', of: 'stand', cause: 'session lost', recoverable: true });
});

test('a view of the source, or of the plan, goes to every statement', async () => {
  const intake = new TestIntake();
  await intake.declare('stand', { view: 'plant' });
  await intake.plan('stand', standPlan);
  await intake.rows('stand', [tested(1)]);
  await intake.plan('stand', standPlan.replace('key: "nr"', 'key: "nr"\nview: result'));
  await intake.rows('stand', [tested(2)]);
  await intake.catchUp();
  const views = await Promise.all(
    [1, 2].map(
      async (n) => (await intake.graph.history(viewOfEverything(), `unit:local:plant-a:::A-${n}`, 1))[0]?.view,
    ),
  );
  expect(views).toEqual(['plant', 'IO']);
});

// --- a source's own count

const counted = standPlan.replace('key: "nr"', 'key: "nr"\nsequence: nr');

async function gaps(intake: TestIntake): Promise<readonly unknown[]> {
  const history = await intake.graph.history(viewOfEverything(), 'source:local::::stand', 50);
  return history
    .map(({ body }) => JSON.parse(body) as { verb: string; missing?: string; closes?: string; interval: object })
    .filter(({ verb }) => verb === 'gap')
    .map(({ missing, closes }) => closes ?? missing);
}

test('I7: a jump in a source’s own numbers is a gap with the missing numbers', async () => {
  const intake = new TestIntake();
  await intake.declare('stand');
  await intake.plan('stand', counted);
  await intake.rows('stand', [tested(7), tested(8), tested(8), tested(11), tested(12)]);
  await intake.catchUp();
  expect(await gaps(intake)).toEqual(['numbers 9 to 10']);
});

test('I7: a number that comes late closes the gap, and what is still missing is stated anew; also over a restart', async () => {
  const intake = new TestIntake();
  await intake.declare('stand');
  await intake.plan('stand', counted);
  await intake.rows('stand', [tested(7), tested(12)]);
  await intake.catchUp();
  intake.reopened();
  await intake.rows('stand', [tested(10)]);
  await intake.catchUp();
  intake.reopened();
  await intake.rows('stand', [tested(8), tested(9)]);
  await intake.catchUp();
  const stated = await gaps(intake);
  expect(stated.filter((gap) => !String(gap).includes('/')).toSorted()).toEqual([
    'number 11',
    'number 9',
    'numbers 8 to 11',
    'numbers 8 to 9',
  ]);
  const closed = stated.filter((gap) => String(gap).includes('/')).toSorted();
  expect(closed).toEqual(['whence/gap/stand/8-11', 'whence/gap/stand/8-9', 'whence/gap/stand/9-9']);
});

test('each station may have a count of its own', async () => {
  const intake = new TestIntake();
  await intake.declare('stand');
  await intake.plan('stand', standPlan.replace('key: "nr"', 'key: "nr"\nsequence: { number: n, per: station }'));
  const at = (nr: number, station: string, n: string) => ({ ...tested(nr), station, n });
  await intake.rows('stand', [at(1, 'A', '5'), at(2, 'B', '90'), at(3, 'A', '6'), at(4, 'B', '92')]);
  await intake.catchUp();
  expect(await gaps(intake)).toEqual(['B: number 91']);
});

// --- documents kept in one piece

test('I20: of a document that counts as one, one bad record holds all; then all of it is applied', async () => {
  const intake = new TestIntake();
  await intake.declare('stand');
  await intake.plan('stand', standPlan.replace('{ format: json }', '{ format: ndjson }'));
  const lines = [tested(1), tested(2, '??')].map((row) => JSON.stringify(row)).join('\n');
  const whole = { body: Buffer.from(lines), headers: { frame: 'whole' } };
  await intake.rows('stand', [{}], whole);
  await intake.catchUp();
  expect(intake.became('stand')).toEqual(['LOOKUP_MISS']);
  expect(await intake.graph.history(viewOfEverything(), 'unit:local:plant-a:::A-1', 1)).toEqual([]);
  expect(intake.outcomes.outcome(3)?.quarantine?.names).toEqual(
    expect.arrayContaining(['stand/1', 'unit:local:plant-a:::A-2']),
  );
  await intake.plan('stand', standPlan.replace('{ format: json }', '{ format: ndjson }'), {
    tables: { verdicts: 'c,v\nIO,pass\n??,warn\n' },
  });
  await intake.catchUp();
  expect(intake.became('stand')).toEqual(['applied']);
  expect(await intake.graph.history(viewOfEverything(), 'unit:local:plant-a:::A-1', 1)).toHaveLength(1);
});

test('a gap notice that is not well formed waits; it does not stop what comes after', async () => {
  const intake = await stand();
  await intake.control('gap', 'stand', { partition: 'a', cause: 'overflow', from: 'yesterday', recoverable: false });
  await intake.rows('stand', [tested(1)]);
  await intake.catchUp();
  expect(intake.outcomes.outcome(3)).toMatchObject({ kind: 'quarantined', quarantine: { code: 'EVENT_FIELD' } });
  expect(intake.became('stand')).toEqual(['applied']);
});

test('a column of numbers that begins to hold texts is said once, and nothing is held for it', async () => {
  const intake = await stand();
  await intake.rows(
    'stand',
    [1, 2, 3, 4].map((nr) => tested(nr)),
  );
  await intake.catchUp();
  const drifted = (): readonly string[] =>
    Array.from({ length: intake.outcomes.through() }, (_, i) => intake.outcomes.outcome(i + 1)).flatMap((outcome) =>
      (outcome?.findings ?? []).flatMap(({ code, path, value }) =>
        code === 'COLUMN_TYPE' ? [`${path} ${value}`] : [],
      ),
    );
  // Four are not enough to be surprised by the fifth; and what was counted is still known after a restart.
  await intake.rows('stand', [{ ...tested(5), rev: '5' }, tested(6)]);
  await intake.catchUp();
  expect(drifted()).toEqual([]);
  await intake.rows('stand', [{ ...tested(7), nr: 'N 7' }, { ...tested(8), nr: 'N 8' }, tested(9)]);
  await intake.catchUp();
  expect(drifted()).toEqual(['nr N 7']);
  expect(new Set(intake.became('stand'))).toEqual(new Set(['applied']));
});
