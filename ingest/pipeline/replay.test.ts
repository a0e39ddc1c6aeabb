import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { objectKey } from '../../graph/model/object-ref.ts';
import { viewOfEverything } from '../../graph/model/view-authority.ts';
import type { GraphChange } from '../../graph/store/changes.ts';
import { createWriter } from '../../graph/writer/apply.ts';
import { approvePlan, proposePlan, replayStart } from '../approve-plan.ts';
import { landMode } from '../ledger-mode.ts';
import { createPipeline } from '../pipeline.ts';
import { bundle, standPlan, tested, TestIntake } from '../test-intake.ts';
import { digestOfChanges, replayDiff } from './replay-diff.ts';
import type { ReplayDiff } from './replay-diff.ts';
import { examplePeople } from '../mapping/pseudonyms.ts';

const now = () => Date.UTC(2026, 9, 14);
const end = Number.MAX_SAFE_INTEGER;
const nothing = { same: 0, changed: 0, added: 0, retracted: 0 };

/** How two people might change a plan: each choice is one thing that a version can be right or wrong about. */
interface Version {
  readonly table: string;
  readonly key: string;
  readonly rule: string;
  readonly when: string | undefined;
  readonly repeat: string;
  readonly also: boolean;
}

const versions: fc.Arbitrary<Version> = fc.record({
  table: fc.constantFrom('IO,pass\nNIO,fail\n', 'IO,pass\nNIO,pass\n', 'IO,pass\n', 'IO,warn\nNIO,fail\nX,fail\n'),
  key: fc.constantFrom('nr', 'nr', "nr, sn | join('/')"),
  rule: fc.constantFrom('test', 'test', 'check'),
  when: fc.constantFrom(undefined, undefined, "r.result != 'NIO'"),
  repeat: fc.constantFrom('', 'resend: whole file', 'revision: rev'),
  also: fc.boolean(),
});

const example = `examples:
  - name: tested
    given: '{"nr":"1","sn":"A-1","result":"IO","rev":"1","at":"2026-10-14T08:00:00Z"}'
    outcomes: { applied: 1 }
`;

function planOf({ table, key, rule, when, repeat, also }: Version) {
  const also_ = `
  - rule: washed
    type: treat
    context: actual
    time: { from: at, basis: event }
    things: "sn | id('mes-serial')"
`;
  const text = standPlan
    .replace('key: "nr"', `rekey: true\nkey: "${key}"\n${repeat}`)
    .replace('rule: test', `rule: ${rule}`)
    .replace('    type: inspect', `${when === undefined ? '' : `    when: "${when}"\n`}    type: inspect`);
  return bundle(`${text}${also ? also_ : ''}${example}`, { tables: { verdicts: `code,verdict\n${table}` } });
}

const rows = fc.array(
  fc
    .record({
      nr: fc.integer({ min: 1, max: 6 }),
      sn: fc.integer({ min: 1, max: 4 }),
      result: fc.constantFrom('IO', 'IO', 'NIO', 'X'),
      rev: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ nr, sn, result, rev }) => ({ ...tested(nr, result, `A-${sn}`), rev: String(rev) })),
  { maxLength: 10 },
);

/** An intake whose graph tells what is written to it. */
class WatchedIntake extends TestIntake {
  written: readonly GraphChange[] = [];

  override reopened() {
    const graph = Object.create(this.graph) as typeof this.graph;
    graph.apply = (changes, watermark, epoch) => {
      this.written = changes;
      return this.graph.apply(changes, watermark, epoch);
    };
    const parts = {
      ledger: this.ledger.reader,
      writer: createWriter(graph, 1),
      outcomes: this.outcomes,
      people: examplePeople,
    };
    return (this.pipeline = createPipeline(parts));
  }

  async foresee(version: Version, last: number): Promise<ReplayDiff> {
    const replayFrom = replayStart(this.ledger.reader, 'stand', last);
    const from = replayFrom === undefined ? {} : { replayFrom };
    const parts = { ledger: this.ledger.reader, outcomes: this.outcomes, store: this.graph, people: examplePeople };
    return replayDiff(parts, { source: 'stand', bundle: planOf(version), ...from });
  }

  async approve(version: Version, { replayFrom, events }: ReplayDiff): Promise<number> {
    const from = replayFrom === undefined ? {} : { replayFrom };
    const request = { source: 'stand', bundle: planOf(version), actor: 'ida', role: 'quality', reason: 'test' };
    return approvePlan(this.ledger, { ...request, ...from, foreseen: events }, now);
  }

