import type { EventOf } from '../events/canonical-event.ts';
import type { Use } from '../events/parts.ts';
import { objectKey } from '../model/object-ref.ts';
import { units } from '../model/units.ts';
import { choiceSizes } from './choices.ts';
import type { ChoiceSizes } from './choices.ts';

export interface Inputs {
  readonly uses: readonly Use[];
  readonly sizes: ChoiceSizes;
}

/**
 * Several lots of one counted material, several outputs and no links: all lots were used, but not which output got which.
 * Each lot is then one of alternatives, `at least one` (trace.md §1). Mass and volume blend and are left alone. An amount
 * that is not stated, in a unit that we do not know, or of a material that is not stated, may be either: it is taken as
 * counted, so that nothing is wrongly certain.
 */
export function withCountedLots(event: EventOf<'transform'>): Inputs {
  const uses = event.inputs ?? [];
  const stated = choiceSizes(uses);
  if (!isOpen(event)) return { uses, sizes: stated };
  const groups = countedGroups(uses);
  const sizes = new Map([...stated, ...[...groups].map(([label, members]) => [label, members.length] as const)]);
  const labels = new Map([...groups].flatMap(([label, members]) => members.map((use) => [use, label] as const)));
  return { uses: uses.map((use) => asAlternative(use, labels.get(use))), sizes };
}

/** Not which output got which: there is more than one unit to get it. Pooled parts do not know each other's outputs. */
function isOpen({ links, outputs = [], transformationId }: EventOf<'transform'>): boolean {
  if (links !== undefined && links.length > 0) return false;
  if (transformationId !== undefined) return true;
  return outputs.length > 1 || (outputs.length === 1 && outputs[0]?.thing?.kind !== 'unit');
}

function countedGroups(uses: readonly Use[]): ReadonlyMap<string, readonly Use[]> {
  const lots = uses.filter(({ thing }) => thing?.kind === 'lot' || thing?.kind === 'sublot');
  const groups = Map.groupBy(lots, (use) => `lots of ${materialOf(use)}`);
  return new Map([...groups].filter(([, members]) => severalLots(members) && members.some(mayBeCounted)));
}

function severalLots(members: readonly Use[]): boolean {
  return new Set(members.map(({ thing }) => thing && objectKey(thing))).size > 1;
}

function materialOf({ thing, material }: Use): string {
  if (thing?.material !== undefined) return `${thing.scheme}:${thing.issuer}:${thing.material}`;
  return material === undefined ? 'unknown material' : `${material.scheme}:${material.issuer}:${material.value}`;
}

function mayBeCounted({ quantity }: Use): boolean {
  const dimension = quantity === undefined ? undefined : units.get(quantity.unit)?.dimension;
  return dimension !== 'mass' && dimension !== 'volume';
}

// A lot with a choice of its own keeps it, and still counts in the size: the others are then never proven.
function asAlternative(use: Use, label: string | undefined): Use {
  if (label === undefined || use.choice !== undefined) return use;
  return { ...use, choice: label, choiceKind: 'at least one' };
}
