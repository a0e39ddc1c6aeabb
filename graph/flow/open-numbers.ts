import { refOfKey } from '../model/object-ref.ts';
import type { ObjectRef } from '../model/object-ref.ts';
import type { NameLookup } from './name-lookup.ts';
import { bearsOpenNumber } from './node-table.ts';
import type { NodeTable } from './node-table.ts';

/**
 * Lot numbers that were stated without their material, with every lot that bears the number. Plants have few of them: as
 * long as there is none, a lot costs nothing here.
 */
export class OpenNumbers {
  readonly #nodes: NodeTable;
  readonly #names: NameLookup;
  readonly #bearers = new Map<string, number[]>();

  constructor(nodes: NodeTable, names: NameLookup) {
    this.#nodes = nodes;
    this.#names = names;
  }

  note(node: number, ref: ObjectRef, isOpen: boolean): void {
    if (!isOpen && this.#bearers.size === 0) return;
    const number = numberOf(ref);
    const bearers = this.#bearers.get(number);
    if (bearers) this.#join(node, bearers);
    else if (isOpen) this.#open(number, ref.value);
  }

  like(node: number): readonly number[] {
    const ref = refOfKey(this.#nodes.key(node));
    return (ref && this.#bearers.get(numberOf(ref))) ?? [];
  }

  // The lots that came before the number was first stated without a material.
  #open(number: string, value: string): void {
    const bearers: number[] = [];
    this.#bearers.set(number, bearers);
    for (const node of this.#names.find(value)) {
      const ref = refOfKey(this.#nodes.key(node));
      if (ref && numberOf(ref) === number) this.#join(node, bearers);
    }
  }

  #join(node: number, bearers: number[]): void {
    if (bearers.includes(node)) return;
    bearers.push(node);
    this.#nodes.flag(node, bearsOpenNumber);
  }
}

// Not the site: a number stated without its material was rarely stated with its site.
const numberOf = ({ kind, scheme, issuer, value }: ObjectRef): string => JSON.stringify([kind, scheme, issuer, value]);
