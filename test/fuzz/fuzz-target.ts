import type fc from 'fast-check';

/** Something that takes what others wrote: a parser, the mapping engine. To add one: a file, and a line in `targets.ts`. */
export interface FuzzTarget {
  readonly name: string;
  /** One batch of inputs, so that what is made once is not made for each of them. */
  readonly batches: fc.Arbitrary<readonly unknown[]>;
  /** How many inputs a batch holds. */
  readonly size: number;
  /** Gives the end of each input of the batch (a code, `applied` …), and throws where one breaks a rule of S8. */
  run(batch: readonly unknown[]): Promise<readonly string[]>;
}
