import { refOfKey } from '../model/object-ref.ts';
import { grown } from './columns.ts';
import { isThing } from './node-table.ts';
import type { NodeTable } from './node-table.ts';

const empty = -1;

/**
 * Things by the number they bear, whatever its scheme, issuer or material: for a quarantined record that names no more
 * than a raw value, and for a lot number without its material. Case is ignored.
 */
export class NameLookup {
  readonly #nodes: NodeTable;
  #slots = new Int32Array(16).fill(empty);
  #hashes = new Int32Array(0);
  #count = 0;
  #read = 0;

  constructor(nodes: NodeTable) {
    this.#nodes = nodes;
  }

  find(value: string): readonly number[] {
    this.#catchUp();
    const wanted = value.toUpperCase();
    const mask = this.#slots.length - 1;
    const found: number[] = [];
    for (let slot = hash(wanted) & mask; this.#slots[slot] !== empty; slot = (slot + 1) & mask) {
      const node = this.#slots[slot]!;
      if (valueOf(this.#nodes.key(node)) === wanted) found.push(node);
    }
    return found.sort((a, b) => a - b);
  }

  #catchUp(): void {
    for (; this.#read < this.#nodes.count; this.#read++)
      if ((this.#nodes.flags[this.#read]! & isThing) !== 0) this.#add(this.#read);
  }

  #add(node: number): void {
    if (++this.#count * 3 > this.#slots.length * 2) this.#widen();
    this.#hashes = grown(this.#hashes, node + 1);
    this.#hashes[node] = hash(valueOf(this.#nodes.key(node)));
    this.#put(node);
  }

  #put(node: number): void {
    const mask = this.#slots.length - 1;
    let slot = this.#hashes[node]! & mask;
    while (this.#slots[slot] !== empty) slot = (slot + 1) & mask;
    this.#slots[slot] = node;
  }

  #widen(): void {
    const nodes = this.#slots.filter((node) => node !== empty);
    this.#slots = new Int32Array(this.#slots.length * 2).fill(empty);
    for (const node of nodes) this.#put(node);
  }
}

function valueOf(key: string): string {
  const last = key.slice(key.lastIndexOf(':') + 1);
  return (last.includes('%') ? (refOfKey(key)?.value ?? last) : last).toUpperCase();
}

function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  return h ^ (h >>> 13);
}
