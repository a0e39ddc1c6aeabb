import * as word from '../../graph/flow/edge-word.ts';
import { hasMembers, isMember, isVessel } from '../../graph/flow/node-table.ts';
import type { Gap } from '../answer.ts';
import type { Rows } from '../rows.ts';
import { gapList } from './asked.ts';
import type { AskedAnswer, GapList } from './asked.ts';

/** Statements that only a rule to come reads: what a lot was booked for and which of its members it was, and vessels. */
export function rulePending(asked: AskedAnswer): GapList {
  const { rows, frozen, notable } = asked;
  const gaps = notable.flatMap((place): readonly Omit<Gap, 'kind'>[] => {
    const row = frozen.row(place);
    const flags = rows.identity.flags(row);
    const at = rows.identity.id(row);
    if ((flags & isVessel) !== 0) return [{ at, text: 'How a vessel mixes what it holds is not yet read (T11).' }];
    const isOpen = asked.isForward
      ? (flags & isMember) !== 0 && mayHaveBeenBooked(asked, row)
      : (flags & hasMembers) !== 0 && mayHaveBeenMembers(asked, row);
    return isOpen ? [{ at, text: text(asked.isForward) }] : [];
  });
  return gapList('RULE_PENDING', gaps);
}

const text = (isForward: boolean): string =>
  isForward
    ? 'Its lot was used as a whole lot, and this member may have been what was used (T27).'
    : 'It was used as a whole lot, and which of its members it was is not said (T27).';

const ends = word.consumedBy | word.installedIn;

// Forward: a member without an end of its own, whose lot has one and is not in the answer itself.
function mayHaveBeenBooked({ rows, places }: AskedAnswer, row: number): boolean {
  if (hasEnd(rows, row)) return false;
  return [...linked(rows, row, 'in', word.hasMember)].some((lot) => places.of(lot) < 0 && hasEnd(rows, lot));
}

// Backward: a lot that something in the answer used, with members that have no end of their own and are not in it.
function mayHaveBeenMembers({ rows, places }: AskedAnswer, row: number): boolean {
  const isUsedHere = [...linked(rows, row, 'out', ends)].some((user) => places.of(user) >= 0);
  if (!isUsedHere) return false;
  return [...linked(rows, row, 'out', word.hasMember)].some((member) => places.of(member) < 0 && !hasEnd(rows, member));
}

function hasEnd(rows: Rows, row: number): boolean {
  for (const _ of linked(rows, row, 'out', ends)) return true;
  return rows.identity.members(row).some((node) => rows.lens.hasValue(node, 'shipped'));
}

function* linked({ lens, identity }: Rows, row: number, side: 'in' | 'out', kinds: number): Generator<number> {
  const { index } = lens;
  for (const node of identity.members(row))
    for (const e of index.edgesOf(node, side)) {
      const bits = index.word[e]!;
      if ((bits & kinds) !== 0 && lens.strength(e, bits) > 0)
        yield identity.rowOf(side === 'out' ? index.to[e]! : index.from[e]!);
    }
}
