/** A seeded source of chance: the same seed gives the same throws everywhere (mulberry32). */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** 0 up to, without, `sides`. */
  throw(sides: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * sides);
  }

  chance(percent: number): boolean {
    return this.throw(100) < percent;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.throw(from.length)]!;
  }

  some<T>(from: readonly T[], most: number): readonly T[] {
    return [...new Set(Array.from({ length: 1 + this.throw(most) }, () => this.pick(from)))];
  }
}
