/** A source of numbers that is the same on every machine for one seed and stream name. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** Whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  /** Bell-shaped around `mean`; never further than three deviations. */
  about(mean: number, deviation: number): number;
  chance(probability: number): boolean;
  /** One of the choices, by weight. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T;
}

/**
 * Each concern draws from its own stream, so that one more draw in one of them (a new test characteristic, say) changes
 * nothing elsewhere in the plant.
 */
export function createRandom(seed: number, stream: string): Random {
  const next = sfc32(`${seed}/${stream}`);
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const about = (mean: number, deviation: number): number =>
    mean + deviation * (next() + next() + next() + next() - 2) * 1.5;
  return { next, whole, about, chance: (probability) => next() < probability, weighted: (c) => weighted(next(), c) };
}

function weighted<T>(draw: number, choices: readonly (readonly [T, number])[]): T {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
  let rest = draw * total;
  for (const [choice, weight] of choices) {
    rest -= weight;
    if (rest < 0) return choice;
  }
  return choices[choices.length - 1]![0];
}

// Chris Doty-Humphrey's sfc32, seeded by a 32-bit text hash.
function sfc32(seed: string): () => number {
  const word = hashWords(seed);
  let [a, b, c, d] = [word(), word(), word(), word()];
  const draw = (): number => {
    const t = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return (t >>> 0) / 4_294_967_296;
  };
  for (let warmUp = 0; warmUp < 12; warmUp++) draw();
  return draw;
}

function hashWords(text: string): () => number {
  let h = 1_779_033_703 ^ text.length;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 3_432_918_353);
    h = (h << 13) | (h >>> 19);
  }
  return () => {
    h = Math.imul(h ^ (h >>> 16), 2_246_822_507);
    h = Math.imul(h ^ (h >>> 13), 3_266_489_909);
    return (h ^= h >>> 16) >>> 0;
  };
}
