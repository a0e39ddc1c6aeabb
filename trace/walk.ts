import type { Adjacency } from '../graph/flow/adjacency.ts';
import * as word from '../graph/flow/edge-word.ts';
import { bearsOpenNumber, hasAlias, isHolder, isSpecial } from '../graph/flow/node-table.ts';
import { Carry, through, isWhole, wholly } from './carry.ts';
import type { Surety } from './carry.ts';
import { crossingRules } from './crossing.ts';
import type { CrossingRules, Edge } from './crossing.ts';
import { always, common } from './intervals.ts';
import type { Interval } from './intervals.ts';
import type { Lens } from './lens.ts';
import type { Rows } from './rows.ts';
import type { Stay } from './windows.ts';

/** Marks of a row during one walk. */
export const reached = 1;
export const certain = 2;
const isSpread = 4;
/** A time goes with it: see `Carry`. */
const carries = 8;
/** Reached at the last level of a walk that stops there: not left again. */
const frontier = 16;
const isQueued = 32;

const special = hasAlias | bearsOpenNumber;
const plainly: readonly Surety[] = [wholly];

export interface Walked {
  /** Rows in the order in which they were reached, level by level. */
  readonly rows: Int32Array;
  /** 1 where the row is certain. */
  readonly certain: Uint8Array;
  /** Level l lies at `levels[l]` up to `levels[l + 1]`. */
  readonly levels: readonly number[];
  readonly edges: number;
  /** Times that go with rows, by row. */
  readonly carries: ReadonlyMap<number, Carry>;
  /** Edges that were crossed, as far as the walk noted them one by one: all of them where it was given `within`. */
  readonly crossed: readonly number[];
  /** Edges crossed that are members of a choice. */
  readonly choices: readonly number[];
  /** Last level was not left, since the next one would have passed the budget. */
  readonly isTruncated: boolean;
}

/** As long as the graph and kept between walks: none of them allocates anything of that size. Marks lie with the nodes. */
export class Scratch {
  queue = new Int32Array(0);

  reserve(nodes: number): void {
    if (this.queue.length < nodes) this.queue = new Int32Array(Math.ceil(nodes * 1.25));
  }
}

/** A part of the graph. */
export interface Part {
  has(row: number): boolean;
  /** Edges of the node within the part, where they are known apart from the others: a tank has few of its many there. */
  edgesOf?(node: number): Iterable<number>;
}

export interface WalkOptions {
  readonly budget: number;
  /** Only a part: where the walk is a question about a part of the graph. */
  readonly within?: Part;
}

/**
 * One walk, breadth first. The first pass finds every row with its depth, and certainty along plain edges on the way; the
 * second spreads certainty over what the first left: choices that are proven, times that surely fit, rows first found as
 * possible. So a row is left at most twice, but for holders, which are left again when they are reached at other times.
 */
export class Walk {
  readonly #rows: Rows;
  readonly #lens: Lens;
  readonly #isForward: boolean;
  readonly #isStrict: boolean;
  readonly #side: Adjacency;
  readonly #rules: CrossingRules;
  readonly #options: WalkOptions;
  readonly #mark: Uint8Array;
  readonly #queue: Int32Array;
  readonly #flags: Uint16Array;
  readonly #careful: number;
  readonly #carries = new Map<number, Carry>();
  #tail = 0;
  #edges = 0;
  #waiting: number[] = [];
  #unspread: number[] = [];
  readonly #counted = new Set<number>();
  /** Members of a choice that were reached surely, by choice and by the row that they lead to. */
  readonly #proven = new Map<number, number>();
  readonly #provenEdges = new Set<number>();
  readonly #chosen = new Set<number>();

  constructor(rows: Rows, isForward: boolean, scratch: Scratch, options: WalkOptions) {
    const { index, rules } = rows.lens;
    scratch.reserve(index.nodes.count);
    this.#rows = rows;
    this.#lens = rows.lens;
    this.#isForward = isForward;
    this.#isStrict = rules.timeStrict;
    this.#side = isForward ? index.out : index.in;
    this.#rules = crossingRules(isForward, rules.timeStrict);
    this.#options = options;
    this.#mark = index.nodes.mark;
    this.#queue = scratch.queue;
    this.#flags = index.nodes.flags;
    this.#careful = word.packedIn | word.isChosen | (rules.insideAt === undefined ? 0 : word.installedIn);
  }

