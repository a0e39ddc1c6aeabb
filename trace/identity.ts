import * as word from '../graph/flow/edge-word.ts';
import { bearsOpenNumber, hasAlias, isHolder, isUnresolved } from '../graph/flow/node-table.ts';
import { compareUtf8 } from '../graph/model/utf8-order.ts';
import type { ObjectKey } from '../graph/model/object-ref.ts';
import type { Lens } from './lens.ts';

/** A row that may be the same thing: kept apart, and reached possibly (T18). */
export interface Guess {
  readonly row: number;
  /** Absent where no statement says so: a lot number without its material (model.md §2). */
  readonly edge?: number;
}

const none: readonly Guess[] = [];

/**
 * Rows: keys that are one thing by confirmed `SAME_AS` under a lens. A row is the smallest node of its class; its id is
 * the smallest key by UTF-8 bytes. Nodes that no alias touches are rows by themselves and cost nothing here.
 */
export class Identity {
  readonly #lens: Lens;
  readonly #rowOf = new Map<number, number>();
  readonly #members = new Map<number, readonly number[]>();

  constructor(lens: Lens) {
    this.#lens = lens;
  }

  rowOf(node: number): number {
    if ((this.#lens.index.nodes.flags[node]! & hasAlias) === 0) return node;
    const known = this.#rowOf.get(node);
    if (known !== undefined) return known;
    const members = this.#class(node);
    const row = members[0]!;
    for (const member of members) this.#rowOf.set(member, row);
    this.#members.set(row, members);
    return row;
  }

  /** Nodes of a row, ascending. */
  members(row: number): readonly number[] {
    if ((this.#lens.index.nodes.flags[row]! & hasAlias) === 0) return [row];
    this.rowOf(row);
    return this.#members.get(row)!;
  }

  keys(row: number): readonly ObjectKey[] {
    const { nodes } = this.#lens.index;
    return this.members(row)
      .map((node) => nodes.key(node))
      .sort(compareUtf8);
  }

  id(row: number): ObjectKey {
    return this.#lens.index.nodes.key(this.first(row));
  }

  /** The node whose key is the row's id. */
  first(row: number): number {
    const { flags, keys } = this.#lens.index.nodes;
    if ((flags[row]! & hasAlias) === 0) return row;
    return this.members(row).reduce((first, node) => (keys.compare(node, first) < 0 ? node : first));
  }

  /** Flags that any node of the row has. */
  flags(row: number): number {
    const { flags } = this.#lens.index.nodes;
    return this.members(row).reduce((all, node) => all | flags[node]!, 0);
  }

  /** Whether other things may be in it: a logistic unit, or whatever something was put into. */
  isHolder(row: number): boolean {
    if ((this.flags(row) & isHolder) === 0) return false;
    return this.members(row).some(
      (node) => this.#lens.index.nodes.kindOf(node) === 'logistic' || this.#holds(node, row),
    );
  }

  /** Rows that may be this one: guessed, or named by a lot number that lacks its material. */
  guesses(row: number): readonly Guess[] {
    const flags = this.flags(row);
    if ((flags & (hasAlias | bearsOpenNumber)) === 0) return none;
    const guessed = (flags & hasAlias) !== 0 && this.#lens.follows('SAME_AS') ? this.#guessed(row) : none;
    const read = (flags & bearsOpenNumber) !== 0 ? this.#readings(row) : none;
    return [...guessed, ...read];
  }

  /** Lots that a lot number without material may mean, or such numbers that may mean this lot. */
  readings(row: number): readonly number[] {
    return (this.flags(row) & bearsOpenNumber) === 0 ? [] : this.#readings(row).map((guess) => guess.row);
  }

  /** Pairs stated to be one thing, and by others not to be: still one row, and listed. */
  conflicts(row: number): readonly (readonly [ObjectKey, ObjectKey])[] {
    const keys = this.keys(row);
    if (keys.length < 2) return [];
    return keys.flatMap((a) =>
      [...this.#notSame(a)].filter((b) => compareUtf8(a, b) < 0 && keys.includes(b)).map((b) => [a, b] as const),
    );
  }

  #class(node: number): readonly number[] {
    const found = new Set([node]);
    for (const member of found) for (const { other, isGuess } of this.#aliases(member)) if (!isGuess) found.add(other);
    return [...found].sort((a, b) => a - b);
  }

  *#aliases(node: number): Generator<{ edge: number; other: number; isGuess: boolean }> {
    const { index } = this.#lens;
    for (const side of ['out', 'in'] as const)
      for (const edge of index.edgesOf(node, side)) {
        const bits = index.word[edge]!;
        if ((bits & word.sameAs) === 0 || !this.#lens.isStated(edge, bits)) continue;
        const isGuess = (bits & (word.isInferred | word.isChosen)) !== 0;
        yield { edge, other: side === 'out' ? index.to[edge]! : index.from[edge]!, isGuess };
      }
  }

  #guessed(row: number): readonly Guess[] {
    const apart = this.#apart(row);
    return this.members(row).flatMap((node) =>
      [...this.#aliases(node)]
        .filter(({ isGuess }) => isGuess)
        .map(({ edge, other }) => ({ edge, row: this.rowOf(other) }))
        .filter((guess) => guess.row !== row && !apart.has(guess.row) && !this.#apart(guess.row).has(row)),
    );
  }

  // "They are not one thing" is symmetric and holds for whatever the two keys are the same as.
  #apart(row: number): ReadonlySet<number> {
    const { nodes } = this.#lens.index;
    const others = this.keys(row).flatMap((key) => [...this.#notSame(key)]);
    return new Set(
      others
        .map((key) => nodes.find(key))
        .filter((node) => node >= 0)
        .map((node) => this.rowOf(node)),
    );
  }

  #notSame(key: ObjectKey): ReadonlySet<ObjectKey> {
    const values = [...this.#lens.values(this.#lens.index.nodes.find(key), 'notSame')];
    return new Set(values.flatMap((text) => JSON.parse(text) as ObjectKey[]));
  }

  #readings(row: number): readonly Guess[] {
    const { nodes } = this.#lens.index;
    const found = this.members(row).flatMap((node) => {
      const wanted = (nodes.flags[node]! & isUnresolved) === 0;
      return this.#lens.index
        .sameNumber(node)
        .filter((other) => ((nodes.flags[other]! & isUnresolved) !== 0) === wanted && this.isKnown(other));
    });
    return [...new Set(found.map((node) => this.rowOf(node)))]
      .filter((other) => other !== row)
      .map((other) => ({ row: other }));
  }

  /** Whether a statement that counts names the node by an edge or an attribute. */
  isKnown(node: number): boolean {
    const { index } = this.#lens;
    for (const side of ['out', 'in'] as const)
      for (const edge of index.edgesOf(node, side)) if (this.#isNamedBy(index.envelope[edge]!)) return true;
    const { attributes } = index;
    for (let row = attributes.latest(node); row >= 0; row = attributes.former[row]!)
      if (this.#isNamedBy(attributes.envelope[row]!)) return true;
    return false;
  }

  #isNamedBy(envelope: number): boolean {
    return this.#lens.counts(envelope);
  }

  #holds(node: number, row: number): boolean {
    const { index } = this.#lens;
    for (const edge of index.edgesOf(node, 'in')) {
      const bits = index.word[edge]!;
      if ((bits & word.packedIn) !== 0 && this.#lens.strength(edge, bits) > 0 && this.rowOf(index.from[edge]!) !== row)
        return true;
    }
    return false;
  }
}
