/** Milliseconds of several rounds. */
export interface Times {
  readonly min: number;
  readonly median: number;
}

export type Sense = 'at-least' | 'at-most';

interface Goal {
  /** Null where nothing was promised: the figure is there to be watched. */
  readonly goal: number | null;
  readonly sense: Sense;
}

/** What a figure is of; several figures may be of one bench, against different rivals or of different sizes. */
interface Named {
  readonly bench: string;
  readonly size: number;
  readonly store: string;
}

interface Reached {
  /** Null where there is no goal. */
  readonly ok: boolean | null;
}

/** Ours beside what one would use instead, in one run. Where more is better the ratio says how many times faster ours is. */
export interface Comparison extends Named, Goal, Reached {
  readonly ours_ms: Times;
  readonly against: string;
  readonly theirs_ms: Times;
  readonly ratio: number;
}

/** A figure that stands for itself. */
export interface Measure extends Named, Goal, Reached {
  readonly value: number;
  readonly unit: string;
}

export type Figure = Comparison | Measure;

export function comparison(
  named: Named,
  ours: Times,
  [against, theirs]: readonly [string, Times],
  { goal, sense }: Goal,
): Comparison {
  const ratio = sense === 'at-least' ? theirs.median / ours.median : ours.median / theirs.median;
  return {
    ...named,
    ours_ms: rounded(ours),
    against,
    theirs_ms: rounded(theirs),
    ratio: digits(ratio),
    goal,
    sense,
    ok: isReached(ratio, { goal, sense }),
  };
}

export function measure(named: Named, value: number, unit: string, { goal, sense }: Goal): Measure {
  return { ...named, value: digits(value), unit, goal, sense, ok: isReached(value, { goal, sense }) };
}

function isReached(value: number, { goal, sense }: Goal): boolean | null {
  if (goal === null) return null;
  return sense === 'at-least' ? value >= goal : value <= goal;
}

const rounded = ({ min, median }: Times): Times => ({ min: digits(min), median: digits(median) });

const digits = (value: number): number => Number(value.toPrecision(4));
