import { issuer, parts } from './company.ts';
import type { Partner, Product } from './company.ts';
import { boardGtin } from './gs1.ts';
import type { Batch, Carton, Draw, Lot, Pallet, SealKit } from './plant.ts';

// The keys under which Whence knows the plant's things, written out independently of it, so that the truth can be compared.

export const unitKey = ({ product, serial }: { readonly product: Product; readonly serial: string }): string =>
  `unit:gs1:::${product.gtin}:${serial}`;
export const lotKey = ({ part, lot }: Pick<Lot, 'part' | 'lot'>): string =>
  `lot:local:${issuer}::${part.number}:${lot}`;
export const drawKey = ({ lot, label }: Draw): string => lotKey({ part: lot.part, lot: label });
export const supplierLotKey = ({ part, supplier, supplierLot }: Lot): string =>
  `lot:supplier:${supplier.number}::${part.number}:${supplierLot.replaceAll(' ', '')}`;
export const batchKey = ({ number }: Pick<Batch, 'number'>): string => lotKey({ part: parts.compound, lot: number });
export const sensorKey = (serial: string): string => `unit:local:${issuer}::${parts.sensor.number}:${serial}`;
export const boardKey = (serial: string): string => `unit:gs1:::${boardGtin}:${serial}`;
export const packageKey = ({ sscc }: Carton | Pallet): string => `logistic:gs1::::${sscc}`;
export const sampleKey = (sampleNo: string): string => `sample:local:${issuer}:::${sampleNo}`;
export const partyKey = ({ gln }: Partner): string => `party:gs1::::${gln}`;
export const kitKey = ({ number }: SealKit): string => lotKey({ part: parts.sealKit, lot: number });
