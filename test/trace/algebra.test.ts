import { expect, test } from '@jest/globals';
import { env } from 'node:process';
import type { FlowIndex } from '../../graph/flow/flow-index.ts';
import { viewOfEverything } from '../../graph/model/view-authority.ts';
import type { StoredEdge } from '../../graph/store/store.ts';
import { linesDigest, rowLine } from '../../trace/digests.ts';
import { Engine } from '../../trace/engine.ts';
import { noEvidence } from '../../trace/evidence.ts';
import type { HeldAnswer } from '../../trace/held-answer.ts';
import { conservative } from '../../trace/question.ts';
import type { Direction } from '../../trace/question.ts';
import { explain } from '../../trace/why.ts';
import { explainAbsence } from '../../trace/why-not.ts';
import { Dice } from '../plants/dice.ts';
import { indexOf } from '../plants/pages.ts';
import type { Flow } from '../plants/pages.ts';
import { randomFlow, randomMood } from '../plants/random-flow.ts';

// Laws that hold between answers, on random graphs at the head. What each answer is by itself, the reference says.

const graphs = Math.ceil(Number(env['WHENCE_GRAPHS'] ?? 100_000) / 300);
const everyone = viewOfEverything();
const afterAll = 100;

/** Rows by id: 2 certain, 1 possible. */
type Inclusions = ReadonlyMap<string, number>;

class Asked {
  readonly index: FlowIndex;
  readonly engine: Engine;

  constructor(flow: Flow) {
    this.index = indexOf(flow, { stops: [afterAll], merges: new Set([afterAll]) });
    this.engine = new Engine(this.index, noEvidence);
  }

  get rows() {
    return this.engine.rows(everyone, { asOf: { known: afterAll }, rules: conservative });
  }

  /** Ids of all rows that the index knows of. */
  ids(): readonly string[] {
    const { identity } = this.rows;
    const nodes = Array.from({ length: this.index.nodes.count }, (_, node) => node).filter((node) =>
      identity.isKnown(node),
    );
    return [...new Set(nodes.map((node) => identity.id(identity.rowOf(node))))];
  }

  hold(starts: readonly string[], direction: Direction): HeldAnswer {
    const asOf = { known: afterAll };
    return this.engine.compute(everyone, { starts, direction, rules: conservative, asOf, budget: { nodes: 1000 } });
  }

  ask(starts: readonly string[], direction: Direction): Inclusions {
    const { frozen } = this.hold(starts, direction);
    const { identity } = this.rows;
    return new Map(
      Array.from({ length: frozen.count }, (_, place) => [
        identity.id(frozen.row(place)),
        frozen.isCertain(place) ? 2 : 1,
      ]),
    );
  }

  digest(starts: readonly string[], direction: Direction): string {
    const { frozen } = this.hold(starts, direction);
    const lines = Array.from({ length: frozen.count }, (_, place) =>
      rowLine(this.rows.identity.id(frozen.row(place)), frozen.depth(place), frozen.isCertain(place)),
    );
    return linesDigest(lines);
  }
}

function forAll(law: (flow: Flow, dice: Dice) => void): void {
  for (let seed = 1; seed <= graphs; seed++) {
    const dice = new Dice(seed);
    const flow = randomFlow(dice, randomMood(dice));
    if (new Asked(flow).ids().length === 0) continue;
    try {
      law(flow, dice);
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    }
  }
}

const bothWays: readonly Direction[] = ['forward', 'backward'];

test(`T1: y lies after x exactly when x lies before y, as surely, on ${graphs} graphs`, () => {
  forAll((flow) => {
    const asked = new Asked(flow);
    const ids = asked.ids();
    const after = new Map(ids.map((id) => [id, asked.ask([id], 'forward')]));
    for (const y of ids) {
      const expected = ids.filter((x) => after.get(x)!.has(y)).map((x) => [x, after.get(x)!.get(y)]);
      expect([y, [...asked.ask([y], 'backward')].sort()]).toEqual([y, expected.sort()]);
    }
  });
});

