import type { AdjacencyLists } from '../../graph/flow/adjacency-lists.ts';
import type { FrozenRows } from '../frozen-rows.ts';
import type { Rows } from '../rows.ts';

const notLooked = 0;
const nowhere: readonly string[] = [];

/**
 * The sites that rows are of under a lens: by their numbers, or by what was said of them. Looked up once a row and kept as
 * an ordinal of the set of sites, since every answer asks it of each of its rows and a plant has few sites.
 */
export class RowSites {
  readonly #rows: Rows;
  readonly #set: Uint16Array;
  readonly #sets: (readonly string[])[] = [nowhere];
  readonly #ordinals = new Map<string, number>();
  readonly #ofOrigin: readonly (string | undefined)[];

  static of(rows: Rows): RowSites {
    return rows.derived('sites of rows', () => new RowSites(rows));
  }

  private constructor(rows: Rows) {
    this.#rows = rows;
    const { index } = rows.lens;
    this.#set = new Uint16Array(index.nodes.count);
    this.#ofOrigin = index.envelopes.origins.rows.map(({ site }) => site);
  }

  /** Sites of the answer; any, where the site of one of its things is not known. */
  ofAnswer(frozen: FrozenRows): ReadonlySet<string> | 'any' {
    const found = new Set<string>();
    let last = notLooked;
    for (let place = 0; place < frozen.count; place++) {
      const set = this.#setOf(frozen.row(place));
      if (set === last) continue;
      last = set;
      const sites = this.#sets[set]!;
      if (sites.length === 0) return 'any';
      for (const site of sites) found.add(site);
    }
    return found;
  }

  #setOf(row: number): number {
    const known = this.#set[row] ?? notLooked;
    if (known !== notLooked) return known;
    const set = this.#ordinalOf(this.#sitesOf(row));
    this.#set[row] = set;
    return set;
  }

  #ordinalOf(sites: readonly string[]): number {
    const name = sites.join('\n');
    let ordinal = this.#ordinals.get(name);
    if (ordinal === undefined) this.#ordinals.set(name, (ordinal = this.#sets.push(sites) - 1));
    return ordinal;
  }

  // What is known of no site may be anywhere.
  #sitesOf(row: number): readonly string[] {
    const { lens, identity } = this.#rows;
    const { nodes } = lens.index;
    const found = new Set<string>();
    for (const node of identity.members(row)) {
      const own = nodes.site[node]!;
      if (own >= 0) return [nodes.sites.text(own)];
      if (!this.#collect(lens.index.in, node, found) || !this.#collect(lens.index.out, node, found)) return nowhere;
    }
    return found.size < 2 ? [...found] : [...found].sort();
  }

  /** False where a statement of the node names no site. */
  #collect({ start, edge, head, next, merged }: AdjacencyLists, node: number, found: Set<string>): boolean {
    for (let p = start[node]!, end = start[node + 1]!; p < end; p++) if (!this.#note(edge[p]!, found)) return false;
    for (let e = head[node] ?? -1; e >= 0; e = next[e - merged]!) if (!this.#note(e, found)) return false;
    return true;
  }

  #note(e: number, found: Set<string>): boolean {
    const { lens } = this.#rows;
    const { index } = lens;
    if (!lens.isStated(e, index.word[e]!)) return true;
    const site = this.#ofOrigin[index.envelopes.origin[index.envelope[e]!]!];
    if (site !== undefined) found.add(site);
    return site !== undefined;
  }
}
