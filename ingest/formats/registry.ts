import type { Format } from '../format.ts';
import { csvFormat } from './csv/csv-format.ts';

/** Every format a plan can name in `decode: { format: … }`. */
export const formats: ReadonlyMap<string, Format<never>> = new Map([csvFormat].map((format) => [format.id, format]));
