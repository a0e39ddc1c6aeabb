import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createMemoryOutcomes } from '../../graph/ledger/memory/memory-outcomes.ts';
import type { Outcome, OutcomeKind, Outcomes, QuarantineReason } from '../../graph/ledger/outcomes.ts';
import { outcomeKinds } from '../../graph/ledger/outcomes.ts';

/** A place where outcomes are kept: opening it again finds them. */
export interface OutcomesPlace {
  open(): Promise<Outcomes>;
  remove(): Promise<void>;
}

function outcome(seq: number, kind: OutcomeKind, more: Partial<Outcome> = {}): Outcome {
  return { seq, source: 'mes', kind, decidedAt: seq, ...more };
}

function reason(value: string, more: Partial<QuarantineReason> = {}): QuarantineReason {
  const message = `Unit ${value} is not known`;
  return {
    ...{ code: 'UNIT_UNKNOWN', stage: 'map', path: '$.qty.unit', value, message, names: [], unreadable: false },
    ...more,
  };
}

function quarantined(seq: number, value: string, names: readonly string[] = [], more: Partial<Outcome> = {}): Outcome {
  return outcome(seq, 'quarantined', { plan: 'mes.ops@1', quarantine: reason(value, { names }), ...more });
}

function freed(seq: number, by: number): Outcome {
  return outcome(seq, 'applied', { decidedAt: by });
}

const seqs = (outcomes: readonly Outcome[]): readonly number[] => outcomes.map(({ seq }) => seq);

