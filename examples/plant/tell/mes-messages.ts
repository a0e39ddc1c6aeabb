import { minute, second } from '../calendar.ts';
import type { Instant } from '../calendar.ts';
import { parts, stations } from '../company.ts';
import type { Line } from '../company.ts';
import type { Diseases } from '../diseases.ts';
import { boardGtin, scanned } from '../gs1.ts';
import { isScrapped } from '../plant.ts';
import type { Batch, Draw, OvenLoad, Plant, Unit } from '../plant.ts';
import { point } from '../spelling.ts';

/** One message of a shop-floor terminal. Each terminal numbers its own messages without a break. */
export interface Message {
  readonly station: string;
  readonly area: 'L1' | 'L2' | 'MR';
  readonly type: 'MONTAGE' | 'VERGUSS' | 'MISCHUNG' | 'OFEN' | 'AUSSCHUSS' | 'STORNO';
  readonly from: Instant;
  readonly to: Instant;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly body: readonly string[];
  /** Numbered by the terminal, never exported. */
  readonly lost?: boolean;
  /** The message that this one reverses. */
  readonly reverses?: Message;
}

export const element = (name: string, attributes: Readonly<Record<string, string | undefined>>): string => {
  const present = Object.entries(attributes).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `<${name} ${present.map(([key, value]) => `${key}="${value}"`).join(' ')}/>`;
};

const areaOf = (line: Line): 'L1' | 'L2' => (line === 1 ? 'L1' : 'L2');

export function messages(plant: Plant, diseases: Diseases): readonly Message[] {
  const byLoad = Map.groupBy(plant.units, (unit) => unit.load);
  return [
    ...plant.units.map((unit) => assembly(unit, unit === diseases.lostMessage)),
    ...plant.units.flatMap((unit) => pottingMessages(unit, diseases)),
    ...plant.batches.map(mixing),
    ...plant.loads.map((load) => oven(load, byLoad.get(load)!)),
    ...plant.units.filter(isScrapped).map(scrapping),
  ];
}

/** Line 2's older terminals also send the serial number that their test stand knows the valve by. */
const unitElement = (unit: Unit): string =>
  element('Einheit', {
    Artikel: unit.product.number,
    DMC: scanned(unit.product.gtin, unit.serial),
    SNR: unit.line === 2 ? unit.serial : undefined,
  });

function assembly(unit: Unit, lost: boolean): Message {
  return {
    station: stations.assembly[unit.line],
    area: areaOf(unit.line),
    type: 'MONTAGE',
    from: unit.from,
    to: unit.to,
    attributes: { Auftrag: unit.order, AG: '0010', Bediener: `P44${10 + (unit.index % 7)}` },
    body: [
      unitElement(unit),
      element('Gehaeuse', { Teil: unit.product.casting.number, Charge: unit.casting.lot, Menge: '1', ME: 'ST' }),
      element('Komponente', { Teil: parts.oRings.number, Charge: unit.oRings.lot, Menge: '4', ME: 'ST' }),
      element('Komponente', { Teil: parts.rodSeal.number, Charge: unit.rodSeal.lot, Menge: '1', ME: 'ST' }),
      element('Komponente', { Teil: parts.sensor.number, SNR: unit.sensor, Menge: '1', ME: 'ST', Lage: 'B1' }),
      element('Komponente', {
        Teil: parts.board.number,
        DMC: scanned(boardGtin, unit.board),
        Menge: '1',
        ME: 'ST',
        Lage: 'A1',
      }),
      // Line 2 books its thread lock by the parts list when the valve is finished: an amount, and no lot.
      ...(unit.line === 2 ? [element('Retrograd', { Teil: parts.threadLock.number, Menge: '0.35', ME: 'g' })] : []),
    ],
    lost,
  };
}

function pottingMessages(unit: Unit, diseases: Diseases): readonly Message[] {
  const lost = diseases.lostShift.units.includes(unit);
  if (unit === diseases.reversed) return reversedPotting(unit, diseases.badBatch);
  if (!diseases.alternatives.units.includes(unit)) {
    return [potting(unit, { lost, charges: [charge(unit, unit.batch, unit === diseases.unknownUnit)] })];
  }
  const either = [diseases.badBatch, diseases.alternatives.with];
  const charges = either.map(({ number }) =>
    element('Verguss', { Teil: parts.compound.number, Mischung: number, Auswahl: 'A', Auswahlart: 'mindestens eine' }),
  );
  return [potting(unit, { lost, charges, scanner: 'gestoert' })];
}

