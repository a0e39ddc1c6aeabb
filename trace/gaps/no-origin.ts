import * as word from '../../graph/flow/edge-word.ts';
import { isHolder, isThing, isUnresolved } from '../../graph/flow/node-table.ts';
import type { ObjectKey } from '../../graph/model/object-ref.ts';
import { always, meet } from '../intervals.ts';
import type { Rows } from '../rows.ts';
import { gapList, gapListOf } from './asked.ts';
import type { AskedAnswer, GapList } from './asked.ts';
import { hasOrigin } from './origins.ts';
import type { Sources } from './sources.ts';

/**
 * Backward: a thing of the answer of which nothing says where it came from. Forward: a thing outside the answer that was
 * used or found without an origin, since it may have come from the answer by a record that was lost.
 */
export function noOrigin(asked: AskedAnswer): GapList {
  return asked.isForward ? outside(asked) : gapList('NO_ORIGIN', inside(asked));
}

function inside(asked: AskedAnswer): readonly { at: ObjectKey; text: string }[] {
  const { rows, frozen, sources, times } = asked;
  return asked.notable.flatMap((place) => {
    const row = frozen.row(place);
    const flags = rows.identity.flags(row);
    // A lot number without its material has a gap of its own.
    if ((flags & isThing) === 0 || (flags & isUnresolved) !== 0) return [];
    if (hasOrigin(rows, row, sources.brought)) return [];
    if (!rows.isHolder(row)) return [{ at: rows.identity.id(row), text: 'Nothing says where it came from.' }];
    const held = times.get(row) ?? [always];
    const isExplained = [...rows.staysIn(row).values()].some(({ outer }) => meet(held, outer).length > 0);
    return isExplained ? [] : [{ at: rows.identity.id(row), text: 'Nothing says what it held then.' }];
  });
}

function outside({ rows, places, sources }: AskedAnswer): GapList {
  const found = unexplained(rows, sources.brought).filter(
    (row) => places.of(row) < 0 && mayBeOfTheSites(rows, row, sources),
  );
  return gapListOf('NO_ORIGIN', found, (row) => ({
    at: rows.identity.id(row),
    text: 'It was used or found, and nothing says where it came from: it may have come from this answer.',
  }));
}

// The sites of the answer are looked up only for a thing whose number names its own.
function mayBeOfTheSites({ lens }: Rows, row: number, sources: Sources): boolean {
  const site = lens.index.nodes.site[row]!;
  if (site < 0) return true;
  const sites = sources.sites();
  return sites === 'any' || sites.has(lens.index.nodes.sites.text(site));
}

/** Things that were used or found without an origin, whoever asks: kept with the lens, since every forward answer reads them. */
function unexplained(rows: Rows, brought: ReadonlySet<ObjectKey>): readonly number[] {
  return rows.derived(`unexplained ${[...brought].join(' ')}`, () => {
    const found = new Set<number>();
    for (const node of candidates(rows, brought)) {
      const row = rows.identity.rowOf(node);
      if (!found.has(row) && isUnexplained(rows, row, brought)) found.add(row);
    }
    return [...found].sort((a, b) => rows.compare(a, b));
  });
}

function* candidates({ lens }: Rows, brought: ReadonlySet<ObjectKey>): Generator<number> {
  const { index } = lens;
  if (lens.byWordAlone) {
    yield* index.withoutOrigin;
    if (brought.size > 0) yield* index.withOriginByAttribute;
    return;
  }
  for (let node = 0; node < index.nodes.count; node++) if ((index.nodes.flags[node]! & isThing) !== 0) yield node;
}

function isUnexplained(rows: Rows, row: number, brought: ReadonlySet<ObjectKey>): boolean {
  const { identity } = rows;
  const flags = identity.flags(row);
  if ((flags & isHolder) !== 0 && rows.isHolder(row) && rows.staysIn(row).size > 0) return false;
  if ((flags & isUnresolved) !== 0 && identity.readings(row).length > 0) return false;
  return isUsed(rows, row) && !hasOrigin(rows, row, brought) && !isBoughtMaterial(rows, row);
}

const useOut = word.consumedBy | word.installedIn | word.packedIn | word.sampledAs | word.reidentifiedAs;

function isUsed({ lens, identity }: Rows, row: number): boolean {
  const uses = (side: 'out' | 'in', kinds: number, node: number) => {
    for (const e of lens.index.edgesOf(node, side)) {
      const bits = lens.index.word[e]!;
      if ((bits & kinds) !== 0 && lens.strength(e, bits) > 0) return true;
    }
    return false;
  };
  return identity
    .members(row)
    .some(
      (node) =>
        ['shipped', 'counted', 'received'].some((name) => lens.hasValue(node, name)) ||
        uses('out', useOut, node) ||
        uses('in', word.installedIn, node),
    );
}

function isBoughtMaterial({ lens, identity }: Rows, row: number): boolean {
  const { nodes } = lens.index;
  return identity.members(row).some((node) => {
    const material = nodes.material[node]!;
    const of = material < 0 ? -1 : nodes.find(nodes.materials.text(material));
    return (
      of >= 0 &&
      identity
        .members(identity.rowOf(of))
        .some((one) => [...lens.values(one, 'declared.procurement')].includes('"buy"'))
    );
  });
}
