import { WhenceError } from '../errors.ts';
import type { ViewId } from '../model/view.ts';

/** Who stated something, for whom, and of which site. */
export interface Stated {
  readonly view: ViewId;
  readonly source: string;
  readonly site?: string;
}

const most = 65_536;

/** The few combinations of view, source and site that a plant's statements carry, so that an edge names one by a number. */
export class OriginTable {
  readonly #ordinals = new Map<string, number>();
  readonly rows: Stated[] = [];

  constructor(rows: readonly Stated[] = []) {
    for (const row of rows) this.add(row);
  }

  add({ view, source, site }: Stated): number {
    const name = JSON.stringify([view, source, site]);
    const known = this.#ordinals.get(name);
    if (known !== undefined) return known;
    if (this.rows.length === most) throw new WhenceError('FLOW_TOO_MANY_ORIGINS', { view, source, site });
    const ordinal = this.rows.push(site === undefined ? { view, source } : { view, source, site }) - 1;
    this.#ordinals.set(name, ordinal);
    return ordinal;
  }
}
