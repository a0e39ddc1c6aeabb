import type { Plant, Unit } from '../plant.ts';
import { createRandom } from '../random.ts';
import type { Size } from '../size.ts';
import { cure } from './curing.ts';
import { boardRuns, boardSerial, oRingsPerUnit, pieceStocks, sensorSerial, sensorTrays } from './goods-in.ts';
import { packAndShip } from './packing.ts';
import { pot } from './potting.ts';
import { schedule } from './schedule.ts';
import { makeSealKits } from './seal-kits.ts';
import { test } from './testing.ts';

/** Lets the plant run, from goods-in to the customers' gates. Nothing here knows how any of it is written down. */
export function makePlant(size: Size, seed: number): Plant {
  const random = (stream: string) => createRandom(seed, stream);
  const starts = schedule(size, random('schedule'));
  const stocks = pieceStocks(size);
  const potting = pot(starts, size, random('potting'));
  const loads = cure(starts, size, random('curing'));
  const runs = test(starts, loads, random('testing'));
  const units = starts.map((start): Unit => ({
    ...start,
    casting: stocks.castings[start.line].takeOne(1, start.day),
    oRings: stocks.oRings.takeOne(oRingsPerUnit, start.day),
    rodSeal: stocks.rodSeals.takeOne(1, start.day),
    sensor: sensorSerial(start),
    board: boardSerial(start),
    batch: potting.batchOf[start.index]!,
    load: loads[start.index]!,
    runs: runs[start.index]!,
  }));
  const pieces = [stocks.castings[1], stocks.castings[2], stocks.oRings, stocks.rodSeals];
  const lots = [...pieces.flatMap((stock) => stock.lots), ...potting.lots];
  return {
    units,
    lots,
    kits: makeSealKits(lots),
    sensorTrays: sensorTrays(starts),
    boardRuns: boardRuns(starts, size),
    batches: potting.batches,
    relabelled: potting.relabelled,
    loads: [...new Set(loads)],
    ...packAndShip(units, size, random('packing')),
  };
}
