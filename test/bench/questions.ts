import { lastLevel } from './genealogy.ts';
import type { Genealogy } from './genealogy.ts';
import type { PlainWalk } from './plain-walk.ts';

export interface StandingQuestion {
  readonly start: number;
  readonly isForward: boolean;
  /** Things and operations of the answer, the start included. */
  readonly nodes: number;
  readonly things: number;
}

/**
 * B: the ancestors of a unit. F: the descendants of a lot in the middle, one that a tank took in. S: those of a shared
 * consumable. Each is the one nearest to a number of things, so that answers of graphs of other sizes compare.
 */
export type Questions = Readonly<Record<'B' | 'F' | 'S', StandingQuestion>>;

const things = { B: 1600, F: 94_000, S: 404_000 };
const unitsTried = 200;

export function questionsOf(genealogy: Genealogy, plain: PlainWalk): Questions {
  const { steps, width, size } = genealogy;
  const scale = Math.min(1, size / 1_000_000);
  const isThing = new Uint8Array(steps.nodes);
  for (const node of steps.nodeOfThing) isThing[node] = 1;
  const nearest = (isForward: boolean, starts: readonly number[], wanted: number): StandingQuestion =>
    starts
      .map((thing) => {
        const start = steps.nodeOfThing[thing]!;
        const reached = plain.reach(start, isForward);
        return {
          start,
          isForward,
          nodes: reached.length,
          things: reached.reduce((sum, node) => sum + isThing[node]!, 0),
        };
      })
      .reduce((best, one) => (Math.abs(one.things - wanted) < Math.abs(best.things - wanted) ? one : best));
  const units = Array.from({ length: unitsTried }, (_, i) =>
    genealogy.thing(lastLevel, Math.floor((width * (i + 0.5)) / unitsTried)),
  );
  return {
    B: nearest(false, units, things.B),
    F: nearest(true, genealogy.poured, things.F * scale),
    S: nearest(true, genealogy.consumables, things.S * scale),
  };
}

/** A walk that finds less is no rival, and one that finds more is no answer. */
export function mustAgree(bench: string, counts: readonly number[]): void {
  if (new Set(counts).size > 1) throw new Error(`${bench}: the walks do not agree: ${counts.join(', ')}`);
}
