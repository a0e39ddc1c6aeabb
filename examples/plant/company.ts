import { boardGtin, companyPrefix, glnOf, gtinOf } from './gs1.ts';

// Wendelau Ventiltechnik GmbH, maker of electro-hydraulic valves. The company, its partners and its town are invented.

/** The plant's own name for the numbers it gives out; part of every key. */
export const issuer = 'wendelau';
export const plantGln = glnOf(companyPrefix, '00001');

export type Line = 1 | 2;

/** In-house part number without punctuation; each system writes it in its own way (`spelling.ts`). */
export interface Part {
  readonly number: string;
  readonly name: string;
  readonly unit: 'ST' | 'KG' | 'G';
  readonly gtin?: string;
}

export interface Product extends Part {
  readonly gtin: string;
  readonly line: Line;
  readonly casting: Part;
  readonly testProgram: string;
  /** Tenths of a gram of potting compound that one valve takes. */
  readonly potting: number;
}

const part = (number: string, name: string, unit: Part['unit'] = 'ST'): Part => ({ number, name, unit });

export const parts = {
  castingSmall: part('100200', 'Ventilgehäuse NG10, GJS-400'),
  castingLarge: part('100250', 'Ventilgehäuse NG25, GJS-500'),
  oRings: part('200010', 'O-Ring-Satz 18×2,5 FKM'),
  rodSeal: part('200015', 'Stangendichtung 12×20×6'),
  sensor: part('300400', 'Drucksensor 0…400 bar'),
  board: { ...part('300500', 'Ansteuerplatine V4'), gtin: boardGtin },
  resin: part('400700', 'Gießharz PU-72, Komponente A', 'KG'),
  hardener: part('400710', 'Härter PU-72, Komponente B', 'G'),
  compound: part('400790', 'Vergussmasse PU-72, gemischt', 'KG'),
  sealKit: part('600100', 'Dichtsatz EHV'),
  threadLock: part('900050', 'Schraubensicherung mittelfest', 'G'),
} as const satisfies Record<string, Part>;

export const products: Readonly<Record<Line, Product>> = {
  1: {
    ...part('500110', 'Proportionalventil EHV 10'),
    gtin: gtinOf('00110'),
    line: 1,
    casting: parts.castingSmall,
    testProgram: 'EHV10_R07',
    potting: 420,
  },
  2: {
    ...part('500125', 'Servoventil EHV 25'),
    gtin: gtinOf('00125'),
    line: 2,
    casting: parts.castingLarge,
    testProgram: 'EHV25_R03',
    potting: 650,
  },
};

export interface Partner {
  /** Number in the ERP system. */
  readonly number: string;
  readonly gln: string;
  readonly name: string;
  readonly town: string;
  readonly country: string;
}

const partner = (number: string, prefix: string, name: string, town: string, country = 'DE'): Partner => ({
  number,
  gln: glnOf(prefix, '00000'),
  name,
  town,
  country,
});

export const suppliers = {
  foundry: partner('70001', '9520701', 'Eisengießerei Grünhagen GmbH', 'Grünhagen'),
  polymers: partner('70002', '9520702', 'Polymerwerk Südheide GmbH & Co. KG', 'Südheide'),
  electronics: partner('70003', '9529876', 'Leiterwerk Sömmerholz Elektronik AG', 'Sömmerholz'),
  sensors: partner('70004', '9520704', 'Messtechnik Dürrwald GmbH', 'Dürrwald'),
} as const satisfies Record<string, Partner>;

export const customers: readonly Partner[] = [
  partner('10001', '9520101', 'Fahrwerk Brünnhausen AG', 'Brünnhausen'),
  partner('10002', '9520102', 'Hällmyra Skogsmaskiner AB', 'Hällmyra', 'SE'),
  partner('10003', '9520103', 'Kranbau Tölzenried GmbH', 'Tölzenried', 'AT'),
  partner('10004', '9520104', 'Maquinaria Peñavera S.A.', 'Peñavera', 'ES'),
  partner('10005', '9520105', 'Presses Vaudroy SARL', 'Vaudroy', 'FR'),
  partner('10006', '9520106', 'Rüstfeld Hebetechnik GmbH', 'Rüstfeld'),
  partner('10007', '9520107', 'Ostermoor Landmaschinen KG', 'Ostermoor'),
  partner('10008', '9520108', 'Tarvaslahti Metsäkone Oy', 'Tarvaslahti', 'FI'),
  partner('10009', '9520109', 'Valdorsa Oleodinamica S.r.l.', 'Valdorsa', 'IT'),
  partner('10010', '9520110', 'Zwickenthal Prüfanlagen GmbH', 'Zwickenthal'),
  partner('10011', '9520111', 'Norrviken Marine AS', 'Norrviken', 'NO'),
];

export const stations = {
  assembly: { 1: 'MO1', 2: 'MO2' },
  potting: { 1: 'VG1', 2: 'VG2' },
  oven: { 1: 'OF1', 2: 'OF2' },
  test: { 1: 'PS1', 2: 'PS2' },
  quality: { 1: 'QS1', 2: 'QS2' },
  mixing: 'MR1',
} as const;