/** What all outcomes promise. `create` makes an empty place. */
export function outcomesConformance(name: string, create: () => Promise<OutcomesPlace>): void {
  describe(`${name} keep the contract of outcomes`, () => {
    let place: OutcomesPlace;
    let outcomes: Outcomes;

    beforeEach(async () => {
      place = await create();
      outcomes = await place.open();
    });
    afterEach(async () => {
      outcomes.close();
      await place.remove();
    });

    test('forgotten, they are as if nothing had been written, also for what is written next', () => {
      outcomes.write([outcome(1, 'applied'), quarantined(2, 'Stk', ['lot 7'])], 2, new Map([['landed', '{"mes":2}']]));
      outcomes.forget();
      expect(outcomes.through()).toBe(0);
      expect([outcomes.outcome(1), outcomes.quarantinedAt(2), outcomes.groups(), outcomes.counts()]).toEqual([
        undefined,
        [],
        [],
        [],
      ]);
      expect([outcomes.stages().size, outcomes.stage('landed'), outcomes.balance()]).toEqual([0, undefined, []]);
      outcomes.write([outcome(1, 'ignored')], 1);
      expect(outcomes.outcome(1)).toEqual(outcome(1, 'ignored'));
      expect(outcomes.counts()).toMatchObject([{ counts: { applied: 0, ignored: 1, quarantined: 0 } }]);
    });

    test('an outcome comes back as it was written', () => {
      const full = quarantined(2, 'Stk', ['lot:local:valveworks::PC-700:B0815'], {
        note: 'rule 3',
        findings: [{ code: 'COLUMN_UNKNOWN', path: '$.x', value: 'ä"' }],
      });
      outcomes.write([outcome(1, 'applied'), full], 2);
      expect(outcomes.outcome(1)).toEqual(outcome(1, 'applied'));
      expect(outcomes.outcome(2)).toEqual(full);
      expect(outcomes.outcome(3)).toBeUndefined();
    });

    test('what is known is known through a position, and found again', async () => {
      expect(outcomes.through()).toBe(0);
      outcomes.write([outcome(1, 'applied'), quarantined(2, 'Stk')], 5, new Map([['plans', '{}']]));
      outcomes.close();
      outcomes = await place.open();
      expect(outcomes.through()).toBe(5);
      expect(outcomes.stages()).toEqual(new Map([['plans', '{}']]));
      expect([outcomes.stage('plans'), outcomes.stage('landed')]).toEqual(['{}', undefined]);
      expect(outcomes.outcome(1)?.kind).toBe('applied');
      outcomes.write([freed(2, 6), outcome(6, 'applied')], 6);
      expect(outcomes.counts()).toMatchObject([{ counts: { applied: 3, quarantined: 0 } }]);
    });

    test('stage texts follow the position and are not taken back by a repeat', () => {
      outcomes.write(
        [],
        3,
        new Map([
          ['plans', 'a'],
          ['sequence', '1'],
        ]),
      );
      outcomes.write([], 5, new Map([['plans', 'b']]));
      outcomes.write(
        [],
        3,
        new Map([
          ['plans', 'a'],
          ['sequence', '0'],
        ]),
      );
      expect(outcomes.through()).toBe(5);
      expect(outcomes.stages()).toEqual(
        new Map([
          ['plans', 'b'],
          ['sequence', '1'],
        ]),
      );
    });

    test('S4: each record has one current outcome, and landed is their sum', () => {
      const kinds = outcomeKinds.filter((kind) => kind !== 'quarantined');
      const landed = [...kinds.map((kind, i) => outcome(i + 1, kind)), quarantined(5, 'Stk')];
      outcomes.write([...landed, outcome(6, 'applied', { source: 'erp' })], 6);
      expect(outcomes.counts()).toEqual([
        { source: 'erp', counts: { applied: 1, duplicate: 0, ignored: 0, superseded: 0, quarantined: 0 } },
        { source: 'mes', counts: { applied: 1, duplicate: 1, ignored: 1, superseded: 1, quarantined: 1 } },
      ]);
      outcomes.write([freed(5, 7), outcome(7, 'ignored')], 7);
      expect(outcomes.counts()[1]).toEqual({
        source: 'mes',
        counts: { applied: 2, duplicate: 1, ignored: 2, superseded: 1, quarantined: 0 },
      });
    });

    test('S4: repeating a write changes nothing', () => {
      const first = [outcome(1, 'applied'), quarantined(2, 'Stk', ['A'])];
      const second = [freed(2, 3), quarantined(3, 'Stk')];
      outcomes.write(first, 2);
      outcomes.write(second, 3);
      const before = [outcomes.counts(), outcomes.groups(), outcomes.quarantinedAt(2), outcomes.quarantinedAt(3)];
      outcomes.write(first, 2);
      outcomes.write(second, 3);
      outcomes.write(first, 2);
      expect([outcomes.counts(), outcomes.groups(), outcomes.quarantinedAt(2), outcomes.quarantinedAt(3)]).toEqual(
        before,
      );
      expect(outcomes.outcome(2)).toEqual(freed(2, 3));
      expect(outcomes.through()).toBe(3);
    });

    test('a record freed later was quarantined as known before', () => {
      outcomes.write([quarantined(1, 'Stk'), outcome(2, 'applied'), quarantined(3, 'kg')], 3);
      outcomes.write([outcome(4, 'applied'), freed(1, 5)], 5);
      expect(seqs(outcomes.quarantinedAt(0))).toEqual([]);
      expect(seqs(outcomes.quarantinedAt(1))).toEqual([1]);
      expect(seqs(outcomes.quarantinedAt(4))).toEqual([1, 3]);
      expect(seqs(outcomes.quarantinedAt(5))).toEqual([3]);
      expect(outcomes.outcome(1)).toEqual(freed(1, 5));
    });

    test('a record that failed again under a later plan keeps both reasons, each in its time', () => {
      outcomes.write([quarantined(1, 'Stk')], 1);
      outcomes.write([quarantined(1, 'PAL', [], { decidedAt: 4 })], 4);
      expect(outcomes.quarantinedAt(3)[0]?.quarantine?.value).toBe('Stk');
      expect(outcomes.quarantinedAt(4)[0]?.quarantine?.value).toBe('PAL');
      expect(outcomes.groups().map(({ value }) => value)).toEqual(['PAL']);
    });

    test('I22: what a quarantined record names is found, while it is quarantined', () => {
      outcomes.write(
        [quarantined(1, 'Stk', ['lot A', 'lot B']), quarantined(2, 'kg', ['lot B']), quarantined(3, 'g')],
        3,
      );
      outcomes.write([freed(1, 4)], 4);
      expect(seqs(outcomes.quarantinedNaming(3, ['lot B', 'lot A', 'lot C']))).toEqual([1, 2]);
      expect(seqs(outcomes.quarantinedNaming(1, ['lot B']))).toEqual([1]);
      expect(seqs(outcomes.quarantinedNaming(4, ['lot A', 'lot B']))).toEqual([2]);
      expect(outcomes.quarantinedNaming(4, ['lot C'])).toEqual([]);
      expect(outcomes.quarantinedNaming(4, [])).toEqual([]);
    });

    test('a name that a repeated decision no longer gives is forgotten', () => {
      outcomes.write([quarantined(1, 'Stk', ['lot A'])], 1);
      outcomes.write([quarantined(1, 'Stk', ['lot B'])], 1);
      expect(outcomes.quarantinedNaming(1, ['lot A'])).toEqual([]);
      expect(seqs(outcomes.quarantinedNaming(1, ['lot B']))).toEqual([1]);
    });

    test('records that failed in one way make a group, whatever version of the plan', () => {
      outcomes.write(
        [1, 2, 3].map((seq) => quarantined(seq, seq === 2 ? 'kg' : 'Stk', [], { plan: `mes.ops@${seq}` })),
        3,
      );
      outcomes.write([quarantined(4, 'Stk', [], { source: 'erp' })], 4);
      expect(outcomes.groups()).toMatchObject([
        { source: 'mes', value: 'Stk', records: 2, firstSeq: 1, lastSeq: 3, message: 'Unit Stk is not known' },
        { source: 'mes', value: 'kg', records: 1, firstSeq: 2, lastSeq: 2 },
        { source: 'erp', value: 'Stk', records: 1, firstSeq: 4, lastSeq: 4 },
      ]);
      expect(outcomes.groups('erp').map(({ firstSeq }) => firstSeq)).toEqual([4]);
      const [group] = outcomes.groups();
      expect(outcomes.sample(group!.id, 1)).toEqual([1]);
      expect(outcomes.sample(group!.id, 10)).toEqual([1, 3]);
      expect(outcomes.sample('unknown', 10)).toEqual([]);
      outcomes.write([freed(1, 5)], 5);
      expect(outcomes.sample(group!.id, 10)).toEqual([3]);
      expect(outcomes.groups('mes')[0]).toMatchObject({ value: 'kg' });
    });

    test('any writes, in any order, give what the reference gives', async () => {
      const decision = fc.record({
        seq: fc.integer({ min: 1, max: 6 }),
        later: fc.integer({ min: 0, max: 4 }),
        kind: fc.constantFrom(...outcomeKinds),
        value: fc.constantFrom('Stk', 'kg'),
        names: fc.uniqueArray(fc.constantFrom('A', 'B', 'C')),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(fc.array(decision, { maxLength: 6 }), { maxLength: 6 }), async (writes) => {
          const other = await create();
          const [tested, reference] = [await other.open(), createMemoryOutcomes()];
          writes.forEach((decisions, i) => {
            const written = decisions.map(({ seq, later, kind, value, names }) => {
              const decidedAt = seq + later;
              const made = kind === 'quarantined' ? quarantined(seq, value, names) : outcome(seq, kind);
              return { ...made, decidedAt };
            });
            tested.write(written, i);
            reference.write(written, i);
          });
          expect(everything(tested)).toEqual(everything(reference));
          tested.close();
          await other.remove();
        }),
        { numRuns: 60 },
      );
    });
  });
}

function everything(outcomes: Outcomes): unknown {
  const positions = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  const groups = outcomes.groups();
  return {
    through: outcomes.through(),
    current: positions.map((seq) => outcomes.outcome(seq)),
    quarantined: positions.map((at) => outcomes.quarantinedAt(at)),
    naming: positions.map((at) => outcomes.quarantinedNaming(at, ['A', 'C'])),
    groups,
    samples: groups.map(({ id }) => outcomes.sample(id, 3)),
    counts: outcomes.counts(),
  };
}
