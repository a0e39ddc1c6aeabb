import * as word from '../graph/flow/edge-word.ts';
import { findChain } from './chain.ts';
import type { Chain } from './chain.ts';
import type { Answered } from './answered.ts';
import { isMemberOfChoice } from './walk.ts';

/** Why a row is in: its chain by edge ordinals, and for a row that a choice proves one chain a member (T20). */
export interface Explained {
  readonly chain: Chain;
  readonly group?: readonly { readonly member: number; readonly chain: Chain }[];
  readonly otherPaths: boolean;
}

export function explain(answered: Answered, place: number, starts: readonly number[]): Explained {
  const { frozen } = answered;
  const row = frozen.row(place);
  const isStart = (other: number) => starts.includes(other);
  if (frozen.isCertain(place)) {
    const search = { answered, needsCertain: true };
    const { chain, leading } = findChain(search, row, isStart);
    if (chain) return { chain, otherPaths: isThereAnother(answered, chain, row, isStart) };
    const proven = answered.isForward
      ? provenInto(answered, leading, isStart)
      : provenOutOf(answered, leading, isStart);
    if (proven) return { ...proven, otherPaths: true };
  }
  const { chain = [] } = findChain({ answered, needsCertain: false }, row, isStart);
  return { chain, otherPaths: isThereAnother(answered, chain, row, isStart) };
}

// There is another way exactly when there is one that leaves out some edge of this one.
function isThereAnother(answered: Answered, chain: Chain, row: number, isStart: (row: number) => boolean): boolean {
  return chain.some(
    (edges) => findChain({ answered, needsCertain: false, without: new Set(edges) }, row, isStart).chain,
  );
}

type Proven = Pick<Explained, 'chain' | 'group'>;

/** Forward: the nearest row behind this one whose choice has every member reached surely. */
function provenInto(
  answered: Answered,
  leading: ReadonlyMap<number, Chain>,
  isStart: (row: number) => boolean,
): Proven | undefined {
  for (const [target, chain] of leading) {
    const members = wholeChoice(answered, target, (row) => isCertain(answered, row));
    if (!members) continue;
    return {
      chain,
      group: members.map(({ row, edge }) => ({ member: row, chain: [...chainTo(answered, row, isStart), [edge]] })),
    };
  }
  return undefined;
}

/** Backward: a choice whose every member this row leads to surely, and whose target leads surely to a start. */
function provenOutOf(
  answered: Answered,
  leading: ReadonlyMap<number, Chain>,
  isStart: (row: number) => boolean,
): Proven | undefined {
  const { rows } = answered;
  const { index } = rows.lens;
  for (const row of leading.keys())
    for (const node of rows.identity.members(row))
      for (const e of index.edgesOf(node, 'out')) {
        if ((index.word[e]! & word.isChosen) === 0) continue;
        const target = rows.identity.rowOf(index.to[e]!);
        const members = isCertain(answered, target) && wholeChoice(answered, target, (one) => leading.has(one));
        if (!members) continue;
        const group = members.map(({ row: member, edge }) => ({ member, chain: [[edge], ...leading.get(member)!] }));
        return { chain: chainTo(answered, target, isStart), group };
      }
  return undefined;
}

function chainTo(answered: Answered, row: number, isStart: (row: number) => boolean): Chain {
  const certain = findChain({ answered, needsCertain: true }, row, isStart).chain;
  return certain ?? findChain({ answered, needsCertain: false }, row, isStart).chain ?? [];
}

function isCertain({ places, frozen }: Answered, row: number): boolean {
  const place = places.of(row);
  return place >= 0 && frozen.isCertain(place);
}

/** Members of a choice into the row, if all of them are there. */
function wholeChoice(
  { rows }: Answered,
  target: number,
  isReached: (row: number) => boolean,
): readonly { row: number; edge: number }[] | undefined {
  const { lens, identity } = rows;
  const { index } = lens;
  const byChoice = new Map<number, { row: number; edge: number }[]>();
  for (const node of identity.members(target))
    for (const edge of index.edgesOf(node, 'in')) {
      const bits = index.word[edge]!;
      const row = identity.rowOf(index.from[edge]!);
      if (lens.strength(edge, bits) === 0 || !isMemberOfChoice(lens, edge, bits) || !isReached(row)) continue;
      const choice = index.choices.of(edge);
      const members = byChoice.get(choice);
      if (members) members.push({ row, edge });
      else byChoice.set(choice, [{ row, edge }]);
    }
  for (const [choice, members] of byChoice) if (members.length === index.choices.size[choice]) return members;
  return undefined;
}
