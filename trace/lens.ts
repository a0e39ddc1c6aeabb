import type { FlowIndex } from '../graph/flow/flow-index.ts';
import * as word from '../graph/flow/edge-word.ts';
import type { Stated } from '../graph/flow/origin-table.ts';
import { instantMs } from '../graph/flow/instant.ts';
import type { LedgerPosition } from '../graph/ledger/ledger.ts';
import { mayShow } from '../graph/model/view.ts';
import type { View } from '../graph/model/view.ts';
import { objectKey } from '../graph/model/object-ref.ts';
import type { ObjectKey } from '../graph/model/object-ref.ts';
import type { FlowKind } from '../graph/store/changes.ts';
import type { Interval } from './intervals.ts';
import type { Rules } from './question.ts';

/** What an edge is worth by itself: not there, kept but only possible, certain. */
export type Strength = 0 | 1 | 2;

/** Kinds that happen at a time. Identity and membership are so at any time (T24). */
const timedKinds = word.consumedBy | word.produced | word.installedIn | word.packedIn | word.sampledAs;
const weak = word.isInferred | word.isChosen;

/** What an explanation leaves aside to see whether it kept something out. */
export type Relaxed = 'planned' | 'retracted' | 'windows';

/** One reader, one moment of knowledge, one moment of validity, one set of rules: what counts, edge by edge. */
export class Lens {
  readonly index: FlowIndex;
  readonly view: View;
  readonly known: LedgerPosition;
  readonly rules: Rules;
  readonly isHead: boolean;
  /** Bits of which one is enough to refuse an edge. */
  readonly refused: number;
  /** The word alone decides: asked at the head, by one who sees everything, at any time. */
  readonly byWordAlone: boolean;
  readonly insideAt: number | undefined;
  readonly #notStated: number;
  readonly #validAt: number | undefined;
  readonly #shown: Uint8Array | undefined;
  readonly #skew: Float64Array;

  /** Set only to explain why something is not in an answer. */
  readonly relaxed: Relaxed | undefined;

