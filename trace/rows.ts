import * as word from '../graph/flow/edge-word.ts';
import { Identity } from './identity.ts';
import type { Lens, Strength } from './lens.ts';
import { installation, staysIn } from './windows.ts';
import type { Stay } from './windows.ts';

/** What a walk reads besides the bare edges: identity classes and windows, derived once a lens and kept. */
export class Rows {
  readonly lens: Lens;
  readonly identity: Identity;
  readonly #stays = new Map<number, ReadonlyMap<number, Stay>>();
  readonly #derived = new Map<string, unknown>();
  readonly #holders = new Map<number, boolean>();

  constructor(lens: Lens) {
    this.lens = lens;
    this.identity = new Identity(lens);
  }

  staysIn(container: number): ReadonlyMap<number, Stay> {
    let stays = this.#stays.get(container);
    if (!stays) this.#stays.set(container, (stays = staysIn(this.lens, this.identity, container)));
    return stays;
  }

  stay(content: number, container: number): Stay | undefined {
    return this.staysIn(container).get(content);
  }

  isHolder(row: number): boolean {
    let holds = this.#holders.get(row);
    if (holds === undefined) this.#holders.set(row, (holds = this.identity.isHolder(row)));
    return holds;
  }

  /** What is found out once for all questions under the lens. */
  derived<T>(name: string, find: () => T): T {
    if (!this.#derived.has(name)) this.#derived.set(name, find());
    return this.#derived.get(name) as T;
  }

  /** Order of two rows by their ids. */
  compare(a: number, b: number): number {
    return this.lens.index.nodes.keys.compare(this.identity.first(a), this.identity.first(b));
  }

  /** The lens's word on the edge, and where the rules ask for a configuration, that of its window (T13). */
  strength(edge: number, bits: number): Strength {
    const strength = this.lens.strength(edge, bits);
    if (strength === 0 || this.lens.insideAt === undefined || (bits & word.installedIn) === 0) return strength;
    const { from, to } = this.lens.index;
    const { identity } = this;
    const stay = installation(this.lens, identity, identity.rowOf(from[edge]!), identity.rowOf(to[edge]!));
    if (stay === undefined) return 0;
    return stay.isStated ? 2 : 1;
  }
}
