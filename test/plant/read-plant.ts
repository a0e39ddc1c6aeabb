import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CanonicalEvent } from '../../graph/events/canonical-event.ts';
import { effectivePlan } from '../../ingest/mapping/effective-plan.ts';
import type { EffectivePlan } from '../../ingest/mapping/effective-plan.ts';
import { loadBundle } from '../../ingest/mapping/load-bundle.ts';
import type { PlanLibrary } from '../../ingest/mapping/load-bundle.ts';
import type { MappedRecord } from '../../ingest/mapping/map-record.ts';
import { examplePseudonyms } from '../../ingest/mapping/pseudonyms.ts';

const plant = join(import.meta.dirname, '../../examples/plant');
const text = (...path: readonly string[]): string => readFileSync(join(plant, ...path), 'utf8');

/** Which files of the plant each of its plans reads. */
export const planFiles: Readonly<Record<string, RegExp>> = {
  'erp-partners': /^erp\/master\/PARTNER_/,
  'erp-materials': /^erp\/master\/MATERIAL_/,
  'erp-receipts': /^erp\/receipts\//,
  'erp-deliveries': /^erp\/deliveries\//,
  mes: /^mes\//,
  teststand: /^teststand\//,
  lims: /^lims\//,
};

/** Plans of workshop W2, whose genealogy is its own. */
export const workshopPlans = ['seal-kits', 'kits-check', 'kits-returns'] as const;

const library: PlanLibrary = {
  schemes: text('schemes.yaml'),
  units: text('units.yaml'),
  tables: Object.fromEntries(readdirSync(join(plant, 'tables')).map((f) => [f.replace('.csv', ''), text('tables', f)])),
};

/** The plan with the plant's own schemes, units and tables; whatever is wrong with it throws. */
export function plantPlan(name: string): EffectivePlan {
  const bundle = loadBundle(text('plans', `${name}.yaml`), library);
  const plan = bundle.faults ? bundle : effectivePlan(bundle.ok, name, examplePseudonyms);
  if (plan.faults) throw new Error(plan.faults.map(({ path, message }) => `${path ?? ''}: ${message}`).join('\n'));
  return plan.ok;
}

export const eventsOf = (records: readonly MappedRecord[]): readonly CanonicalEvent[] =>
  records.flatMap((record) => (record.kind === 'events' ? record.events : []));