test('T2: in whatever order the statements came, the answer at the head has the same digest', () => {
  forAll((flow, dice) => {
    const live = { ...flow, edges: flow.edges.filter(({ retractedAt }) => retractedAt === undefined) };
    if (live.edges.length === 0) return;
    const events = [...new Set(live.edges.map(({ event }) => event))].map((event) => ({ event, at: dice.throw(1e6) }));
    const places = new Map(events.toSorted((a, b) => a.at - b.at).map(({ event }, place) => [event, place + 1]));
    const edges = live.edges
      .map((edge): StoredEdge => ({ ...edge, recordedAt: places.get(edge.event)! }))
      .toSorted((a, b) => a.recordedAt - b.recordedAt || a.ordinal - b.ordinal);
    const [one, other] = [new Asked(live), new Asked({ ...live, edges })];
    expect([...other.ids()].sort()).toEqual([...one.ids()].sort());
    for (const id of one.ids()) for (const way of bothWays) expect(other.digest([id], way)).toBe(one.digest([id], way));
  });
});

test('T6: from several starts comes what comes from each, at least as surely, and it says from which', () => {
  forAll((flow, dice) => {
    const asked = new Asked(flow);
    const starts = dice.some(asked.ids(), 3);
    for (const way of bothWays) {
      const together = asked.ask(starts, way);
      const each = starts.map((start) => asked.ask([start], way));
      expect([...together.keys()].sort()).toEqual([...new Set(each.flatMap((one) => [...one.keys()]))].sort());
      const held = asked.hold(starts, way);
      for (const [id, inclusion] of together) {
        const best = Math.max(...each.map((one) => one.get(id) ?? 0));
        expect(inclusion).toBeGreaterThanOrEqual(best);
        const row = asked.rows.identity.rowOf(asked.index.nodes.find(id));
        const reaching = held.starts.map((start) => asked.engine.reaches(held, start, [row]).has(row));
        const alone = held.starts.map((start) => each[starts.indexOf(asked.rows.identity.id(start))]!.has(id));
        expect(reaching).toEqual(alone);
      }
    }
  });
});

// Without a stay's ends and beginnings a window may be longer, and without an identity a row is another.
const isCut = ({ kind }: StoredEdge): boolean => kind === 'PACKED_IN' || kind === 'SAME_AS';

test('T7: taking an edge back makes no answer larger, and none surer', () => {
  forAll((flow, dice) => {
    const left = flow.edges.filter((edge) => isCut(edge) || dice.chance(80));
    if (left.length === 0) return;
    const [more, less] = [new Asked(flow), new Asked({ ...flow, edges: left })];
    for (const id of less.ids())
      for (const way of bothWays) {
        const whole = more.ask([id], way);
        for (const [row, inclusion] of less.ask([id], way))
          expect([row, (whole.get(row) ?? 0) >= inclusion]).toEqual([row, true]);
      }
  });
});

test('T20: a chain of edges leads from a start to every row of an answer, and a reason keeps out every other', () => {
  forAll((flow, dice) => {
    const asked = new Asked(flow);
    const ids = asked.ids();
    const start = dice.pick(ids);
    for (const way of bothWays) {
      const held = asked.hold([start], way);
      const answered = asked.engine.answered(held);
      const { identity } = asked.rows;
      const found = new Set(Array.from({ length: held.frozen.count }, (_, place) => held.frozen.row(place)));
      for (let place = 0; place < held.frozen.count; place++) {
        const { chain, group } = explain(answered, place, held.starts);
        // A lot number without its material is joined to its readings by no statement: a step without an edge.
        const steps = chain.length + (group ? 1 : 0);
        expect(steps).toBeGreaterThanOrEqual(held.frozen.isCertain(place) ? held.frozen.depth(place) && 1 : 0);
        for (const e of chain.flat()) {
          expect(found.has(identity.rowOf(asked.index.from[e]!))).toBe(true);
          expect(found.has(identity.rowOf(asked.index.to[e]!))).toBe(true);
        }
      }
      for (const id of ids) {
        if (found.has(identity.rowOf(asked.index.nodes.find(id)))) continue;
        expect(explainAbsence(held, asked.rows, id, asked.engine.scratch).text).not.toBe('');
      }
    }
  });
});
