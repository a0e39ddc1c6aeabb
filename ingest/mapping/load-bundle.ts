import { Type } from '@sinclair/typebox';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import { problem } from '../../graph/errors.ts';
import type { UnitAliases } from '../../graph/model/unit-aliases.ts';
import type { PlanBundle } from './effective-plan.ts';
import type { DeclaredFactor } from './material-factors.ts';
import type { KeptUnits } from './kept-units.ts';
import type { PlanIdentifierRules } from './identifiers.ts';
import type { Plan } from './plan.ts';
import { printPlace } from './plan-fault.ts';
import type { PlanFault } from './plan-fault.ts';
import { readPlan, readYaml } from './read-plan.ts';
import type { YamlReading } from './read-plan.ts';

/** The texts beside the plans: `schemes.yaml`, `units.yaml`, and tables by their names without `.csv`. */
export interface PlanLibrary {
  readonly schemes?: string;
  readonly units?: string;
  readonly tables: Readonly<Record<string, string>>;
}

export type BundleReading =
  | { readonly ok: PlanBundle; readonly lineOf: (at: PlanFault['at']) => number; readonly faults?: undefined }
  | { readonly ok?: undefined; readonly faults: readonly PlanFault[] };

const step = Type.Object({}, { additionalProperties: true });
const head = { id: Type.String(), version: Type.Integer({ minimum: 1 }) };

const SchemesSchema = Type.Object(
  {
    whence: Type.Literal('schemes/1'),
    ...head,
    rules: Type.Record(
      Type.String(),
      Type.Object(
        {
          kind: Type.String(),
          scheme: Type.String(),
          issuer: Type.Optional(Type.String()),
          pattern: Type.Optional(Type.String()),
          steps: Type.Optional(Type.Array(step)),
          check: Type.Optional(Type.Unknown()),
          needs: Type.Optional(Type.Array(Type.Union([Type.Literal('material'), Type.Literal('site')]))),
          material: Type.Optional(Type.String()),
          site: Type.Optional(Type.String()),
          'look-alikes': Type.Optional(Type.Array(Type.String({ minLength: 2, maxLength: 2 }))),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);

const amount = Type.Object(
  { value: Type.String({ pattern: '^[0-9]+([.][0-9]+)?$' }), unit: Type.String({ minLength: 1 }) },
  { additionalProperties: false },
);
const day = '^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+Z)?$';

const UnitsSchema = Type.Object(
  {
    whence: Type.Literal('units/1'),
    ...head,
    aliases: Type.Optional(Type.Record(Type.String(), Type.String())),
    keep: Type.Optional(Type.Array(Type.String(), { maxItems: 1000 })),
    factors: Type.Optional(
      Type.Array(
        Type.Object(
          {
            material: Type.String({ minLength: 1 }),
            of: amount,
            is: amount,
            from: Type.Optional(Type.String({ pattern: day })),
            to: Type.Optional(Type.String({ pattern: day })),
          },
          { additionalProperties: false },
        ),
      ),
    ),
  },
  { additionalProperties: false },
);

const ajv = new Ajv({ strict: false, allErrors: true });
const isSchemes: ValidateFunction = ajv.compile(SchemesSchema);
const isUnits: ValidateFunction = ajv.compile(UnitsSchema);

interface LibraryFile {
  readonly id: string;
  readonly version: number;
  readonly rules?: PlanIdentifierRules;
  readonly aliases?: UnitAliases;
  readonly factors?: readonly DeclaredFactor[];
  readonly keep?: KeptUnits;
}

/** Puts a plan together with exactly what it uses; a version that is not there is a fault, never the next best. */
export function loadBundle(planText: string, library: PlanLibrary): BundleReading {
  const plan = readPlan(planText);
  if (plan.faults) return plan;
  const uses = plan.ok.uses ?? {};
  const faults: PlanFault[] = [];
  const schemes = libraryFile(library.schemes, isSchemes, 'schemes', oneName(uses.schemes), faults);
  const units = libraryFile(library.units, isUnits, 'units', uses.units, faults);
  const tables = usedTables(plan.ok, library, faults);
  if (faults.length > 0) return { faults: faults.map((each) => ({ ...each, line: plan.lineOf(each.at) })) };
  return {
    ok: {
      plan: plan.ok,
      schemes: schemes?.rules ?? {},
      units: units?.aliases ?? {},
      tables,
      ...(units?.factors?.length ? { factors: units.factors } : {}),
      ...(units?.keep?.length ? { keep: units.keep } : {}),
    },
    lineOf: plan.lineOf,
  };
}

const oneName = (names: string | readonly string[] | undefined): string | undefined =>
  typeof names === 'string' || names === undefined ? names : names[0];

function libraryFile(
  text: string | undefined,
  isValid: ValidateFunction,
  what: 'schemes' | 'units',
  used: string | undefined,
  faults: PlanFault[],
): LibraryFile | undefined {
  if (used === undefined) return undefined;
  const read: YamlReading = readYaml(text ?? '');
  if (read.faults) {
    faults.push(...read.faults);
    return undefined;
  }
  if (!isValid(read.value)) {
    const [error] = isValid.errors ?? [];
    faults.push(
      fault(
        ['uses', what],
        `The file of ${what} is missing or not as it should be: ${error?.instancePath ?? ''} ${error?.message ?? ''}`,
      ),
    );
    return undefined;
  }
  const file = read.value as LibraryFile;
  const name = `${file.id}@${file.version}`;
  if (name !== used) faults.push(fault(['uses', what], `The plan uses ${used}, and the file is ${name}`));
  return file;
}

function usedTables(plan: Plan, library: PlanLibrary, faults: PlanFault[]): Readonly<Record<string, string>> {
  const tables: Record<string, string> = {};
  for (const [name, used] of Object.entries(plan.uses?.tables ?? {})) {
    const text = library.tables[used] ?? library.tables[used.replace(/@[^@]*$/, '')];
    if (text === undefined) faults.push(fault(['uses', 'tables', name], `There is no table ${used}`));
    else tables[name] = text;
  }
  return tables;
}

function fault(at: PlanFault['at'], says: string): PlanFault {
  return { ...problem('PLAN_NAME_UNKNOWN', says), at, path: printPlace(at) };
}