  /** Leaves the marks clean, whatever happens. */
  run(starts: readonly number[]): Walked {
    const walked = this.#walk(starts, Infinity);
    if (walked !== 'over budget') return walked;
    // Which level was too large is known only once it was begun; the walk is repeated up to it.
    return this.#walk(starts, this.#level) as Walked;
  }

  #level = 0;

  #walk(starts: readonly number[], lastLevel: number): Walked | 'over budget' {
    this.#reset();
    try {
      for (const start of starts) this.#begin(start);
      const levels = this.#levels(lastLevel);
      if (levels === undefined) return 'over budget';
      this.#spreadAll();
      return this.#walked(levels, lastLevel);
    } finally {
      for (let i = 0; i < this.#tail; i++) this.#mark[this.#queue[i]!]! &= isSpecial;
    }
  }

  #reset(): void {
    this.#carries.clear();
    this.#tail = 0;
    this.#edges = 0;
    this.#waiting = [];
    this.#unspread = [];
    this.#counted.clear();
    this.#proven.clear();
    this.#provenEdges.clear();
    this.#chosen.clear();
  }

  #begin(start: number): void {
    this.#arrive(start, always, true);
    if ((this.#mark[start]! & carries) === 0) this.#mark[start]! |= certain;
    else this.#assure(start, wholly);
  }

  #levels(lastLevel: number): readonly number[] | undefined {
    const levels = [0];
    for (this.#level = 0; ; this.#level++) {
      const from = levels.at(-1)!;
      const to = this.#tail;
      if (from === to && this.#waiting.length === 0) return withoutEmptyEnd(levels);
      levels.push(to);
      if (this.#level === lastLevel) break;
      const waiting = this.#takeWaiting();
      this.#expandPlainRows(from, to);
      for (const row of waiting) this.#expandCarrying(row);
      if (this.#tail > this.#options.budget && this.#tail > to) return undefined;
    }
    for (let i = levels.at(-2)!; i < this.#tail; i++) this.#mark[this.#queue[i]!]! |= frontier;
    return levels;
  }

  #takeWaiting(): readonly number[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const row of waiting) {
      const carry = this.#carries.get(row)!;
      carry.isWaiting = false;
      carry.fresh = carry.pending;
      carry.pending = [];
    }
    return waiting;
  }

  // The hot loop. Everything that is not a plain edge between plain rows goes to #expandEdge. What it costs is the memory it
  // touches: of most edges the node alone, of a node its mark alone.
  #expandPlainRows(from: number, to: number): void {
    const { start, edge, node, word: words, merged } = this.#side;
    const mark = this.#mark;
    const queue = this.#queue;
    const lens = this.#lens;
    const isDirect = lens.byWordAlone && this.#options.within === undefined;
    const trustsPlain = lens.rules.follow === undefined && lens.insideAt === undefined;
    const hasLater = lens.index.edgeCount > merged;
    const refused = lens.refused;
    const careful = this.#careful;
    const weak = word.isInferred;
    const { budget } = this.#options;
    for (let i = from; i < to; i++) {
      const row = queue[i]!;
      const marked = mark[row]!;
      if ((marked & carries) !== 0) continue;
      if (!isDirect || ((marked & isSpecial) !== 0 && (this.#flags[row]! & special) !== 0)) {
        this.#expandSlowly(row);
        continue;
      }
      let tail = this.#tail;
      if (tail > budget && tail > to) return;
      let edges = 0;
      for (let p = start[row]!, end = start[row + 1]!; p < end; p++) {
        let other = node[p]!;
        let bits = 0;
        if (other < 0 || !trustsPlain) {
          bits = words[p]!;
          if ((bits & refused) !== 0) continue;
          if (other < 0) other = ~other;
          if ((bits & careful) !== 0) {
            this.#tail = tail;
            this.#expandEdge(row, edge[p]!, bits, other);
            tail = this.#tail;
            continue;
          }
        }
        const known = mark[other]!;
        if (known === 0) {
          mark[other] = (marked & certain) !== 0 && (bits & weak) === 0 ? reached | certain : reached;
          queue[tail++] = other;
        } else if ((known & (carries | isSpecial)) !== 0) {
          this.#tail = tail;
          this.#expandEdge(row, edge[p]!, words[p]!, other);
          tail = this.#tail;
          continue;
        } else if ((known & certain) === 0 && (marked & certain) !== 0 && (bits & weak) === 0) {
          mark[other] = known | certain;
          this.#unspread.push(other);
        }
        edges++;
      }
      this.#tail = tail;
      this.#edges += edges;
      if (hasLater) this.#expandLater(row, row);
    }
  }

  #expandLater(row: number, member: number): void {
    const { index, refused } = this.#lens;
    const { head, next, merged } = this.#side;
    for (let e = head[member] ?? -1; e >= 0; e = next[e - merged]!) {
      const bits = index.word[e]!;
      if ((bits & refused) === 0) this.#expandEdge(row, e, bits, this.#isForward ? index.to[e]! : index.from[e]!);
    }
  }

  #expandSlowly(row: number): void {
    const { refused, index } = this.#lens;
    const { start, edge, node, word: words } = this.#side;
    const { within } = this.#options;
    for (const member of this.#rows.identity.members(row)) {
      const part = within?.edgesOf?.(member);
      if (part !== undefined) {
        for (const e of part)
          if ((index.word[e]! & refused) === 0)
            this.#expandEdge(row, e, index.word[e]!, this.#isForward ? index.to[e]! : index.from[e]!);
        continue;
      }
      for (let p = start[member]!, end = start[member + 1]!; p < end; p++) {
        const other = node[p]!;
        if ((words[p]! & refused) === 0) this.#expandEdge(row, edge[p]!, words[p]!, other < 0 ? ~other : other);
      }
      this.#expandLater(row, member);
    }
    this.#expandGuesses(row, [always]);
  }

  #edgesOf(node: number): Iterable<number> {
    const { within } = this.#options;
    return within?.edgesOf?.(node) ?? this.#lens.index.edgesOf(node, this.#isForward ? 'out' : 'in');
  }

  #expandCarrying(row: number): void {
    const { index } = this.#lens;
    const parts = this.#carries.get(row)!.fresh;
    for (const member of this.#rows.identity.members(row))
      for (const e of this.#edgesOf(member)) {
        const bits = index.word[e]!;
        if ((bits & this.#lens.refused) !== 0) continue;
        const other = this.#rows.identity.rowOf(this.#isForward ? index.to[e]! : index.from[e]!);
        if ((bits & word.packedIn) !== 0) this.#expandStay(row, other, e, parts);
        else this.#cross(row, e, bits, other, parts);
      }
    this.#expandGuesses(row, parts);
  }

  /** An edge out of a plain row, whatever it is. */
  #expandEdge(row: number, e: number, bits: number, node: number): void {
    const other = this.#rows.identity.rowOf(node);
    if ((bits & word.packedIn) !== 0) this.#expandStay(row, other, e, [always]);
    else this.#cross(row, e, bits, other, [always]);
    this.#spreadLater(row);
  }

  #spreadLater(row: number): void {
    if ((this.#mark[row]! & (certain | isQueued)) !== certain) return;
    this.#mark[row]! |= isQueued;
    this.#unspread.push(row);
  }

  #cross(row: number, e: number, bits: number, other: number, parts: readonly Interval[]): void {
    if (this.#rows.strength(e, bits) === 0) return;
    const edge = this.#edge(row, e, bits, other);
    let isCrossed = false;
    for (const part of parts) {
      const arrived = this.#rules.outer(edge, part);
      if (arrived === undefined || !this.#arrive(other, arrived)) continue;
      isCrossed = true;
    }
    if (isCrossed) this.#count(e);
    if (isCrossed && (bits & word.isChosen) !== 0) this.#chosen.add(e);
  }

  #edge(row: number, e: number, bits: number, other: number): Edge {
    const needsTime = this.#isStrict || (bits & word.produced) === 0;
    return {
      bits,
      time: needsTime ? this.#lens.time(e, bits) : always,
      fromHolder: this.#carries.has(row),
      toHolder: this.#isCarrying(other),
    };
  }

  // A stay is crossed once, at the first of its edges.
  #expandStay(row: number, other: number, e: number, parts: readonly Interval[]): void {
    const stay = this.#stay(row, other);
    if (stay?.edges[0] !== e) return;
    let isCrossed = false;
    for (const part of parts)
      for (const window of stay.outer) {
        const shared = common(part, window);
        if (shared !== undefined && this.#arrive(other, shared)) isCrossed = true;
      }
    if (isCrossed) for (const edge of stay.edges) this.#count(edge);
  }

  #stay(row: number, other: number): Stay | undefined {
    if (row === other) return undefined;
    return this.#isForward ? this.#rows.stay(row, other) : this.#rows.stay(other, row);
  }

  #expandGuesses(row: number, parts: readonly Interval[]): void {
    for (const { row: other, edge } of this.#rows.identity.guesses(row)) {
      const both = {
        bits: word.sameAs,
        time: always,
        fromHolder: this.#carries.has(row),
        toHolder: this.#isCarrying(other),
      };
      for (const part of parts) {
        const arrived = this.#rules.outer(both, part);
        if (arrived !== undefined && this.#arrive(other, arrived) && edge !== undefined) this.#count(edge);
      }
    }
  }

  #count(e: number): void {
    if (this.#counted.has(e)) return;
    this.#counted.add(e);
    this.#edges++;
  }

  /** Reaches the row, at that time where it carries one. False where the walk must not go. */
  #arrive(row: number, part: Interval, isStart = false): boolean {
    if ((this.#mark[row]! & reached) === 0) {
      if (!isStart && this.#options.within?.has(row) === false) return false;
      this.#mark[row]! |= this.#isCarrying(row) ? reached | carries : reached;
      this.#queue[this.#tail++] = row;
    }
    if ((this.#mark[row]! & carries) === 0) return true;
    const carry = this.#carryOf(row);
    if (carry.widen(part) && !carry.isWaiting) {
      carry.isWaiting = true;
      this.#waiting.push(row);
    }
    return true;
  }

  #isCarrying(row: number): boolean {
    const marked = this.#mark[row]!;
    if ((marked & reached) !== 0) return (marked & carries) !== 0;
    if (this.#isStrict) return true;
    return (this.#flags[row]! & (isHolder | hasAlias)) !== 0 && this.#rows.isHolder(row);
  }

  #carryOf(row: number): Carry {
    let carry = this.#carries.get(row);
    if (!carry) this.#carries.set(row, (carry = new Carry()));
    return carry;
  }

  #spreadAll(): void {
    for (let row = this.#unspread.pop(); row !== undefined; row = this.#unspread.pop()) {
      const marked = this.#mark[row]!;
      this.#mark[row] = marked & ~isQueued;
      if ((marked & frontier) !== 0) continue;
      if ((marked & carries) !== 0) this.#spreadCarrying(row);
      else if ((marked & isSpread) === 0) {
        this.#mark[row]! |= isSpread;
        if (this.#isPlain(row)) this.#spreadPlainly(row);
        else this.#spread(row, plainly);
      }
    }
  }

  #isPlain(row: number): boolean {
    const { byWordAlone, insideAt, rules, index } = this.#lens;
    if (!byWordAlone || insideAt !== undefined || rules.follow !== undefined) return false;
    return (this.#mark[row]! & isSpecial) === 0 && index.edgeCount === this.#side.merged;
  }

  // The row is certain and so is what its plain edges lead to, as in the hot loop.
  #spreadPlainly(row: number): void {
    const { start, edge, node, word: words } = this.#side;
    const mark = this.#mark;
    for (let p = start[row]!, end = start[row + 1]!; p < end; p++) {
      const other = node[p]!;
      if (other < 0 || (mark[other]! & (carries | isSpecial)) !== 0)
        this.#spreadAlong(row, edge[p]!, words[p]!, plainly);
      else if ((mark[other]! & (reached | certain)) === reached) this.#queueSpread(other, mark[other]! | certain);
    }
  }

  #spreadCarrying(row: number): void {
    const carry = this.#carries.get(row)!;
    const sureties: (Surety | undefined)[] = carry.unspread;
    carry.unspread = [];
    if (carry.isToSpread) sureties.push(undefined);
    carry.isToSpread = false;
    if (sureties.length > 0) this.#spread(row, sureties);
  }

  #spread(row: number, sureties: readonly (Surety | undefined)[]): void {
    const { index } = this.#lens;
    for (const member of this.#rows.identity.members(row))
      for (const e of this.#edgesOf(member)) this.#spreadAlong(row, e, index.word[e]!, sureties);
  }

  #spreadAlong(row: number, e: number, bits: number, sureties: readonly (Surety | undefined)[]): void {
    if ((bits & this.#lens.refused) !== 0) return;
    const { index } = this.#lens;
    const other = this.#rows.identity.rowOf(this.#isForward ? index.to[e]! : index.from[e]!);
    if ((this.#mark[other]! & reached) === 0) return;
    if ((bits & word.packedIn) !== 0) this.#spreadStay(row, other, e, sureties);
    else this.#spreadEdge(row, e, bits, other, sureties);
  }

  #spreadEdge(row: number, e: number, bits: number, other: number, sureties: readonly (Surety | undefined)[]): void {
    const strength = this.#rows.strength(e, bits);
    const isMember = strength === 1 && this.#isForward && isMemberOfChoice(this.#lens, e, bits);
    if (strength !== 2 && !isMember) return;
    const edge = this.#edge(row, e, bits, other);
    for (const surety of sureties) {
      const crossed = this.#rules.sure(edge, surety);
      if (crossed === false) continue;
      if (strength === 2) this.#assure(other, crossed);
      else this.#prove(e, other);
    }
  }

  // T17: when every member of a choice is reached surely, whichever was used was reached.
  #prove(e: number, other: number): void {
    if (this.#isStrict || this.#provenEdges.has(e)) return;
    this.#provenEdges.add(e);
    const choice = this.#lens.index.choices.of(e);
    const place = choice * this.#mark.length + other;
    const members = (this.#proven.get(place) ?? 0) + 1;
    this.#proven.set(place, members);
    if (members === this.#lens.index.choices.size[choice]) this.#assure(other, wholly);
  }

  #spreadStay(row: number, other: number, e: number, sureties: readonly (Surety | undefined)[]): void {
    const stay = this.#stay(row, other);
    if (stay?.edges[0] !== e) return;
    for (const surety of sureties) {
      if (surety === undefined) continue;
      if (stay.isStated && isWhole(surety)) this.#assure(other, true);
      for (const window of stay.inner) {
        const left = through(surety, window);
        if (left !== undefined) this.#assure(other, left);
      }
    }
  }

  /** The row is certain, with or without a time that goes on with it. */
  #assure(row: number, surety: Surety | true): void {
    const marked = this.#mark[row]!;
    if ((marked & carries) === 0) {
      if ((marked & certain) === 0) this.#queueSpread(row, marked | certain);
      return;
    }
    const carry = this.#carryOf(row);
    const isNew = (marked & certain) === 0;
    if (isNew) carry.isToSpread = true;
    const isMore = surety !== true && carry.assure(surety);
    if (isNew || isMore) this.#queueSpread(row, marked | certain);
  }

  #queueSpread(row: number, marked: number): void {
    if ((marked & isQueued) === 0) this.#unspread.push(row);
    this.#mark[row] = marked | isQueued;
  }

  #walked(levels: readonly number[], lastLevel: number): Walked {
    const rows = this.#queue.slice(0, this.#tail);
    const isCertain = new Uint8Array(rows.length);
    for (let i = 0; i < rows.length; i++) isCertain[i] = (this.#mark[rows[i]!]! & certain) === 0 ? 0 : 1;
    return {
      rows,
      certain: isCertain,
      levels,
      edges: this.#edges,
      carries: new Map(this.#carries),
      crossed: this.#options.within ? [...this.#counted] : [],
      choices: [...this.#chosen],
      isTruncated: lastLevel !== Infinity,
    };
  }
}

// A level that only widened what was known holds no row.
function withoutEmptyEnd(levels: readonly number[]): readonly number[] {
  let end = levels.length;
  while (end > 2 && levels[end - 1] === levels[end - 2]) end--;
  return levels.slice(0, end);
}

/** Only not knowing which keeps the edge from being certain. Of a window it would also matter when. */
export function isMemberOfChoice(lens: Lens, e: number, bits: number): boolean {
  if ((bits & word.isChosen) === 0 || (bits & word.packedIn) !== 0) return false;
  if (lens.insideAt !== undefined && (bits & word.installedIn) !== 0) return false;
  return lens.isSolid(e, bits);
}
