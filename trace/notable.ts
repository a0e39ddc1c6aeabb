import * as node from '../graph/flow/node-table.ts';
import type { Answered } from './answered.ts';

const inAnyAnswer = node.hasAlias | node.isUnresolved | node.isVessel | node.hasSeveralOrigins;
const backward = inAnyAnswer | node.tookClassOnly | node.hasMembers;
const forward = inAnyAnswer | node.isMember;

/** Places of rows that a gap may have to look at. At the head their flags tell; under another lens any row may be. */
export function notableIn({ rows, frozen, isForward }: Answered): readonly number[] {
  const { flags } = rows.lens.index.nodes;
  const found: number[] = [];
  const interesting = isForward ? forward : backward;
  const needsOrigin = isForward ? 0 : node.isThing;
  const trustsFlags = isForward || rows.lens.byWordAlone;
  for (let place = 0; place < frozen.count; place++) {
    const bits = flags[frozen.row(place)]!;
    const isWithoutOrigin = (bits & needsOrigin) !== 0 && (bits & node.hasOriginEdge) === 0;
    if ((bits & interesting) !== 0 || isWithoutOrigin || !trustsFlags) found.push(place);
  }
  return found;
}
