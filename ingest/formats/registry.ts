import type { Format } from '../format.ts';
import { csvFormat } from './csv/csv-format.ts';
import { epcisFormat } from './epcis/epcis-format.ts';
import { fixedWidthFormat } from './fixed-width/fixed-width-format.ts';
import { jsonFormat } from './json/json-format.ts';
import { ndjsonFormat } from './ndjson/ndjson-format.ts';
import { xmlFormat } from './xml/xml-format.ts';

const all: readonly Format<never>[] = [
  // A line each, so that two that are added at once do not meet.
  csvFormat,
  epcisFormat,
  fixedWidthFormat,
  jsonFormat,
  ndjsonFormat,
  xmlFormat,
];

/** Every format a plan can name in `decode: { format: … }`. */
export const formats: ReadonlyMap<string, Format<never>> = new Map(all.map((format) => [format.id, format]));
