import { gapList } from './asked.ts';
import type { AskedAnswer, GapList } from './asked.ts';

/** Records that are kept and of which nobody knows what became: as long as one is, no answer is whole. */
export function outOfBalance({ evidence, view }: AskedAnswer): GapList {
  const gaps = evidence.imbalances().map(({ source, text }) => (view.everything ? { source, text } : { text: hidden }));
  return gapList('BALANCE', view.everything ? gaps : gaps.slice(0, 1));
}

const hidden = 'The records of a source and what became of them do not add up.';
