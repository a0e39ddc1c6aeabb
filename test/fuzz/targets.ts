import { formatTarget } from './format-target.ts';
import type { FuzzTarget } from './fuzz-target.ts';

const all: readonly FuzzTarget[] = [
  formatTarget('csv', { format: 'csv', encoding: 'utf-8', delimiter: ';' }),
  formatTarget('fixed-width', {
    ...{ format: 'fixed-width', encoding: 'utf-8' },
    columns: [
      { name: 'lot', width: 6 },
      { name: 'gtin', width: 30 },
      { name: 'amount', width: 12, trim: 'both' },
      { name: 'unit', width: 8 },
    ],
  }),
  formatTarget('json', { format: 'json', records: '$.rows[*]' }),
  formatTarget('ndjson', { format: 'ndjson' }),
  formatTarget('xml', { format: 'xml', record: 'rows/row' }),
  formatTarget('epcis', { format: 'epcis' }),
  formatTarget('epcis-xml', { format: 'epcis', syntax: 'xml' }),
];

/** What `npm run fuzz -- <name>` knows. */
export const fuzzTargets: ReadonlyMap<string, FuzzTarget> = new Map(all.map((target) => [target.name, target]));
