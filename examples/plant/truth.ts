import { shiftBegin, utc, workingDay } from './calendar.ts';
import type { Partner } from './company.ts';
import type { Diseases } from './diseases.ts';
import { chooseKitDiseases } from './kit-diseases.ts';
import { kitTruth } from './kit-truth.ts';
import { batchKey, lotKey, packageKey, partyKey, sampleKey, unitKey } from './keys.ts';
import { sharedSealLot } from './make/goods-in.ts';
import { isScrapped } from './plant.ts';
import type { Carton, Pallet, Plant, Unit } from './plant.ts';
import type { Size } from './size.ts';
import { sampleNumber } from './tell/lims.ts';
import { trueAncestors, trueEdges } from './true-edges.ts';

/** Above this many valves the true edges are left out of `truth.json`; `truth-units.csv` says the same, a line a valve. */
const mostUnitsWithEdges = 2000;

/** What truly happened, what of it the records can show, and where they must admit that they cannot. */
export function truthOf(plant: Plant, size: Size, seed: number, diseases: Diseases) {
  const edges = trueEdges(plant);
  return {
    plant: 'Wendelau Ventiltechnik GmbH',
    seed,
    units: size.units,
    from: utc(workingDay(0)),
    to: utc(workingDay(size.days)),
    question: { start: batchKey(diseases.badBatch), direction: 'forward' },
    bad: plant.units.filter((unit) => unit.batch === diseases.badBatch).map(unitKey),
    expected: expectedAnswer(plant, diseases),
    backward: backwardExamples(plant, diseases, edges),
    diseases: diseaseList(plant, diseases),
    kits: kitTruth(plant, chooseKitDiseases(plant)),
    ...(size.units <= mostUnitsWithEdges ? { edges } : {}),
  };
}

/** The answer that an honest reading of the files gives. What it misses lies in a gap that the answer must show. */
function expectedAnswer(plant: Plant, diseases: Diseases) {
  const bad = plant.units.filter((unit) => unit.batch === diseases.badBatch);
  const possible = new Set(diseases.alternatives.units);
  const untold = new Set([...diseases.lostShift.units, diseases.unknownUnit]);
  const certain = new Set(bad.filter((unit) => !possible.has(unit) && !untold.has(unit)));
  const sample = sampleKey(sampleNumber(plant.batches.indexOf(diseases.badBatch)));
  return {
    certain: { units: [...certain].map(unitKey), ...packagesOf(plant, certain), samples: [sample] },
    possible: { units: [...possible].map(unitKey), ...packagesOf(plant, possible, certain) },
    missed: {
      inSourceGap: bad.filter((unit) => diseases.lostShift.units.includes(unit)).map(unitKey),
      inQuarantine: [unitKey(diseases.unknownUnit)],
    },
    customers: byCustomer(plant, certain, possible),
    notShipped: notShipped(plant, certain, possible),
    gaps: ['QUARANTINED', 'SOURCE_GAP'],
  };
}

function packagesOf(plant: Plant, units: ReadonlySet<Unit>, surer: ReadonlySet<Unit> = new Set()) {
  const holds = (set: ReadonlySet<Unit>) => (carton: Carton) => carton.units.some((unit) => set.has(unit));
  const inside = (set: ReadonlySet<Unit>) => (pallet: Pallet) => pallet.cartons.some(holds(set));
  return {
    cartons: plant.cartons.filter((c) => holds(units)(c) && !holds(surer)(c)).map(packageKey),
    pallets: plant.pallets.filter((p) => inside(units)(p) && !inside(surer)(p)).map(packageKey),
  };
}

function byCustomer(plant: Plant, certain: ReadonlySet<Unit>, possible: ReadonlySet<Unit>) {
  const shipped = shippedTo(plant);
  const count = (set: ReadonlySet<Unit>, customer: Partner): number =>
    [...set].filter((unit) => shipped.get(unit) === customer).length;
  const reached = new Set([...certain, ...possible].map((unit) => shipped.get(unit)).filter((c) => c !== undefined));
  return [...reached]
    .sort((a, b) => (a.number < b.number ? -1 : 1))
    .map((c) => ({ key: partyKey(c), name: c.name, certain: count(certain, c), possible: count(possible, c) }));
}

const shippedTo = (plant: Plant): ReadonlyMap<Unit, Partner> =>
  new Map(
    plant.deliveries.flatMap(({ customer, pallets }) =>
      pallets.flatMap(({ cartons }) => cartons.flatMap(({ units }) => units.map((unit) => [unit, customer] as const))),
    ),
  );

function notShipped(plant: Plant, certain: ReadonlySet<Unit>, possible: ReadonlySet<Unit>) {
  const shipped = shippedTo(plant);
  const here = [...certain, ...possible].filter((unit) => !shipped.has(unit));
  return { scrapped: here.filter(isScrapped).map(unitKey), inStock: here.filter((u) => !isScrapped(u)).map(unitKey) };
}