/** Booked on the bad batch by mistake, reversed a quarter of an hour later, booked again on the right one. */
function reversedPotting(unit: Unit, wrong: Batch): readonly Message[] {
  const mistaken = potting(unit, { charges: [charge(unit, wrong)] });
  const at = unit.pottedAt + 15 * minute;
  const reversal: Message = {
    ...mistaken,
    type: 'STORNO',
    from: at,
    to: at,
    body: ['<Grund>Falsche Mischung gewählt</Grund>'],
    reverses: mistaken,
  };
  const again = potting(unit, { charges: [charge(unit, unit.batch)] });
  return [mistaken, reversal, { ...again, from: at + 20 * second, to: at + 45 * second }];
}

interface PottingDetail {
  readonly charges: readonly string[];
  readonly lost?: boolean;
  readonly scanner?: string;
}

function potting(unit: Unit, { charges, lost = false, scanner }: PottingDetail): Message {
  return {
    station: stations.potting[unit.line],
    area: areaOf(unit.line),
    type: 'VERGUSS',
    from: unit.pottedAt - 50 * second,
    to: unit.pottedAt,
    attributes: {
      Auftrag: unit.order,
      AG: '0020',
      Bediener: `P45${10 + (unit.index % 5)}`,
      ...(scanner ? { Scanner: scanner } : {}),
    },
    body: [
      unitElement(unit),
      ...charges,
      parameter('Vorwärmtemperatur', point(596 + ((unit.index * 37) % 19), 1), '°C'),
      parameter('Vakuum', String(10 + ((unit.index * 13) % 5)), 'mbar'),
    ],
    lost,
  };
}

/** VG1 weighs in grams, VG2 in kilograms. After an update its terminal once sent `Gramm`. */
function charge(unit: Unit, batch: Batch, misspelt = false): string {
  const inGrams = unit.line === 1 || misspelt;
  return element('Verguss', {
    Teil: parts.compound.number,
    Mischung: batch.number,
    Menge: inGrams ? point(unit.potting, 1) : point(unit.potting, 4),
    ME: misspelt ? 'Gramm' : inGrams ? 'g' : 'kg',
  });
}

const parameter = (name: string, value: string, unit: string): string =>
  element('Parameter', { Name: name, Wert: value, Einheit: unit });

function mixing(batch: Batch): Message {
  const weighed = (draw: Draw): string =>
    element('Einwaage', { Teil: draw.lot.part.number, Charge: draw.label, Menge: point(draw.grams, 3), ME: 'kg' });
  return {
    station: stations.mixing,
    area: 'MR',
    type: 'MISCHUNG',
    from: batch.mixedAt,
    to: batch.mixedAt + 11 * minute,
    attributes: { AG: '0015', Bediener: 'P4302' },
    body: [
      element('Mischung', {
        Teil: parts.compound.number,
        Charge: batch.number,
        Menge: point(batch.grams, 3),
        ME: 'kg',
      }),
      ...batch.resin.map(weighed),
      ...batch.hardener.map(weighed),
      parameter('Rührzeit', '300', 's'),
      parameter('Massetemperatur', point(batch.temperature, 1), '°C'),
    ],
  };
}

function oven(load: OvenLoad, units: readonly Unit[]): Message {
  const [lowest, mean, highest] = load.curing.map((tenths) => point(tenths, 1));
  return {
    station: stations.oven[load.line],
    area: areaOf(load.line),
    type: 'OFEN',
    from: load.from,
    to: load.to,
    attributes: { AG: '0030', Beladung: load.number, Rezept: 'PU72-80-90' },
    body: [
      ...units.map(unitElement),
      parameter('Härtetemperatur Mittel', mean!, '°C'),
      parameter('Härtetemperatur Min', lowest!, '°C'),
      parameter('Härtetemperatur Max', highest!, '°C'),
      parameter('Haltezeit', '90', 'min'),
    ],
  };
}

function scrapping(unit: Unit): Message {
  const at = unit.runs.at(-1)!.to + 5 * minute;
  return {
    station: stations.quality[unit.line],
    area: areaOf(unit.line),
    type: 'AUSSCHUSS',
    from: at,
    to: at,
    attributes: { Auftrag: unit.order, AG: '0040', Bediener: 'P4203' },
    body: [unitElement(unit), '<Grund>Prüfung zweimal nicht bestanden</Grund>'],
  };
}
