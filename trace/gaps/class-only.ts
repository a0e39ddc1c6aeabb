import { tookClassOnly } from '../../graph/flow/node-table.ts';
import { refOfKey } from '../../graph/model/object-ref.ts';
import type { ObjectKey } from '../../graph/model/object-ref.ts';
import type { Rows } from '../rows.ts';
import { gapList } from './asked.ts';
import type { AskedAnswer, GapList } from './asked.ts';

/** Something went in of which only the material is known: into the answer, or (forward) possibly out of it. */
export function classOnly(asked: AskedAnswer): GapList {
  return gapList('CLASS_ONLY', asked.isForward ? outOfIt(asked) : intoIt(asked));
}

interface Found {
  readonly at: ObjectKey;
  readonly text: string;
}

function intoIt({ rows, frozen, notable }: AskedAnswer): readonly Found[] {
  return notable.flatMap((place) => {
    const row = frozen.row(place);
    if ((rows.identity.flags(row) & tookClassOnly) === 0) return [];
    return [...materialsInto(rows, row)].map((material) => ({
      at: rows.identity.id(row),
      text: `It took ${nameOf(material)} of which no lot or serial is known.`,
    }));
  });
}

function materialsInto({ lens, identity }: Rows, row: number): ReadonlySet<ObjectKey> {
  const { index } = lens;
  const found = new Set<ObjectKey>();
  for (const node of identity.members(row))
    for (const e of index.edgesOf(node, 'in'))
      if (lens.isClassOnly(e, index.word[e]!)) found.add(index.nodes.key(index.from[e]!));
  return found;
}

function outOfIt(asked: AskedAnswer): readonly Found[] {
  const { rows, places } = asked;
  const { index } = rows.lens;
  const open = index.classOnlyEdges.filter((e) => rows.lens.isClassOnly(e, index.word[e]!));
  if (open.length === 0) return [];
  const held = heldMaterials(asked);
  const found = new Map<string, Found>();
  for (const e of open) {
    const row = rows.identity.rowOf(index.to[e]!);
    const material = index.nodes.key(index.from[e]!);
    if (places.of(row) >= 0 || !couldBe(rows, held, e)) continue;
    const at = rows.identity.id(row);
    const text = `It took ${nameOf(material)} without lot or serial: it may have been one of this answer.`;
    found.set(`${at} ${material}`, { at, text });
  }
  return [...found.values()];
}

interface Held {
  /** By the material's number alone: another issuer may number the same material. With the sites of the things. */
  readonly sites: ReadonlyMap<string, ReadonlySet<string> | 'any'>;
  /** The material of something in the answer is not known. */
  readonly isOpen: boolean;
}

/** A package has none; a sample is of the material it was drawn from, which is in the answer beside it. */
const withoutMaterial: ReadonlySet<string> = new Set(['operation', 'logistic', 'sample']);

function heldMaterials({ rows, frozen }: AskedAnswer): Held {
  const { nodes } = rows.lens.index;
  const sites = new Map<string, Set<string> | 'any'>();
  const numbers = new Map<number, readonly string[]>();
  let isOpen = false;
  for (let place = 0; place < frozen.count; place++)
    for (const node of rows.identity.members(frozen.row(place))) {
      const material = nodes.material[node]!;
      if (material < 0) {
        isOpen ||= !withoutMaterial.has(nodes.kindOf(node));
        continue;
      }
      let names = numbers.get(material);
      if (!names) numbers.set(material, (names = numbersOf(rows, material)));
      for (const name of names)
        note(sites, name, nodes.site[node]! < 0 ? undefined : nodes.sites.text(nodes.site[node]!));
    }
  return { sites, isOpen };
}

function note(sites: Map<string, Set<string> | 'any'>, name: string, site: string | undefined): void {
  const known = sites.get(name);
  if (known === 'any') return;
  if (site === undefined) sites.set(name, 'any');
  else if (known) known.add(site);
  else sites.set(name, new Set([site]));
}

// Numbers of the material, with those of its aliases.
function numbersOf({ lens, identity }: Rows, material: number): readonly string[] {
  const { nodes } = lens.index;
  const key = nodes.materials.text(material);
  const node = nodes.find(key);
  const keys = node < 0 ? [key] : identity.keys(identity.rowOf(node));
  return keys.map(numberOf);
}

function couldBe({ lens, identity }: Rows, { sites, isOpen }: Held, e: number): boolean {
  if (isOpen) return true;
  const { site } = lens.originOf(e);
  return identity.keys(identity.rowOf(lens.index.from[e]!)).some((key) => {
    const where = sites.get(numberOf(key));
    return where !== undefined && (where === 'any' || site === undefined || where.has(site));
  });
}

const numberOf = (key: ObjectKey): string => refOfKey(key)?.value ?? key;
const nameOf = (material: ObjectKey): string => `material ${numberOf(material)}`;
