import * as word from '../../graph/flow/edge-word.ts';
import { instantMs } from '../../graph/flow/instant.ts';
import { common } from '../intervals.ts';
import type { Interval } from '../intervals.ts';
import type { Rows } from '../rows.ts';
import { gapList } from './asked.ts';
import type { AskedAnswer, GapList } from './asked.ts';
import type { Source } from './sources.ts';

/** Value of the attribute `gap` (graph/writer/project-gap.ts). */
interface StatedGap {
  readonly from?: string;
  readonly to?: string;
  readonly sites?: readonly string[];
  readonly cause: string;
  readonly missing?: string;
  readonly recordKey: string;
}

/** A source lost an interval in which a part of the answer may lie. */
export function sourceGaps(asked: AskedAnswer): GapList {
  const open = asked.sources.all.flatMap((source) => openGaps(asked.rows, source).map((gap) => ({ source, gap })));
  if (open.length === 0) return gapList('SOURCE_GAP', []);
  const relevant = asked.isForward ? sinceTheStarts(asked) : untilTheLatest(asked);
  const gaps = open
    .filter(({ source, gap }) => asked.sources.concern(gap.sites ?? source.sites) && common(spanOf(gap), relevant))
    .map(({ source, gap: { from, to, cause, missing } }) => ({
      source: source.name,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      text: `Records were lost (${cause})${missing === undefined ? '' : `: ${missing}`}.`,
    }));
  return gapList('SOURCE_GAP', gaps);
}

function openGaps({ lens }: Rows, { node }: Source): readonly StatedGap[] {
  const closed = new Set(
    [...lens.values(node, 'gapClosed')].map((text) => (JSON.parse(text) as { closes: string }).closes),
  );
  const gaps = [...lens.values(node, 'gap')].map((text) => JSON.parse(text) as StatedGap);
  return gaps.filter(({ recordKey }) => !closed.has(recordKey)).reverse();
}

function spanOf({ from, to }: StatedGap): Interval {
  return { lo: from === undefined ? -Infinity : instantMs(from), hi: to === undefined ? Infinity : instantMs(to) };
}

const atATime = word.consumedBy | word.produced | word.installedIn | word.packedIn | word.sampledAs;

// From when the earliest start is first known to exist; unknown: any time.
function sinceTheStarts({ rows, starts }: AskedAnswer): Interval {
  const lo = Math.min(...starts.map((row) => firstKnown(rows, row)));
  return { lo, hi: Infinity };
}

function firstKnown(rows: Rows, row: number): number {
  const times = [...timesOf(rows, row, 'in'), ...timesOf(rows, row, 'out')];
  return times.length === 0 ? -Infinity : Math.min(...times.map(({ lo }) => lo));
}

// Up to the latest edge of the answer.
function untilTheLatest({ rows, frozen }: AskedAnswer): Interval {
  let hi = -Infinity;
  for (let place = 0; place < frozen.count && hi < Infinity; place++)
    for (const time of timesOf(rows, frozen.row(place), 'in')) hi = Math.max(hi, time.hi);
  // A start that nothing leads to: whatever led there may have been lost at any time.
  return { lo: -Infinity, hi: hi === -Infinity ? Infinity : hi };
}

function* timesOf({ lens, identity }: Rows, row: number, side: 'in' | 'out'): Generator<Interval> {
  for (const node of identity.members(row))
    for (const e of lens.index.edgesOf(node, side)) {
      const bits = lens.index.word[e]!;
      if ((bits & atATime) !== 0 && lens.strength(e, bits) > 0) yield lens.moment(e);
    }
}
