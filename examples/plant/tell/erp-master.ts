import { customers, parts, products, suppliers } from '../company.ts';
import type { Part, Partner } from '../company.ts';
import type { Sink } from '../sink.ts';
import { dotted } from '../spelling.ts';
import { germanCsv } from './german-csv.ts';

/** Master data: who the partners are and what the part numbers mean. Unloaded once, before the first receipt. */
export function tellMasterData(sink: Sink): void {
  const partners = [
    ...Object.values(suppliers).map((partner) => partnerRow('L', partner)),
    ...customers.map((partner) => partnerRow('K', partner)),
  ];
  sink.write('erp/master/PARTNER_20260901.csv', germanCsv([partnerHead, ...partners]));
  const materials: readonly Part[] = [...Object.values(parts), products[1], products[2]];
  sink.write('erp/master/MATERIAL_20260901.csv', germanCsv([materialHead, ...materials.map(materialRow)]));
}

const partnerHead = ['ROLLE', 'NUMMER', 'NAME', 'ORT', 'LAND', 'GLN'];
const partnerRow = (role: string, { number, name, town, country, gln }: Partner): readonly string[] => [
  role,
  number,
  name,
  town,
  country,
  gln,
];

const materialHead = ['MATERIAL', 'BEZEICHNUNG', 'BASISME', 'GTIN', 'BESCHAFFUNG', 'CHARGENPFLICHT'];
const materialRow = (part: Part): readonly string[] => [
  dotted(part.number),
  part.name,
  part.unit,
  part.gtin ?? '',
  // Made here (E) or bought (F).
  part === parts.compound || part === parts.sealKit || part === products[1] || part === products[2] ? 'E' : 'F',
  part === parts.threadLock ? '' : 'X',
];
