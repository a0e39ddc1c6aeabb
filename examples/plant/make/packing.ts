import { hour, minute, nextWorkingDay, second, workingDay } from '../calendar.ts';
import type { Instant } from '../calendar.ts';
import { customers } from '../company.ts';
import type { Line, Partner } from '../company.ts';
import { ssccOf } from '../gs1.ts';
import { isScrapped } from '../plant.ts';
import type { Carton, Delivery, Pallet, Unit } from '../plant.ts';
import type { Random } from '../random.ts';
import type { Size } from '../size.ts';

export interface Packed {
  readonly cartons: readonly Carton[];
  readonly pallets: readonly Pallet[];
  readonly deliveries: readonly Delivery[];
}

/** Good valves go into cartons as they leave the stand, cartons onto pallets, pallets out the next working day. */
export function packAndShip(units: readonly Unit[], size: Size, random: Random): Packed {
  const lines: readonly Line[] = [1, 2];
  const cartons = lines.flatMap((line) => fillCartons(units, line, size));
  const pallets = lines.flatMap((line) => fillPallets(cartons, line, size));
  pallets.sort((a, b) => a.packedAt - b.packedAt || Number(a.sscc > b.sscc) - 0.5);
  return { cartons, pallets, deliveries: ship(pallets, size, random) };
}

const lastTested = (unit: Unit): Instant => unit.runs.at(-1)!.to;

function fillCartons(units: readonly Unit[], line: Line, size: Size): readonly Carton[] {
  const good = units.filter((unit) => unit.line === line && !isScrapped(unit));
  good.sort((a, b) => lastTested(a) - lastTested(b));
  return full(good, size.cartonSize).map((content, n) => ({
    sscc: ssccOf(line * 10_000_000 + n),
    units: content,
    packedAt: lastTested(content.at(-1)!) + 6 * minute,
  }));
}

function fillPallets(cartons: readonly Carton[], line: Line, size: Size): readonly Pallet[] {
  const ofLine = cartons.filter((carton) => carton.units[0]!.line === line);
  return full(ofLine, size.palletSize).map((content, n) => ({
    sscc: ssccOf(50_000_000 + line * 1_000_000 + n),
    product: content[0]!.units[0]!.product,
    cartons: content,
    packedAt: content.at(-1)!.packedAt + 4 * minute,
  }));
}

/** What does not fill the last one stays in stock. */
function full<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.floor(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
}

const shares: readonly (readonly [Partner, number])[] = customers.map((customer, n) => [customer, 14 - n]);

function ship(pallets: readonly Pallet[], size: Size, random: Random): readonly Delivery[] {
  const stop = workingDay(size.days);
  const ordered = pallets.map((pallet) => ({
    pallet,
    customer: random.weighted(shares),
    on: nextWorkingDay(pallet.packedAt),
  }));
  const due = Map.groupBy(
    ordered.filter(({ on }) => on < stop),
    ({ on, customer }) => `${on}/${customer.number}`,
  );
  return [...due.values()].map((loads, n) => ({
    number: `80${String(20_117 + n).padStart(6, '0')}`,
    customer: loads[0]!.customer,
    salesOrder: `12${String(4410 + (n % 400)).padStart(6, '0')}`,
    pallets: loads.map(({ pallet }) => pallet),
    shippedAt: loads[0]!.on + 10 * hour + (n % 17) * 7 * minute + 11 * second,
  }));
}