  readonly liveAt = async (position: number): Promise<readonly string[]> => {
    const keys = [1, 2, 3, 4].map((n) =>
      objectKey({ kind: 'unit', scheme: 'local', issuer: 'plant-a', value: `A-${n}` }),
    );
    const found = await Promise.all(keys.map((key) => this.graph.history(viewOfEverything(), key, 1000)));
    return found
      .flat()
      .filter(({ recordedAt, retractedAt }) => recordedAt <= position && (retractedAt ?? end + 1) > position)
      .map(({ event, body }) => `${event} ${body}`)
      .toSorted();
  };
}

async function begun(first: Version, records: readonly object[]): Promise<WatchedIntake> {
  const intake = new WatchedIntake();
  await intake.declare('stand');
  await intake.control('plan', 'stand', planOf(first));
  await intake.rows('stand', records);
  await intake.catchUp();
  return intake;
}

const runs = Number(process.env['WHENCE_REPLAYS'] ?? 60);

// Two records that a version reads as one: within one replay an event is stated, ended and stated again.
const asOne: Version = {
  table: 'IO,pass\nNIO,fail\n',
  key: 'nr',
  rule: 'test',
  when: undefined,
  repeat: 'resend: whole file',
  also: false,
};
const statedTwice: [Version, (ReturnType<typeof tested> & { rev: string })[], number][] = [
  [{ ...asOne, repeat: '' }, [{ ...tested(5, 'NIO', 'A-1'), rev: '1' }], 1],
  [{ ...asOne, when: "r.result != 'NIO'", also: true }, [], 2],
];

test('I18: the replay diff predicts exactly what approval then does, and what was known before stays answerable', async () => {
  let effects = 0;
  await fc.assert(
    fc.asyncProperty(
      versions,
      fc.array(fc.tuple(versions, rows, fc.nat(12)), { minLength: 1, maxLength: 3 }),
      rows,
      async (first, then, records) => {
        const intake = await begun(first, records);
        for (const [version, more, last] of then) {
          const foreseen = await intake.foresee(version, last);
          const position = foreseen.position;
          const before = await intake.liveAt(position);
          const waiting = intake.outcomes.quarantinedAt(position).length;
          await intake.approve(version, foreseen);
          await intake.catchUp();
          effects += intake.written.length;
          expect(digestOfChanges(intake.written)).toBe(foreseen.digest);
          const freed = foreseen.freed.reduce((sum, group) => sum + group.records, 0);
          expect(intake.outcomes.quarantinedAt(intake.outcomes.through())).toHaveLength(waiting - freed);
          expect(await intake.liveAt(position)).toEqual(before);
          const { same, changed, added, retracted } = foreseen.events;
          expect(await intake.liveAt(end)).toHaveLength(before.length + added - retracted);
          expect(same + changed).toBeLessThanOrEqual(before.length);
          await intake.rows('stand', more);
          await intake.catchUp();
        }
      },
    ),
    { numRuns: runs, examples: [[asOne, statedTwice, [{ ...tested(5, 'IO', 'A-2'), rev: '1' }]]] },
  );
  expect(effects).toBeGreaterThan(runs);
});

test('a version that reads everything anew leaves the graph as if it had been in effect from the beginning', async () => {
  await fc.assert(
    fc.asyncProperty(versions, versions, rows, async (first, second, records) => {
      const intake = await begun(first, records);
      const foreseen = await intake.foresee(second, 1000);
      fc.pre(foreseen.unreadable.length === 0);
      await intake.approve(second, foreseen);
      await intake.catchUp();
      const fresh = await begun(second, records);
      expect(await intake.graph.digest('head')).toBe(await fresh.graph.digest('head'));
    }),
    { numRuns: runs },
  );
});

const plain: Version = {
  table: 'IO,pass\nNIO,fail\n',
  key: 'nr',
  rule: 'test',
  when: undefined,
  repeat: '',
  also: false,
};

test('a newer version revises events instead of doubling them; both are answerable at their positions', async () => {
  const intake = await begun(plain, [tested(1, 'IO'), tested(2, 'NIO'), tested(3, 'X')]);
  const version = { ...plain, table: 'IO,pass\nNIO,warn\nX,fail\n' };
  const foreseen = await intake.foresee(version, 100);
  expect(foreseen.events).toEqual({ same: 1, changed: 1, added: 1, retracted: 0 });
  expect(foreseen.changed[0]?.says).toEqual(['verdict: "fail" → "warn"']);
  expect(foreseen.freed).toMatchObject([{ code: 'LOOKUP_MISS', path: 'result', value: 'X', records: 1 }]);
  const position = await intake.approve(version, foreseen);
  await intake.catchUp();
  const verdicts = async (at: number) =>
    (await intake.liveAt(at)).map((text) => /"verdict":"(\w+)"/.exec(text)?.[1]).toSorted();
  expect(await verdicts(position - 1)).toEqual(['fail', 'pass']);
  expect(await verdicts(position)).toEqual(['fail', 'pass', 'warn']);
  expect(intake.became('stand')).toEqual(['applied', 'applied', 'applied']);
});

