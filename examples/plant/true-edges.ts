import {
  batchKey,
  boardKey,
  drawKey,
  lotKey,
  packageKey,
  sampleKey,
  sensorKey,
  supplierLotKey,
  unitKey,
} from './keys.ts';
import type { Plant, Unit } from './plant.ts';
import { sampleNumber } from './tell/lims.ts';

/** What truly went into what, thing to thing, the way suspicion travels. */
export type TrueEdge = readonly [from: string, to: string];

export function trueEdges(plant: Plant): readonly TrueEdge[] {
  const { lot, label } = plant.relabelled;
  return [
    ...plant.lots.map((received): TrueEdge => [supplierLotKey(received), lotKey(received)]),
    [lotKey(lot), lotKey({ part: lot.part, lot: label })],
    ...plant.batches.flatMap((batch, n): readonly TrueEdge[] => [
      ...[...batch.resin, ...batch.hardener].map((drawn): TrueEdge => [drawKey(drawn), batchKey(batch)]),
      [batchKey(batch), sampleKey(sampleNumber(n))],
    ]),
    ...plant.units.flatMap(partsOf),
    ...plant.cartons.flatMap((carton) => carton.units.map((unit): TrueEdge => [unitKey(unit), packageKey(carton)])),
    ...plant.pallets.flatMap((p) => p.cartons.map((carton): TrueEdge => [packageKey(carton), packageKey(p)])),
  ];
}

const partsOf = (unit: Unit): readonly TrueEdge[] =>
  [
    lotKey(unit.casting),
    lotKey(unit.oRings),
    lotKey(unit.rodSeal),
    sensorKey(unit.sensor),
    boardKey(unit.board),
    batchKey(unit.batch),
  ].map((part) => [part, unitKey(unit)]);

/** Everything that went into the thing, by the true edges; itself left out. */
export function trueAncestors(edges: readonly TrueEdge[], of: string): readonly string[] {
  const into = Map.groupBy(edges, ([, to]) => to);
  const found = new Set<string>([of]);
  // A set grows while it is iterated: the walk ends when nothing new turned up.
  for (const thing of found) for (const [from] of into.get(thing) ?? []) found.add(from);
  found.delete(of);
  return [...found].sort();
}
