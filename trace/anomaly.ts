import * as word from '../graph/flow/edge-word.ts';
import type { Rows } from './rows.ts';

const leaving = word.consumedBy | word.installedIn | word.packedIn | word.sampledAs;
const arriving = word.produced;

/** T10: the thing was used provably before every operation that made it. Reported, and nothing is removed for it. */
export function isOutOfOrder({ lens, identity }: Rows, e: number): boolean {
  const { index } = lens;
  const bits = index.word[e]!;
  if ((bits & leaving) === 0) return false;
  const { hi } = lens.moment(e);
  const row = identity.rowOf(index.from[e]!);
  const made = identity
    .members(row)
    .flatMap((node) => [...index.edgesOf(node, 'in')])
    .filter((one) => (index.word[one]! & arriving) !== 0 && lens.strength(one, index.word[one]!) > 0);
  return made.length > 0 && made.every((one) => lens.moment(one).lo > hi);
}
