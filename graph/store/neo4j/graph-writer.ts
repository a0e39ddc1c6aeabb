import { randomUUID } from 'node:crypto';
import { WhenceError } from '../../errors.ts';
import type { Connection } from './connection.ts';

interface Held {
  readonly epoch: number;
  readonly ledger: string | null;
  readonly writer?: string | null;
}

/** Who writes, and of which ledger. */
export class GraphWriter {
  readonly id = randomUUID();
  readonly #ledger: (() => string | undefined) | undefined;
  #hasWritten = false;

  constructor(ledger?: () => string | undefined) {
    this.#ledger = ledger;
  }

  ledger(): string | undefined {
    return this.#ledger?.();
  }

  /** Two ledgers in one graph would be a plant that never was. */
  mustBeOfItsLedger({ uri }: Connection, { ledger }: Pick<Held, 'ledger'>): void {
    if (this.#ledger === undefined || ledger === null || ledger === this.ledger()) return;
    throw new WhenceError('GRAPH_OF_ANOTHER_LEDGER', { uri, ledger, own: this.ledger() ?? 'none yet' });
  }

  /**
   * The higher epoch writes. Two services on copies of one ledger may have the same: then it is the one that began later, and
   * the other finds itself replaced.
   */
  mayWrite(held: Held, epoch: number): void {
    const isReplaced = this.#hasWritten && epoch === held.epoch && held.writer !== this.id;
    if (epoch < held.epoch || isReplaced) throw new WhenceError('FENCED', { epoch, newer: held.epoch });
  }

  written(): void {
    this.#hasWritten = true;
  }
}
