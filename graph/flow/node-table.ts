import { isThingKind } from '../model/object-ref.ts';
import { contextKinds, objectKey, thingKinds } from '../model/object-ref.ts';
import type { ObjectKey, ObjectRef } from '../model/object-ref.ts';
import { grown } from './columns.ts';
import { TextTable } from './text-table.ts';

const kinds: readonly string[] = [...thingKinds, ...contextKinds];
const none = -1;

/** Flags of a node: what a walk or a gap has to look at more closely. Set once they might be so; the lens decides. */
export const isThing = 1;
/** An edge says that it is the same as another. */
export const hasAlias = 2;
/** Something was put into it, or it is made to hold things. */
export const isHolder = 4;
/** A lot number without its material: what it names is derived at read. */
export const isUnresolved = 8;
/** A live edge says where it came from. */
export const hasOriginEdge = 16;
/** Something without lot or serial went into it. */
export const tookClassOnly = 32;
export const hasMembers = 64;
export const isMember = 128;
/** Its lot number was also stated without a material, or is such a number itself. */
export const bearsOpenNumber = 256;
export const isVessel = 512;
/** More than one live edge said where it came from: they may disagree. */
export const hasSeveralOrigins = 1024;
/** It was put into something. */
export const isContent = 2048;
export const wasShipped = 4096;

/** Flags for which a walk leaves its hot loop. */
const special = hasAlias | isHolder | bearsOpenNumber;
/** In `mark`: one of those flags is set. */
export const isSpecial = 128;

/** Keys of nodes, with what groups and gaps read of them. */
export class NodeTable {
  readonly keys: TextTable;
  /** Keys of material nodes that lots and units belong to. */
  readonly materials: TextTable;
  readonly sites: TextTable;
  kind = new Uint8Array(0);
  flags = new Uint16Array(0);
  /**
   * A byte a node for the walk of the moment, which clears what it wrote; `isSpecial` in it is kept here. One dense column
   * tells whether a node was reached and whether it needs care: what a walk costs is the columns that it touches.
   */
  mark = new Uint8Array(0);
  material = new Int32Array(0);
  site = new Int32Array(0);

  constructor(keys = new TextTable(), materials = new TextTable(), sites = new TextTable()) {
    this.keys = keys;
    this.materials = materials;
    this.sites = sites;
  }

  get count(): number {
    return this.keys.count;
  }

  find(key: ObjectKey): number {
    return this.keys.find(key);
  }

  key(node: number): ObjectKey {
    return this.keys.text(node);
  }

  kindOf(node: number): string {
    return kinds[this.kind[node]!]!;
  }

  /** Ordinal of the node; a new one is at the end. */
  add(key: ObjectKey, ref: ObjectRef): number {
    const before = this.keys.count;
    const node = this.keys.add(key);
    if (node < before) return node;
    this.kind = grown(this.kind, node + 1);
    this.flags = grown(this.flags, node + 1);
    this.mark = grown(this.mark, node + 1);
    this.material = grown(this.material, node + 1, none);
    this.site = grown(this.site, node + 1, none);
    this.kind[node] = kinds.indexOf(ref.kind);
    this.flag(node, flagsOf(ref));
    this.material[node] = ref.material === undefined ? none : this.materials.add(materialKey(ref, ref.material));
    this.site[node] = ref.site === undefined ? none : this.sites.add(ref.site);
    return node;
  }

  flag(node: number, flags: number): void {
    this.flags[node]! |= flags;
    if ((flags & special) !== 0) this.mark[node]! |= isSpecial;
  }

  /** Makes the marks anew, after the flags were read from a snapshot. */
  relink(): void {
    const { flags } = this;
    this.mark = new Uint8Array(flags.length);
    for (let node = 0; node < flags.length; node++) if ((flags[node]! & special) !== 0) this.mark[node] = isSpecial;
  }

  get size(): number {
    return (
      this.mark.byteLength +
      this.kind.byteLength +
      this.flags.byteLength +
      this.material.byteLength +
      this.site.byteLength
    );
  }
}

function flagsOf({ kind, scheme, material }: ObjectRef): number {
  const isLot = kind === 'lot' || kind === 'sublot';
  const needsMaterial = scheme === 'local' || scheme === 'supplier';
  return (
    (isThingKind(kind) ? isThing : 0) |
    (kind === 'logistic' ? isHolder : 0) |
    (kind === 'vessel' ? isVessel : 0) |
    (isLot && needsMaterial && material === undefined ? isUnresolved : 0)
  );
}

/** The material node that a lot or unit with this ref belongs to: numbered by the same issuer. */
export function materialKey({ scheme, issuer }: Pick<ObjectRef, 'scheme' | 'issuer'>, material: string): ObjectKey {
  return objectKey({ kind: 'material', scheme, issuer, value: material });
}
