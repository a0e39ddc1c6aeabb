import type { View } from '../../graph/model/view.ts';
import type { Gap, GapKind } from '../answer.ts';
import type { Evidence } from '../evidence.ts';
import type { Answered } from '../answered.ts';
import type { Sources } from './sources.ts';

/** An answer whose completeness is asked for. */
export interface AskedAnswer extends Answered {
  readonly starts: readonly number[];
  readonly view: View;
  readonly evidence: Evidence;
  readonly sources: Sources;
  /** Places of rows that a gap may look at: flagged ones only, since nothing else can have one. */
  readonly notable: readonly number[];
}

/** Gaps of one kind: all are counted, the first ones shown. */
export interface GapList {
  readonly kind: GapKind;
  readonly count: number;
  readonly gaps: readonly Gap[];
}

const shown = 100;

export function gapList(kind: GapKind, gaps: readonly Omit<Gap, 'kind'>[]): GapList {
  return gapListOf(kind, gaps, (gap) => gap);
}

/** The same where there may be very many: only those that are shown are put into words. */
export function gapListOf<T>(kind: GapKind, found: readonly T[], say: (one: T) => Omit<Gap, 'kind'>): GapList {
  return { kind, count: found.length, gaps: found.slice(0, shown).map((one) => ({ kind, ...say(one) })) };
}
