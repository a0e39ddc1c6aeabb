import { performance } from 'node:perf_hooks';
import type { Times } from './figure.ts';

/** Anything that can be timed; what it returns is awaited if it has to be. */
export type Contender = () => unknown;

export interface Rounds {
  readonly rounds: number;
  /** Rounds before the first that counts: code that was never run is slow. */
  readonly warmUp: number;
}

/**
 * Times of each contender, all of them in turn in every round: whatever else the machine does meets all alike. An odd round
 * begins with the last, so that none always runs in the shadow of another.
 */
export async function interleaved(
  contenders: readonly Contender[],
  { rounds, warmUp }: Rounds,
): Promise<readonly Times[]> {
  const taken = contenders.map((): number[] => []);
  for (let round = -warmUp; round < rounds; round++) {
    const order = contenders.map((_, i) => (round % 2 === 0 ? i : contenders.length - 1 - i));
    for (const i of order) {
      const time = await timeOf(contenders[i]!);
      if (round >= 0) taken[i]!.push(time);
    }
  }
  return taken.map(timesOf);
}

export async function timeOf(contender: Contender): Promise<number> {
  const start = performance.now();
  const result = contender();
  if (result instanceof Promise) await result;
  return performance.now() - start;
}

export function timesOf(taken: readonly number[]): Times {
  return { min: Math.min(...taken), median: quantile(taken, 0.5) };
}

export function quantile(taken: readonly number[], part: number): number {
  const sorted = taken.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
}
