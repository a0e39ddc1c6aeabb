import { isUnresolved } from '../../graph/flow/node-table.ts';
import { gapList } from './asked.ts';
import type { AskedAnswer, GapList } from './asked.ts';

/** A lot number that was stated without its material, and so names nothing for certain. */
export function unresolved({ rows, frozen, notable }: AskedAnswer): GapList {
  const gaps = notable.flatMap((place) => {
    const row = frozen.row(place);
    if ((rows.identity.flags(row) & isUnresolved) === 0) return [];
    return [{ at: rows.identity.id(row), text: meaningOf(rows.identity.readings(row).length) }];
  });
  return gapList('UNRESOLVED', gaps);
}

function meaningOf(readings: number): string {
  const stated = 'It was stated without its material';
  if (readings === 0) return `${stated}, and no lot that is known bears the number.`;
  if (readings === 1) return `${stated}; one lot that is known bears the number and is shown as possible.`;
  return `${stated}; ${readings} lots bear the number and are shown as possible.`;
}
