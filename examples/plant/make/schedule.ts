import { hour, minute, second, workingDay } from '../calendar.ts';
import type { Instant } from '../calendar.ts';
import { products } from '../company.ts';
import type { Line, Product } from '../company.ts';
import type { Random } from '../random.ts';
import type { Size } from '../size.ts';

/** A valve's place in the production plan: when it is assembled and when it is potted. */
export interface Start {
  readonly index: number;
  readonly serial: string;
  readonly product: Product;
  readonly line: Line;
  readonly order: string;
  readonly day: number;
  readonly from: Instant;
  readonly to: Instant;
  readonly pottedAt: Instant;
  readonly potting: number;
}

type Slot = Omit<Start, 'index' | 'serial'>;

const lines: readonly Line[] = [1, 2];

/** Two lines, two shifts a day; serial numbers run in the order of assembly over both lines. */
export function schedule(size: Size, random: Random): readonly Start[] {
  const starts: Start[] = [];
  for (let shift = 0; shift < size.days * 2; shift++) {
    const slots = lines.flatMap((line) => lineShift(size, random, shift, line));
    slots.sort((a, b) => a.from - b.from || a.line - b.line);
    for (const slot of slots) starts.push({ index: starts.length, serial: serialOf(starts.length), ...slot });
  }
  return starts;
}

const serialOf = (index: number): string => `26W${String(index + 1).padStart(6, '0')}`;

function lineShift(size: Size, random: Random, shift: number, line: Line): readonly Slot[] {
  const day = shift >> 1;
  const begin = workingDay(day) + (shift % 2 === 0 ? 6 : 14) * hour + 8 * minute;
  const count = share(size, shift * 2 + line - 1);
  const takt = Math.floor((7 * hour + 20 * minute) / Math.max(count, 1));
  const order = `70${String(1000 + shift * 2 + line)}`;
  return Array.from({ length: count }, (_, n) => {
    const from = wholeSeconds(begin + n * takt + random.next() * takt * 0.2);
    return { product: products[line], line, order, day, from, ...steps(from, takt, line, random) };
  });
}

function steps(from: Instant, takt: number, line: Line, random: Random): Pick<Slot, 'to' | 'pottedAt' | 'potting'> {
  const to = wholeSeconds(from + Math.min(takt * 0.7, 6 * minute));
  // Jitter stays below the rest of the takt, so that a line pots in the order in which it assembles.
  const pottedAt = wholeSeconds(to + 14 * minute + random.next() * takt * 0.1);
  return { to, pottedAt, potting: Math.round(random.about(products[line].potting, 3)) };
}

const wholeSeconds = (at: Instant): Instant => Math.floor(at / second) * second;

const share = (size: Size, slot: number): number => {
  const slots = size.days * 4;
  return Math.floor(((slot + 1) * size.units) / slots) - Math.floor((slot * size.units) / slots);
};
