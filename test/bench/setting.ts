import type { Figure } from './figure.ts';
import type { Genealogies } from './genealogies.ts';
import type { Rounds } from './rounds.ts';

/** What a bench is run with. */
export interface Setting {
  /** Things of the graph. */
  readonly size: number;
  readonly store: string;
  /** Whether a figure of that name is wanted: what nobody asked for need not be measured. */
  readonly wants: (bench: string) => boolean;
  /** A run that only shows that everything still runs: figures mean nothing. */
  readonly isSmoke: boolean;
  readonly genealogies: Genealogies;
  /** A folder of its own, which is removed afterwards. */
  readonly folder: (name: string) => string;
  readonly note: (text: string) => void;
}

/** One file a bench: `<name>.bench.ts` exports it as `bench`. */
export interface Bench {
  /** Figures that it measures, each `<name>` or `<name>.<what>`. */
  readonly figures: readonly string[];
  /** Stores that it can be run with; the embedded one where nothing is said. */
  readonly stores?: readonly string[];
  run(setting: Setting): AsyncGenerator<Figure>;
}

export const rounds = ({ isSmoke }: Setting, usual: number, warmUp: number): Rounds =>
  isSmoke ? { rounds: 1, warmUp: 0 } : { rounds: usual, warmUp };