  constructor(
    index: FlowIndex,
    view: View,
    asOf: { known: LedgerPosition; validAt?: string },
    rules: Rules,
    relaxed?: Relaxed,
  ) {
    this.relaxed = relaxed;
    this.index = index;
    this.view = view;
    this.known = asOf.known;
    this.rules = rules;
    this.isHead = asOf.known >= index.position;
    this.#notStated = notStated(this.isHead, relaxed);
    this.refused = refusedBits(rules, this.#notStated);
    this.#validAt = asOf.validAt === undefined ? undefined : instantMs(asOf.validAt);
    this.insideAt = rules.insideAt === undefined ? undefined : instantMs(rules.insideAt);
    const { rows } = index.envelopes.origins;
    if (!view.everything) this.#shown = Uint8Array.from(rows, (origin) => (mayShow(view, origin.view) ? 1 : 0));
    this.byWordAlone = this.isHead && this.#shown === undefined && this.#validAt === undefined;
    this.#skew = this.#skews();
  }

  /** Whether the statement counts for this reader at this position. */
  counts(row: number): boolean {
    const { recordedAt, retractedAt, origin } = this.index.envelopes;
    if (recordedAt[row]! > this.known) return false;
    const retracted = retractedAt[row]!;
    if (retracted !== 0 && retracted <= this.known && this.relaxed !== 'retracted') return false;
    return this.#shown === undefined || this.#shown[origin[row]!] === 1;
  }

  /** Whether the edge is stated as a fact at all, whatever the rules say of its kind. */
  isStated(edge: number, bits: number): boolean {
    return (bits & this.#notStated) === 0 && (this.byWordAlone || this.counts(this.index.envelope[edge]!));
  }

  /** Went in with no lot or serial: never walked, and always looked for. */
  isClassOnly(edge: number, bits: number): boolean {
    return (bits & word.classOnly) !== 0 && this.isStated(edge, bits);
  }

  originOf(edge: number): Stated {
    const { envelopes, envelope } = this.index;
    return envelopes.origins.rows[envelopes.origin[envelope[edge]!]!]!;
  }

  follows(kind: FlowKind): boolean {
    return this.rules.follow?.includes(kind) ?? true;
  }

  strength(edge: number, bits: number): Strength {
    if ((bits & this.refused) !== 0) return 0;
    if (this.byWordAlone) return (bits & weak) === 0 ? 2 : 1;
    if (!this.counts(this.index.envelope[edge]!)) return 0;
    const later = this.#afterValid(edge, bits);
    if (later === 'surely') return 0;
    return later === 'maybe' || (bits & weak) !== 0 ? 1 : 2;
  }

  /** Certain but for the choice that the edge is a member of. */
  isSolid(edge: number, bits: number): boolean {
    return (bits & word.isInferred) === 0 && (this.#validAt === undefined || this.#afterValid(edge, bits) === 'no');
  }

  isUncertainInTime(edge: number, bits: number): boolean {
    return this.#afterValid(edge, bits) === 'maybe';
  }

  /** When an edge can have carried something. What was taken out was in at some unknown time before. */
  time(edge: number, bits: number): Interval {
    const { lo, hi } = this.moment(edge);
    return (bits & word.isEnd) === 0 ? { lo, hi } : { lo: -Infinity, hi };
  }

  /** When its event happened, widened by precision and by the skew of its source. */
  moment(edge: number): Interval {
    const { envelopes, envelope } = this.index;
    const row = envelope[edge]!;
    const skew = this.#skew[envelopes.origin[row]!] ?? 0;
    return { lo: envelopes.earliest(row, skew), hi: envelopes.latest(row, skew) };
  }

  /** Values of the node's attributes of that name that count, newest first, as JSON text. */
  *values(node: number, name: string): Generator<string> {
    const { attributes } = this.index;
    for (const row of this.index.attributesOf(node, name))
      if (this.counts(attributes.envelope[row]!)) yield attributes.text(row);
  }

  /** Position of the newest such statement. */
  statedAt(node: number, name: string): LedgerPosition | undefined {
    const { attributes, envelopes } = this.index;
    for (const row of this.index.attributesOf(node, name))
      if (this.counts(attributes.envelope[row]!)) return envelopes.recordedAt[attributes.envelope[row]!];
    return undefined;
  }

  hasValue(node: number, name: string): boolean {
    for (const _ of this.values(node, name)) return true;
    return false;
  }

  // T24. The beginning decides: what began before T was so, at least for a while.
  #afterValid(edge: number, bits: number): 'no' | 'maybe' | 'surely' {
    const at = this.#validAt;
    if (at === undefined || (bits & timedKinds) === 0) return 'no';
    const { envelopes, envelope } = this.index;
    const row = envelope[edge]!;
    const skew = this.#skew[envelopes.origin[row]!] ?? 0;
    if ((bits & word.isEnd) !== 0) return envelopes.latest(row, skew) > at ? 'maybe' : 'no';
    if (envelopes.earliest(row, skew) > at) return 'surely';
    return envelopes.latestStart(row, skew) > at ? 'maybe' : 'no';
  }

  #skews(): Float64Array {
    const { nodes, envelopes } = this.index;
    return Float64Array.from(envelopes.origins.rows, ({ source }) => {
      const node = nodes.find(sourceKey(source));
      if (node < 0) return 0;
      const [stated] = this.values(node, 'declared.skewMs');
      return stated === undefined ? 0 : Math.abs(Number(JSON.parse(stated))) || 0;
    });
  }
}

export const sourceKey = (source: string): ObjectKey =>
  objectKey({ kind: 'source', scheme: 'local', issuer: '', value: source });

function notStated(isHead: boolean, relaxed: Relaxed | undefined): number {
  const planned = relaxed === 'planned' ? 0 : word.isPlanned;
  return planned | (isHead && relaxed !== 'retracted' ? word.isRetracted : 0);
}

// Identity is not walked edge by edge: it makes rows, and its guesses are looked up (identity.ts).
function refusedBits({ follow }: Rules, unstated: number): number {
  const never = unstated | word.classOnly | word.sameAs;
  if (follow === undefined) return never;
  const followed = follow.reduce((bits, kind) => bits | word.kindBit(kind as FlowKind), 0);
  return never | (word.kindMask & ~followed);
}
