import type { LedgerRecord } from '../../graph/ledger/ledger.ts';
import type { ByteRange } from '../format.ts';
import { cutHead } from '../formats/framing.ts';

// Several sources land at once, so the rows of some dozen files take turns.
const mostRemembered = 100;

/** Heads of files as their rows need them: the same bytes object for all rows of a file, so that it is also decoded once. */
export class Heads {
  readonly #known = new Map<string, Uint8Array>();

  of(ranges: string, { body, blobRange }: LedgerRecord, blob: (() => Uint8Array | undefined) | undefined): Uint8Array {
    if (blobRange === undefined) return cutHead(body, readRanges(ranges));
    const name = `${blobRange.blob} ${ranges}`;
    const known = this.#known.get(name);
    if (known) return known;
    const head = cutHead(blob?.() ?? body, readRanges(ranges));
    if (this.#known.size >= mostRemembered) this.#known.delete(this.#known.keys().next().value ?? '');
    this.#known.set(name, head);
    return head;
  }
}

function readRanges(text: string): readonly ByteRange[] {
  return text.split(',').map((range) => {
    const [start = 0, end = 0] = range.split('-').map(Number);
    return { start, end };
  });
}
