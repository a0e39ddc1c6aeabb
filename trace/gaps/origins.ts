import * as word from '../../graph/flow/edge-word.ts';
import { hasOriginEdge } from '../../graph/flow/node-table.ts';
import type { ObjectKey } from '../../graph/model/object-ref.ts';
import type { Rows } from '../rows.ts';

const origins = word.produced | word.hasMember | word.sampledAs | word.reidentifiedAs;

interface Origin {
  readonly kind: string;
  readonly from?: ObjectKey;
}

/**
 * Whether something says where the row came from: an operation that made it, another identity or the lot it belongs to, a
 * declared origin, or a receipt for purchase from a party whose own records we do not take in.
 */
export function hasOrigin(rows: Rows, row: number, brought: ReadonlySet<ObjectKey>): boolean {
  return isMade(rows, row) || isDeclared(rows, row, brought) || isBoughtUnderAnotherName(rows, row, brought);
}

function isMade({ lens, identity }: Rows, row: number): boolean {
  const { index } = lens;
  return identity.members(row).some((node) => {
    if (lens.byWordAlone) return (index.nodes.flags[node]! & hasOriginEdge) !== 0;
    for (const e of index.edgesOf(node, 'in')) {
      const bits = index.word[e]!;
      if ((bits & origins) !== 0 && lens.strength(e, bits) > 0) return true;
    }
    return false;
  });
}

function isDeclared({ lens, identity }: Rows, row: number, brought: ReadonlySet<ObjectKey>): boolean {
  return identity.members(row).some((node) => {
    for (const text of lens.values(node, 'origin')) if (isOrigin(JSON.parse(text) as Origin, brought)) return true;
    return false;
  });
}

// Who sent it is unknown: it may have been one whose records should show it.
function isOrigin({ kind, from }: Origin, brought: ReadonlySet<ObjectKey>): boolean {
  if (kind !== 'receipt' || brought.size === 0) return true;
  return from !== undefined && !brought.has(from);
}

// A supplier's lot is received as a lot of our own: the receipt stands on ours.
function isBoughtUnderAnotherName(rows: Rows, row: number, brought: ReadonlySet<ObjectKey>): boolean {
  const { lens, identity } = rows;
  return identity.members(row).some((node) => {
    for (const e of lens.index.edgesOf(node, 'out')) {
      const bits = lens.index.word[e]!;
      if ((bits & word.reidentifiedAs) === 0 || lens.strength(e, bits) === 0) continue;
      if (isDeclared(rows, identity.rowOf(lens.index.to[e]!), brought)) return true;
    }
    return false;
  });
}