/** Three valves to ask backward about: one without a gap, one with a part that has no lot, one with a lost message. */
function backwardExamples(plant: Plant, diseases: Diseases, edges: ReturnType<typeof trueEdges>) {
  const sound = (unit: Unit): boolean => unit.oRings.lot !== sharedSealLot && unit.rodSeal.lot !== sharedSealLot;
  const first = (line: 1 | 2): Unit => plant.units.find((unit) => unit.line === line && sound(unit))!;
  const example = (unit: Unit, gaps: readonly string[]) => ({
    unit: unitKey(unit),
    ancestors: trueAncestors(edges, unitKey(unit)),
    gaps,
  });
  // In a small plant the lost message comes so early that not every answer lies wholly before its gap.
  const lostFrom = shiftBegin(diseases.lostMessage.from);
  const gapOf = (unit: Unit): readonly string[] => (Math.max(unit.to, unit.pottedAt) < lostFrom ? [] : ['SOURCE_GAP']);
  return [
    example(first(1), gapOf(first(1))),
    example(first(2), ['CLASS_ONLY', ...gapOf(first(2))]),
    example(diseases.lostMessage, ['NO_ORIGIN', 'SOURCE_GAP']),
  ];
}

function diseaseList(plant: Plant, diseases: Diseases) {
  const { relabelled } = plant;
  const { overread, alternatives, lostShift, copied } = diseases;
  return [
    {
      id: 'spelling',
      what: 'part numbers spelled 100.200, 100200, 100-200 and 100 200',
      shows: 'one material, one lot',
    },
    {
      id: 'kg-g',
      what: 'hardener is received in g and weighed in kg; VG1 doses in g, VG2 in kg',
      shows: 'units kept and converted',
    },
    {
      id: 'shared-lot-number',
      what: `lot ${sharedSealLot} is two lots of two materials; a goods-in test names it without a material`,
      lots: plant.lots.filter(({ lot }) => lot === sharedSealLot).map(lotKey),
      shows: 'two lots; UNRESOLVED where the material is not said',
    },
    {
      id: 'relabelled',
      what: 'a drum of hardener relabelled in the warehouse',
      from: lotKey(relabelled.lot),
      to: lotKey({ part: relabelled.lot.part, lot: relabelled.label }),
      shows: 'REIDENTIFIED_AS',
    },
    {
      id: 'lost-shift',
      what: `potting of ${lostShift.station}, late shift of ${lostShift.day}`,
      units: lostShift.units.map(unitKey),
      shows: 'SOURCE_GAP',
    },
    {
      id: 'lost-message',
      what: 'one assembly message, missing in the numbers of MO1',
      units: [unitKey(diseases.lostMessage)],
      shows: 'SOURCE_GAP, NO_ORIGIN',
    },
    {
      id: 'alternatives',
      what: `scanner down: ${diseases.badBatch.number} or ${alternatives.with.number}, or both`,
      units: alternatives.units.map(unitKey),
      shows: 'possible',
    },
    {
      id: 'backflush',
      what: 'thread lock of line 2, by parts list and without lot',
      shows: 'CLASS_ONLY backward on line 2',
    },
    {
      id: 'unknown-unit',
      what: 'potting booked in "Gramm"',
      units: [unitKey(diseases.unknownUnit)],
      shows: 'QUARANTINED',
    },
    {
      id: 'unknown-verdict',
      what: 'a verdict typed "IO?"',
      units: [unitKey(diseases.unknownVerdict)],
      shows: 'QUARANTINED',
    },
    {
      id: 'reversed',
      what: 'potting booked on the bad batch, reversed, booked again',
      units: [unitKey(diseases.reversed)],
      shows: 'in the answer as known before the reversal, not after',
    },
    {
      id: 'overread',
      what: 'a pallet that was read with a carton too many, declared an error a day later',
      carton: packageKey(overread.carton),
      wrongly: packageKey(overread.wrongly),
      truly: packageKey(overread.truly),
      shows: 'the wrong pallet and its customer only as known before the declaration',
    },
    {
      id: 'retyped',
      what: 'a viscosity with one digit too many, issued again',
      lots: [batchKey(diseases.retypedResult)],
      shows: 'version 1 superseded',
    },
    {
      id: 'copies',
      what: 'a receipts journal copied, a shift exported twice, a capture sent twice',
      days: copied,
      shows: 'repeats counted, nothing twice',
    },
    {
      id: 'clock',
      what: 'PS2 an hour behind until 25 October 2026',
      shows: 'tests before their curing; nothing removed',
    },
    {
      id: 'cold-load',
      what: 'one oven load at 71 °C: harmless',
      loads: plant.loads.filter(({ curing }) => curing[1] < 750).map(({ number }) => number),
      shows: 'a parameter out of line',
    },
  ];
}

/** A line a valve: what went into it, where it went. */
export function truthTable(plant: Plant): string {
  const cartonOf = new Map(plant.cartons.flatMap((carton) => carton.units.map((unit) => [unit, carton] as const)));
  const palletOf = new Map(
    plant.pallets.flatMap((pallet) => pallet.cartons.map((carton) => [carton, pallet] as const)),
  );
  const customerOf = shippedTo(plant);
  const head = 'unit,casting,oRings,rodSeal,sensor,board,batch,load,carton,pallet,customer\n';
  const rows = plant.units.map((unit) => {
    const carton = cartonOf.get(unit);
    const pallet = carton && palletOf.get(carton);
    const { casting, oRings, rodSeal, sensor, board, batch, load } = unit;
    const inside = [casting.lot, oRings.lot, rodSeal.lot, sensor, board, batch.number, load.number];
    return [unitKey(unit), ...inside, carton?.sscc, pallet?.sscc, customerOf.get(unit)?.number].join(',');
  });
  return `${head}${rows.join('\n')}\n`;
}
