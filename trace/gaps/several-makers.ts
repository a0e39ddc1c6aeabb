import * as word from '../../graph/flow/edge-word.ts';
import { hasSeveralOrigins } from '../../graph/flow/node-table.ts';
import type { AskedAnswer } from './asked.ts';

const shown = 50;

/**
 * Things that two sources each say were made by an operation of their own. It may be one operation told twice, and they may
 * disagree about what went into it; both are walked (model.md §4), and whoever decides on the answer is told.
 */
export function severalMakers({ rows, frozen, notable }: AskedAnswer): readonly string[] {
  const { lens, identity } = rows;
  const { index } = lens;
  const told: string[] = [];
  for (const place of notable) {
    const row = frozen.row(place);
    if (told.length === shown || (identity.flags(row) & hasSeveralOrigins) === 0) continue;
    const makers = new Map<string, number>();
    for (const member of identity.members(row))
      for (const e of index.edgesOf(member, 'in'))
        if ((index.word[e]! & word.produced) !== 0 && lens.strength(e, index.word[e]!) > 0)
          makers.set(lens.originOf(e).source, index.from[e]!);
    if (new Set(makers.values()).size < 2) continue;
    const sources = [...makers.keys()].sort().join(' and ');
    told.push(
      `${identity.id(row)} is said by ${sources} to come of an operation each; where they differ, both are walked.`,
    );
  }
  return told;
}