test('I17: a record reads by the version in effect at its position; without a replay older ones keep theirs', async () => {
  const intake = await begun(plain, [tested(1)]);
  const version = { ...plain, table: 'IO,warn\nNIO,fail\nX,fail\n' };
  await intake.approve(version, await intake.foresee(version, 0));
  await intake.rows('stand', [tested(2)]);
  await intake.catchUp();
  const live = await intake.liveAt(end);
  expect(live.map((text) => /"verdict":"(\w+)"/.exec(text)?.[1]).toSorted()).toEqual(['pass', 'warn']);
  expect(new Set(live.map((text) => /"mapping":"([^"]*)"/.exec(text)?.[1])).size).toBe(2);
});

test('what a newer version cannot read stays as it was said, and is found', async () => {
  const intake = await begun(plain, [tested(1, 'IO'), tested(2, 'NIO')]);
  const version = { ...plain, table: 'IO,pass\n' };
  const foreseen = await intake.foresee(version, 100);
  expect(foreseen.unreadable).toMatchObject([{ code: 'LOOKUP_MISS', value: 'NIO', records: 1 }]);
  await intake.approve(version, foreseen);
  await intake.catchUp();
  expect(await intake.liveAt(end)).toHaveLength(2);
  expect(intake.became('stand')).toEqual(['applied', 'applied']);
  expect(intake.outcomes.outcome(4)?.findings).toMatchObject([{ code: 'REPLAY_UNREADABLE', value: 'LOOKUP_MISS' }]);
});

test('S3: rebuilt from the ledger, graph and history are the same after approvals', async () => {
  const intake = await begun(plain, [tested(1, 'IO'), tested(2, 'NIO'), tested(3, 'X')]);
  const version = { ...plain, rule: 'check', key: "nr, sn | join('/')" };
  await intake.approve(version, await intake.foresee(version, 2));
  await intake.rows('stand', [tested(4)]);
  await intake.catchUp();
  const again = new TestIntake({ ledger: intake.ledger, limits: { records: 2, events: 1 } });
  await again.catchUp();
  expect(await again.graph.digest('history')).toBe(await intake.graph.digest('history'));
});

const request = { source: 'stand', bundle: planOf(plain), role: 'quality', reason: 'new codes', foreseen: nothing };

test('S19: in a regulated ledger nobody approves a version that he proposed himself, or that was edited since', async () => {
  const intake = await begun(plain, []);
  await landMode(intake.ledger, 'regulated');
  await landMode(intake.ledger, 'single'); // has no reverse
  const { seq } = intake.ledger.reader.head();
  await expect(approvePlan(intake.ledger, { ...request, actor: 'ida' }, now)).rejects.toThrow('PLAN_NOT_PROPOSED');
  await proposePlan(intake.ledger, { source: 'stand', bundle: planOf(plain), actor: 'ida' });
  await expect(approvePlan(intake.ledger, { ...request, actor: 'ida' }, now)).rejects.toThrow('SELF_APPROVAL');
  const edited = planOf({ ...plain, rule: 'check' });
  await expect(approvePlan(intake.ledger, { ...request, bundle: edited, actor: 'max' }, now)).rejects.toThrow(
    'PLAN_NOT_PROPOSED',
  );
  expect(intake.ledger.reader.head().seq).toBe(seq + 1); // the proposal alone
  await approvePlan(intake.ledger, { ...request, actor: 'max' }, now);
  const last = intake.ledger.reader.record(intake.ledger.reader.head().seq)!;
  expect(JSON.parse(Buffer.from(last.body).toString())).toMatchObject({
    actor: 'max',
    author: 'ida',
    action: 'plan approve',
    reason: 'new codes',
    at: '2026-10-14T00:00:00.000Z',
  });
});

test('a proposed version reads nothing until it is approved', async () => {
  const intake = await begun(plain, []);
  const version = planOf({ ...plain, table: 'IO,warn\n' });
  await proposePlan(intake.ledger, { source: 'stand', bundle: version, actor: 'ida' });
  await intake.rows('stand', [tested(1)]);
  await intake.catchUp();
  expect((await intake.liveAt(end))[0]).toContain('"verdict":"pass"');
});

test('I16: a version with a rule that no example exercises is not approvable, nor one without a reason', async () => {
  const intake = await begun(plain, []);
  const { seq } = intake.ledger.reader.head();
  const untested = bundle(standPlan);
  await expect(approvePlan(intake.ledger, { ...request, bundle: untested, actor: 'ida' }, now)).rejects.toThrow(
    'no example exercises rule test',
  );
  await expect(approvePlan(intake.ledger, { ...request, reason: ' ', actor: 'ida' }, now)).rejects.toThrow(
    'REASON_REQUIRED',
  );
  expect(intake.ledger.reader.head().seq).toBe(seq);
});
