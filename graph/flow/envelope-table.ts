import type { LedgerPosition } from '../ledger/ledger.ts';
import type { EventKey } from '../store/changes.ts';
import { grown } from './columns.ts';
import { instantMs, precisionOrdinal, slack } from './instant.ts';
import { OriginTable } from './origin-table.ts';
import type { Stated } from './origin-table.ts';
import { TextTable } from './text-table.ts';

/** What an edge or attribute has from its statement. */
export interface Envelope extends Stated {
  readonly event: EventKey;
  readonly recordedAt: LedgerPosition;
  readonly retractedAt?: LedgerPosition;
}

/** The times of an edge, as they are stored. */
export interface Timing {
  readonly from: number;
  readonly to: number;
  /** Ordinal of the precision, plus `isUnbounded`. */
  readonly manner: number;
}

const none = -1;
const precisionMask = 7;
// A posting or inferred time says when it was booked or guessed, not when it happened: it bounds nothing (T9).
const isUnbounded = 8;

export const untimed: Timing = { from: Number.NaN, to: Number.NaN, manner: isUnbounded };

export function timingOf(edge: {
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly precision?: Parameters<typeof precisionOrdinal>[0];
  readonly basis?: string;
}): Timing {
  const { validFrom, validTo, precision, basis } = edge;
  if (validFrom === undefined && validTo === undefined) return untimed;
  const isStated = basis === undefined || basis === 'event';
  return {
    from: validFrom === undefined ? Number.NaN : instantMs(validFrom),
    to: validTo === undefined ? Number.NaN : instantMs(validTo),
    manner: precisionOrdinal(precision, validFrom ?? validTo) | (isStated ? 0 : isUnbounded),
  };
}

/**
 * Statements as the index keeps them: one row for all edges that share event, position and time. The edges of a row lie
 * next to each other, so that a row names them by its first.
 */
export class EnvelopeTable {
  readonly events: TextTable;
  readonly origins: OriginTable;
  count = 0;
  event = new Uint32Array(0);
  recordedAt = new Uint32Array(0);
  /** 0 where it is live. */
  retractedAt = new Uint32Array(0);
  origin = new Uint16Array(0);
  from = new Float64Array(0);
  to = new Float64Array(0);
  manner = new Uint8Array(0);
  firstEdge = new Uint32Array(0);
  /** Row before this one of the same event, or -1. */
  former = new Int32Array(0);
  #latest = new Int32Array(0);

  constructor(events = new TextTable(), origins = new OriginTable()) {
    this.events = events;
    this.origins = origins;
  }

  /** The row for the next edge: the last one if that fits, else a new one. */
  rowFor(envelope: Envelope, timing: Timing, nextEdge: number): number {
    const last = this.count - 1;
    const event = this.events.add(envelope.event);
    if (last >= 0 && this.#fits(last, event, envelope, timing)) return last;
    return this.#append(event, envelope, timing, nextEdge);
  }

  /** A row of the statement, whatever its times; a new one if there is none. */
  anyRow(envelope: Envelope, nextEdge: number): number {
    const [row] = this.rowsOf(envelope.event, envelope.recordedAt);
    return row ?? this.#append(this.events.add(envelope.event), envelope, untimed, nextEdge);
  }

  rowsOf(event: EventKey, recordedAt: LedgerPosition): readonly number[] {
    const ordinal = this.events.find(event);
    const rows: number[] = [];
    let row = ordinal === none ? none : (this.#latest[ordinal] ?? none);
    for (; row !== none; row = this.former[row]!) if (this.recordedAt[row] === recordedAt) rows.push(row);
    return rows;
  }

  endOfEdges(row: number, edgeCount: number): number {
    return row + 1 < this.count ? this.firstEdge[row + 1]! : edgeCount;
  }

  /** Earliest millisecond of its beginning. */
  earliest(row: number, skew: number): number {
    const from = this.from[row]!;
    return (this.manner[row]! & isUnbounded) !== 0 || Number.isNaN(from) ? -Infinity : from - skew;
  }

  /** Latest millisecond of its beginning. */
  latestStart(row: number, skew: number): number {
    const manner = this.manner[row]!;
    const from = this.from[row]!;
    return (manner & isUnbounded) !== 0 || Number.isNaN(from) ? Infinity : from + slack(manner & precisionMask) + skew;
  }

  /** Latest millisecond of its end; of a moment, its latest. */
  latest(row: number, skew: number): number {
    const manner = this.manner[row]!;
    if ((manner & isUnbounded) !== 0) return Infinity;
    const to = this.to[row]!;
    return (Number.isNaN(to) ? this.from[row]! : to) + slack(manner & precisionMask) + skew;
  }

  get size(): number {
    const columns = [this.event, this.recordedAt, this.retractedAt, this.origin, this.from, this.to, this.manner];
    return [...columns, this.firstEdge, this.former, this.#latest].reduce((sum, column) => sum + column.byteLength, 0);
  }

  /** Finds the latest row of each event again, after the columns were read from a snapshot. */
  relink(): void {
    this.#latest = new Int32Array(this.events.count).fill(none);
    for (let row = 0; row < this.count; row++) this.#latest[this.event[row]!] = row;
  }

  #fits(row: number, event: number, { recordedAt, retractedAt = 0 }: Envelope, timing: Timing): boolean {
    return (
      this.event[row] === event &&
      this.recordedAt[row] === recordedAt &&
      this.retractedAt[row] === retractedAt &&
      Object.is(this.from[row], timing.from) &&
      Object.is(this.to[row], timing.to) &&
      this.manner[row] === timing.manner
    );
  }

  #append(event: number, envelope: Envelope, timing: Timing, nextEdge: number): number {
    const row = this.count++;
    this.#reserve(this.count);
    this.event[row] = event;
    this.recordedAt[row] = envelope.recordedAt;
    this.retractedAt[row] = envelope.retractedAt ?? 0;
    this.origin[row] = this.origins.add(envelope);
    this.from[row] = timing.from;
    this.to[row] = timing.to;
    this.manner[row] = timing.manner;
    this.firstEdge[row] = nextEdge;
    this.#latest = grown(this.#latest, event + 1, none);
    this.former[row] = this.#latest[event]!;
    this.#latest[event] = row;
    return row;
  }

  #reserve(needed: number): void {
    this.event = grown(this.event, needed);
    this.recordedAt = grown(this.recordedAt, needed);
    this.retractedAt = grown(this.retractedAt, needed);
    this.origin = grown(this.origin, needed);
    this.from = grown(this.from, needed);
    this.to = grown(this.to, needed);
    this.manner = grown(this.manner, needed);
    this.firstEdge = grown(this.firstEdge, needed);
    this.former = grown(this.former, needed);
  }
}
