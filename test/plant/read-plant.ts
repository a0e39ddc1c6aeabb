import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CanonicalEvent } from '../../graph/events/canonical-event.ts';
import { cutHead } from '../../ingest/formats/framing.ts';
import { formats } from '../../ingest/formats/registry.ts';
import type { Format } from '../../ingest/format.ts';
import { compilePlan } from '../../ingest/mapping/compile.ts';
import type { CompiledPlan, Resources } from '../../ingest/mapping/compile.ts';
import type { PlanIdentifierRules } from '../../ingest/mapping/identifiers.ts';
import { mapRecord } from '../../ingest/mapping/map-record.ts';
import type { MappedRecord } from '../../ingest/mapping/map-record.ts';
import { readPlan, readYaml } from '../../ingest/mapping/read-plan.ts';

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

/** The plan with the plant's own schemes, units and tables; a fault in it throws, with its line. */
export function plantPlan(name: string): CompiledPlan {
  const read = readPlan(text('plans', `${name}.yaml`));
  if (read.faults) throw new Error(read.faults.map(({ message }) => message).join('\n'));
  const compiled = compilePlan(read.ok, resources(read.ok.uses?.tables ?? {}));
  if (compiled.faults)
    throw new Error(compiled.faults.map(({ path, message }) => `${path ?? ''}: ${message}`).join('\n'));
  return compiled.ok;
}

const schemes = (readYaml(text('schemes.yaml')).value as { readonly rules: PlanIdentifierRules }).rules;
const units = (readYaml(text('units.yaml')).value as { readonly aliases: Resources['units'] }).aliases;

function resources(uses: Readonly<Record<string, string>>): Resources {
  const tables = Object.entries(uses).map(([name, table]) => [name, text('tables', `${table.split('@')[0]!}.csv`)]);
  return { schemes, units, tables: Object.fromEntries(tables) as Resources['tables'] };
}

/** What each record of the files becomes, file by file and in their order. */
export function mapFiles(plan: CompiledPlan, files: Iterable<Uint8Array>): readonly MappedRecord[] {
  const { decode } = plan.plan;
  const format = formats.get(decode.format) as unknown as Format<unknown>;
  return [...files].flatMap((bytes) =>
    format.frame(bytes, decode).records.map(({ start, end, head }) => {
      const decoded = format.decode(bytes.subarray(start, end), head && cutHead(bytes, head), decode);
      if (!decoded.ok) throw new Error(decoded.problem.message);
      const { record, head: around } = decoded;
      const known = { seq: 1, source: plan.plan.source!, view: 'plant', mapping: `${plan.plan.id}@test` };
      return mapRecord(plan, { record, ...(around ? { head: around } : {}), ...known });
    }),
  );
}

export const eventsOf = (records: readonly MappedRecord[]): readonly CanonicalEvent[] =>
  records.flatMap((record) => (record.kind === 'events' ? record.events : []));
