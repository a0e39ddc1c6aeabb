import type { View } from '../../graph/model/view.ts';
import type { Gap, GapKind } from '../answer.ts';
import type { Evidence } from '../evidence.ts';
import type { Answered } from '../parents.ts';
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
  return { kind, count: gaps.length, gaps: gaps.slice(0, shown).map((gap) => ({ kind, ...gap })) };
}
