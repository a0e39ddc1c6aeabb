import type { Instant } from './calendar.ts';
import type { Line, Part, Partner, Product } from './company.ts';

// The true plant: what really happened, whether or not any system ever wrote it down.

/** A delivery of one material in one lot. Pieces, or grams. */
export interface Lot {
  readonly part: Part;
  readonly supplier: Partner;
  readonly supplierLot: string;
  /** The number that goods-in gave it. */
  readonly lot: string;
  readonly receivedAt: Instant;
  readonly amount: number;
  readonly purchaseOrder: string;
  readonly deliveryNote: string;
}

/** Twenty sensors in a tray, each with its serial number. */
export interface SensorTray {
  readonly serials: readonly string[];
  readonly receivedAt: Instant;
  readonly purchaseOrder: string;
}

/** Boards that the electronics supplier made in one run and sent in one shipment. */
export interface BoardRun {
  readonly serials: readonly string[];
  readonly madeAt: Instant;
  readonly sentAt: Instant;
  readonly purchaseOrder: string;
}

/** How much of a lot went into a batch, under the number that was on the drum at that moment. */
export interface Draw {
  readonly lot: Lot;
  readonly label: string;
  readonly grams: number;
}

/** Resin and hardener mixed to potting compound; what is left after four hours is thrown away. */
export interface Batch {
  readonly number: string;
  readonly mixedAt: Instant;
  readonly resin: readonly Draw[];
  readonly hardener: readonly Draw[];
  readonly grams: number;
  /** Tenths of a degree. */
  readonly temperature: number;
  readonly underdosed: boolean;
}

export interface OvenLoad {
  readonly number: string;
  readonly line: Line;
  readonly from: Instant;
  readonly to: Instant;
  /** Tenths of a degree: lowest, mean, highest. */
  readonly curing: readonly [number, number, number];
}

export interface Measurement {
  readonly name: string;
  readonly unit: string;
  readonly digits: number;
  /** Value and limits, times 10^digits. */
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  readonly passed: boolean;
}

export interface TestRun {
  readonly run: number;
  readonly from: Instant;
  readonly to: Instant;
  readonly measurements: readonly Measurement[];
  readonly passed: boolean;
}

/** One valve, before it is packed. */
export interface Unit {
  readonly index: number;
  readonly serial: string;
  readonly product: Product;
  readonly line: Line;
  readonly order: string;
  /** Working day of its assembly. */
  readonly day: number;
  readonly from: Instant;
  readonly to: Instant;
  readonly casting: Lot;
  readonly oRings: Lot;
  readonly rodSeal: Lot;
  readonly sensor: string;
  readonly board: string;
  readonly pottedAt: Instant;
  /** Tenths of a gram. */
  readonly potting: number;
  readonly batch: Batch;
  readonly load: OvenLoad;
  readonly runs: readonly TestRun[];
}

export const isScrapped = (unit: Unit): boolean => !unit.runs.at(-1)!.passed;

export interface Carton {
  readonly sscc: string;
  readonly units: readonly Unit[];
  readonly packedAt: Instant;
}

export interface Pallet {
  readonly sscc: string;
  readonly product: Product;
  readonly cartons: readonly Carton[];
  readonly packedAt: Instant;
}

export interface Delivery {
  readonly number: string;
  readonly customer: Partner;
  readonly salesOrder: string;
  readonly pallets: readonly Pallet[];
  readonly shippedAt: Instant;
}

/** A run of seal kits for spare parts: one lot of O-rings and one of rod seals, put in bags in workshop W2. */
export interface SealKit {
  readonly number: string;
  /** Running number of the bench's records. */
  readonly record: number;
  readonly madeAt: Instant;
  readonly oRings: Lot;
  readonly rodSeal: Lot;
  readonly bags: number;
}

export interface Plant {
  readonly units: readonly Unit[];
  readonly lots: readonly Lot[];
  readonly sensorTrays: readonly SensorTray[];
  readonly boardRuns: readonly BoardRun[];
  readonly batches: readonly Batch[];
  readonly relabelled: Relabelling;
  readonly loads: readonly OvenLoad[];
  readonly cartons: readonly Carton[];
  readonly pallets: readonly Pallet[];
  readonly deliveries: readonly Delivery[];
  readonly kits: readonly SealKit[];
}

/** A drum that got a new label in the warehouse: one lot, two numbers, one after the other. */
export interface Relabelling {
  readonly lot: Lot;
  readonly label: string;
  readonly at: Instant;
}
