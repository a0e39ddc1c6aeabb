import process from 'node:process';
import { parseArgs } from 'node:util';
import { chooseDiseases } from './diseases.ts';
import { chooseKitDiseases } from './kit-diseases.ts';
import { makePlant } from './make/make-plant.ts';
import { folderSink } from './sink.ts';
import type { Sink } from './sink.ts';
import { plantSize } from './size.ts';
import { tellBoards } from './tell/board-maker.ts';
import { tellDeliveries } from './tell/erp-deliveries.ts';
import { tellMasterData } from './tell/erp-master.ts';
import { tellReceipts } from './tell/erp-receipts.ts';
import { tellLims } from './tell/lims.ts';
import { tellMes } from './tell/mes.ts';
import { tellPacking } from './tell/packing.ts';
import { tellSealKits } from './tell/seal-kits.ts';
import { tellTests } from './tell/teststand.ts';
import { truthOf, truthTable } from './truth.ts';

export const defaultUnits = 20_000;
export const defaultSeed = 4;

/** Runs the plant and writes first the truth, then what each system says of it. The same numbers give the same bytes. */
export function generatePlant(sink: Sink, { units = defaultUnits, seed = defaultSeed } = {}): void {
  const size = plantSize(units);
  const plant = makePlant(size, seed);
  const diseases = chooseDiseases(plant, size);
  sink.write('truth.json', `${JSON.stringify(truthOf(plant, size, seed, diseases), undefined, 1)}\n`);
  sink.write('truth-units.csv', truthTable(plant));
  tellMasterData(sink);
  tellReceipts(plant, size, diseases, sink);
  tellBoards(plant, sink);
  tellMes(plant, diseases, sink);
  tellTests(plant, diseases, sink);
  tellLims(plant, size, diseases, sink);
  tellPacking(plant, diseases, sink);
  tellDeliveries(plant, sink);
  tellSealKits(plant, chooseKitDiseases(plant), sink);
}

function main(): void {
  const { values } = parseArgs({
    options: {
      units: { type: 'string', default: String(defaultUnits) },
      seed: { type: 'string', default: String(defaultSeed) },
      out: { type: 'string', default: 'examples/plant/out' },
    },
  });
  const sink = folderSink(values.out);
  const begin = performance.now();
  generatePlant(sink, { units: Number(values.units), seed: Number(values.seed) });
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(`${sink.files} files, ${(sink.bytes / 1e6).toFixed(1)} MB in ${values.out}, ${seconds} s`);
}

if (import.meta.main) {
  try {
    main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
