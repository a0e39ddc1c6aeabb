import { flowKinds } from '../store/changes.ts';
import type { FlowKind } from '../store/changes.ts';

// One 32-bit word an edge: the walk decides at the head, for a reader who sees everything, by one AND.
//   0–12  kind, one bit each, so that any set of kinds is one mask (four are free for kinds to come)
//  13–18  flags below
//  24–31  role, an ordinal into the index's table of roles

const bitOf = new Map<string, number>(flowKinds.map((kind, bit) => [kind, 1 << bit]));

export const kindMask = (1 << 13) - 1;
export const isPlanned = 1 << 13;
export const isInferred = 1 << 14;
export const isChosen = 1 << 15;
/** Taken out: the end of a window. */
export const isEnd = 1 << 16;
/** Retracted as of the index's position. */
export const isRetracted = 1 << 17;
/** Has reference designators: a removal closes only its own. */
export const isPositioned = 1 << 18;

export const roleShift = 24;
export const maxRoles = 256;

/** Whether a walk at the head has to look at the word at all: most edges are plain, confirmed and live. */
export function isPlain(word: number): boolean {
  return (word & unplain) === 0;
}

export function kindBit(kind: FlowKind): number {
  return bitOf.get(kind)!;
}

export function kindOf(word: number): FlowKind {
  return flowKinds[31 - Math.clz32(word & kindMask)]!;
}

export const consumedBy = kindBit('CONSUMED_BY');
export const produced = kindBit('PRODUCED');
export const installedIn = kindBit('INSTALLED_IN');
export const packedIn = kindBit('PACKED_IN');
export const hasMember = kindBit('HAS_MEMBER');
export const sampledAs = kindBit('SAMPLED_AS');
export const reidentifiedAs = kindBit('REIDENTIFIED_AS');
export const sameAs = kindBit('SAME_AS');
export const classOnly = kindBit('CLASS_ONLY');

const unplain = isPlanned | isInferred | isChosen | isRetracted | packedIn | sameAs | classOnly;
