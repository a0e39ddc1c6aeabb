import * as word from '../graph/flow/edge-word.ts';
import { isWhole } from './carry.ts';
import type { Rows } from './rows.ts';
import { Walk, isMemberOfChoice } from './walk.ts';
import type { Scratch, Walked } from './walk.ts';

interface Choice {
  readonly target: number;
  readonly members: readonly number[];
}

const isInCone = 1;
const isCertain = 2;
const isTested = 4;

const none: readonly number[] = [];

/**
 * T17 backward: what all members of a choice share is certain, whichever of them was used. A row x is certain for y exactly
 * when y is certain forward from x (T1), so a candidate is decided by a forward walk inside the answer. Candidates are the
 * rows behind every member; each is decided once. Returns false when the bound on steps was met: the rest stays possible.
 */
export function proveShared(rows: Rows, walked: Walked, scratch: Scratch, steps: number): boolean {
  const choices = choicesOf(rows, walked);
  if (choices.length === 0) return true;
  return new SharedSearch(rows, walked, scratch, steps).run(choices);
}

function choicesOf(rows: Rows, { choices: edges }: Walked): readonly Choice[] {
  const { index } = rows.lens;
  const byPlace = new Map<string, { choice: number; target: number; edges: number[] }>();
  for (const e of edges) {
    if (!isMemberOfChoice(rows.lens, e, index.word[e]!)) continue;
    const choice = index.choices.of(e);
    const target = rows.identity.rowOf(index.to[e]!);
    const place = `${choice} ${target}`;
    const known = byPlace.get(place);
    if (known) known.edges.push(e);
    else byPlace.set(place, { choice, target, edges: [e] });
  }
  return [...byPlace.values()]
    .filter(({ choice, edges }) => edges.length === index.choices.size[choice])
    .map(({ target, edges }) => ({
      target,
      members: [...new Set(edges.map((e) => rows.identity.rowOf(index.from[e]!)))],
    }));
}

class SharedSearch {
  readonly #rows: Rows;
  readonly #walked: Walked;
  readonly #scratch: Scratch;
  #steps: number;
  readonly #cone = new Map<number, number>();
  readonly #places = new Map<number, number>();
  #edgesFrom: Map<number, number[]> | undefined;

  constructor(rows: Rows, walked: Walked, scratch: Scratch, steps: number) {
    this.#rows = rows;
    this.#walked = walked;
    this.#scratch = scratch;
    this.#steps = steps;
    walked.rows.forEach((row, place) => {
      this.#cone.set(row, isInCone | (walked.certain[place] === 1 ? isCertain : 0));
      this.#places.set(row, place);
    });
  }

  run(choices: readonly Choice[]): boolean {
    let open = choices;
    for (;;) {
      const ready = open.filter(({ target }) => this.#is(target, isCertain));
      if (ready.length === 0) return true;
      open = open.filter((choice) => !ready.includes(choice));
      for (const choice of ready) if (!this.#decide(choice)) return false;
    }
  }

  #decide(choice: Choice): boolean {
    for (const row of this.#candidates(choice)) {
      if (this.#is(row, isCertain | isTested)) continue;
      if (this.#steps <= 0) return false;
      this.#set(row, isTested);
      if (this.#reachesCertainly(row)) this.#settle(row);
    }
    return this.#steps > 0;
  }

  // Nearest first: what is proven near settles most of what lies behind it.
  #candidates({ members }: Choice): readonly number[] {
    const counts = new Map<number, number>();
    for (const member of members) for (const row of this.#behind(member)) counts.set(row, (counts.get(row) ?? 0) + 1);
    const shared = [...counts].filter(([, count]) => count === members.length).map(([row]) => row);
    return shared.sort((a, b) => this.#places.get(a)! - this.#places.get(b)!);
  }

  // More than can be certain: windows and times are left to the forward walk.
  #behind(member: number): ReadonlySet<number> {
    const { index } = this.#rows.lens;
    const { identity } = this.#rows;
    const found = new Set([member]);
    for (const row of found)
      for (const node of identity.members(row))
        for (const e of index.edgesOf(node, 'in')) {
          this.#steps--;
          const bits = index.word[e]!;
          const other = identity.rowOf(index.from[e]!);
          if (!this.#is(other, isInCone) || (bits & word.isInferred) !== 0) continue;
          if (this.#rows.lens.strength(e, bits) > 0) found.add(other);
        }
    return found;
  }

  #reachesCertainly(row: number): boolean {
    const walked = this.#walk(row, true);
    return walked.rows.some(
      (other, i) => walked.certain[i] === 1 && this.#is(other, isCertain) && isWholeIn(walked, other),
    );
  }

  // What leads certainly to a row that leads certainly to the start is certain too, if nothing depends on when: a holder
  // has to be asked anew with each of its contents.
  #settle(row: number): void {
    this.#makeCertain(row);
    if (this.#rows.isHolder(row)) return;
    const walked = this.#walk(row, false);
    walked.rows.forEach((other, i) => {
      if (walked.certain[i] === 1) this.#makeCertain(other);
    });
  }

  #walk(row: number, isForward: boolean): Walked {
    const within = {
      has: (other: number) => this.#is(other, isInCone),
      ...(isForward ? { edgesOf: (node: number) => this.#forward(node) } : {}),
    };
    const walked = new Walk(this.#rows, isForward, this.#scratch, { budget: Infinity, within }).run([row]);
    this.#steps -= walked.rows.length + walked.edges;
    return walked;
  }

  // Gathered from the other side, where they are few: a consumable in the cone went into many things that are not.
  #forward(node: number): readonly number[] {
    const { index } = this.#rows.lens;
    if (this.#edgesFrom === undefined) {
      this.#edgesFrom = new Map();
      for (const row of this.#cone.keys())
        for (const member of this.#rows.identity.members(row))
          for (const e of index.edgesOf(member, 'in')) {
            const from = index.from[e]!;
            const edges = this.#edgesFrom.get(from);
            if (edges) edges.push(e);
            else this.#edgesFrom.set(from, [e]);
          }
    }
    return this.#edgesFrom.get(node) ?? none;
  }

  #makeCertain(row: number): void {
    this.#set(row, isCertain);
    this.#walked.certain[this.#places.get(row)!] = 1;
  }

  #is(row: number, flag: number): boolean {
    return ((this.#cone.get(row) ?? 0) & flag) !== 0;
  }

  #set(row: number, flag: number): void {
    this.#cone.set(row, this.#cone.get(row)! | flag);
  }
}

function isWholeIn(walked: Walked, row: number): boolean {
  const carry = walked.carries.get(row);
  return carry === undefined || carry.sureties.some(isWhole);
}
