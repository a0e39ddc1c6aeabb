import { hour, workingDay } from '../calendar.ts';
import { parts, suppliers } from '../company.ts';
import type { BoardRun, SensorTray } from '../plant.ts';
import type { Size } from '../size.ts';
import type { Start } from './schedule.ts';
import { Stock } from './stock.ts';
import type { Supply } from './stock.ts';

const two = (n: number): string => String(n).padStart(2, '0');

/** Goods-in numbers its lots in one run over all materials; each material starts at its own place in it here. */
const ownNumber =
  (first: number) =>
  (n: number): string =>
    `WE26-${String(first + n).padStart(5, '0')}`;

const castings = (part: Supply['part'], heat: number, first: number): Supply => ({
  part,
  supplier: suppliers.foundry,
  supplierLot: (n) => `GJ ${heat + n * 3}-${(n % 4) + 1}`,
  lot: ownNumber(first),
  purchaseOrder: '4500017310',
});

/** Seals keep the supplier's lot number, and the supplier numbers each material for itself: sooner or later they meet. */
const seals = (part: Supply['part'], firstWeek: number): Supply => {
  const number = (n: number): string =>
    n === 1 ? sharedSealLot : `D26${two(firstWeek + n)}-${two(((n * 5) % 23) + 2)}`;
  return {
    part,
    supplier: suppliers.polymers,
    supplierLot: (n) => number(n).replace('D26', 'D 26'),
    lot: number,
    purchaseOrder: '4500017342',
  };
};

/** Two materials, one lot number. */
export const sharedSealLot = 'D2609-14';

export const resinSupply: Supply = {
  part: parts.resin,
  supplier: suppliers.polymers,
  supplierLot: (n) => `PA-${7730 + n}`,
  lot: ownNumber(3100),
  purchaseOrder: '4500017355',
};

export const hardenerSupply: Supply = {
  part: parts.hardener,
  supplier: suppliers.polymers,
  supplierLot: (n) => `PB-${5210 + n * 2}`,
  lot: ownNumber(3200),
  purchaseOrder: '4500017356',
};

export function pieceStocks(size: Size) {
  return {
    castings: {
      1: new Stock(castings(parts.castingSmall, 7712, 1041), size.castingLot),
      2: new Stock(castings(parts.castingLarge, 8120, 1641), size.castingLot),
    },
    oRings: new Stock(seals(parts.oRings, 5), size.sealLot * 4),
    rodSeals: new Stock(seals(parts.rodSeal, 31), size.sealLot),
  };
}

/** A valve takes four O-rings of one set. */
export const oRingsPerUnit = 4;

const trayOf = 20;

export function sensorTrays(starts: readonly Start[]): readonly SensorTray[] {
  return chunks(starts, trayOf).map((tray) => ({
    serials: tray.map(sensorSerial),
    receivedAt: workingDay(weekOf(tray[0]!) - 3) + 10 * hour,
    purchaseOrder: '4500017360',
  }));
}

export function boardRuns(starts: readonly Start[], size: Size): readonly BoardRun[] {
  return chunks(starts, size.boardRun).map((run) => ({
    serials: run.map(boardSerial),
    madeAt: workingDay(run[0]!.day - 8) + 11 * hour,
    sentAt: workingDay(run[0]!.day - 5) + 15 * hour,
    purchaseOrder: '4500017371',
  }));
}

export const sensorSerial = (start: Start): string => `DS26-${String(40_000 + start.index).padStart(6, '0')}`;
export const boardSerial = (start: Start): string => `LB${String(1_200_000 + start.index * 3)}`;

/** First working day of the week in which the tray is begun: sensors come once a week. */
const weekOf = (start: Start): number => Math.floor(start.day / 5) * 5;

function chunks<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
}
