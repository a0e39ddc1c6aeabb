import { hour, minute, workingDay } from '../calendar.ts';
import type { Instant } from '../calendar.ts';
import type { Part, Partner } from '../company.ts';
import type { Lot } from '../plant.ts';

/** What goods-in knows of a material before a lot of it arrives. */
export interface Supply {
  readonly part: Part;
  readonly supplier: Partner;
  readonly supplierLot: (n: number) => string;
  /** The number goods-in gives the nth lot; some materials keep the supplier's. */
  readonly lot: (n: number) => string;
  readonly purchaseOrder: string;
}

/** First in, first out: hands out pieces or grams of a material, lot after lot, and remembers every lot. */
export class Stock {
  readonly lots: Lot[] = [];
  readonly #supply: Supply;
  readonly #lotSize: number;
  #left = 0;

  constructor(supply: Supply, lotSize: number) {
    this.#supply = supply;
    this.#lotSize = lotSize;
  }

  /** Takes so much on a working day; more than one lot where the first did not suffice. */
  take(amount: number, day: number): readonly { readonly lot: Lot; readonly amount: number }[] {
    const taken: { lot: Lot; amount: number }[] = [];
    for (let rest = amount; rest > 0;) {
      if (this.#left === 0) this.#receive(day);
      const part = Math.min(rest, this.#left);
      taken.push({ lot: this.lots.at(-1)!, amount: part });
      this.#left -= part;
      rest -= part;
    }
    return taken;
  }

  takeOne(amount: number, day: number): Lot {
    if (this.#left < amount) this.#receive(day);
    this.#left -= amount;
    return this.lots.at(-1)!;
  }

  #receive(neededOn: number): void {
    const n = this.lots.length;
    const { part, supplier, supplierLot, lot, purchaseOrder } = this.#supply;
    this.lots.push({
      part,
      supplier,
      supplierLot: supplierLot(n),
      lot: lot(n),
      receivedAt: receivedBefore(neededOn, n),
      amount: this.#lotSize,
      purchaseOrder,
      deliveryNote: `LS ${String(88_120 + n * 7)}/${part.number.slice(0, 3)}`,
    });
    this.#left = this.#lotSize;
  }
}

/** Three working days before it is needed, in the morning. */
const receivedBefore = (day: number, n: number): Instant => workingDay(day - 3) + 9 * hour + (n % 12) * 7 * minute;
