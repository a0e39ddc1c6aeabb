import { hash } from 'node:crypto';
import { Ajv } from 'ajv';
import { problem } from '../../graph/errors.ts';
import { canonicalJson } from '../../graph/model/canonical-json.ts';
import type { Format } from '../format.ts';
import { formats } from '../formats/registry.ts';
import { compilePlan } from './compile.ts';
import type { CompiledPlan, Resources } from './compile.ts';
import type { IdentifierWitness } from './identifiers.ts';
import type { Plan } from './plan.ts';
import { printPlace } from './plan-fault.ts';
import type { PlanFault } from './plan-fault.ts';
import type { PseudonymSource } from './pseudonyms.ts';

/**
 * A plan together with everything it uses. This is what lands in the ledger, so that a record is read the same way for
 * ever, whatever becomes of the files it was put together from.
 */
export interface PlanBundle extends Resources {
  readonly plan: Plan;
}

/** SHA-256 of the bundle's canonical JSON: a change of a table is a new version like a change of the plan. */
export function versionOf(bundle: PlanBundle): string {
  return hash('sha256', canonicalJson(bundle), 'hex');
}

/** `id@version` as envelopes carry it. */
export const mappingName = (id: string, version: string): string => `${id}@${version.slice(0, 12)}`;

/** A plan ready to read records. */
export interface EffectivePlan {
  readonly id: string;
  readonly mapping: string;
  readonly compiled: CompiledPlan;
  readonly format: Format<object>;
  readonly decode: object;
  readonly unknownColumn: 'info' | 'hold';
}

export type Effective =
  | { readonly ok: EffectivePlan; readonly faults?: undefined }
  | { readonly ok?: undefined; readonly faults: readonly PlanFault[] };

export function effectivePlan(
  bundle: PlanBundle,
  source: string,
  pseudonyms: PseudonymSource,
  witness?: IdentifierWitness,
): Effective {
  const { plan } = bundle;
  const format = formats.get(plan.decode.format) as Format<object> | undefined;
  const formatFaults = format ? checkDecode(format, plan.decode) : [unknownFormat(plan.decode.format)];
  const compiled = compilePlan(plan, bundle, pseudonyms, source, witness);
  const faults = [...formatFaults, ...(compiled.faults ?? [])];
  if (faults.length > 0 || !compiled.ok || !format) return { faults };
  return {
    ok: {
      id: plan.id,
      mapping: mappingName(plan.id, versionOf(bundle)),
      compiled: compiled.ok,
      format,
      decode: plan.decode,
      unknownColumn: plan.expect?.['unknown column'] ?? 'info',
    },
  };
}

const ajv = new Ajv({ strict: false, allErrors: true });
const checks = new Map<string, ReturnType<typeof ajv.compile>>();

function checkDecode(format: Format<object>, decode: object): readonly PlanFault[] {
  const check = checks.get(format.id) ?? ajv.compile(format.configSchema);
  checks.set(format.id, check);
  if (check(decode)) return [];
  return (check.errors ?? []).map(({ instancePath, message = '', params }) => {
    const odd = (params as { readonly additionalProperty?: string }).additionalProperty;
    const at = ['decode', ...instancePath.split('/').slice(1), ...(odd === undefined ? [] : [odd])];
    const says = odd === undefined ? `${printPlace(at)} ${message}` : `The format ${format.id} does not know ${odd}`;
    return { ...problem('PLAN_INVALID', says), at, path: printPlace(at) };
  });
}

function unknownFormat(name: string): PlanFault {
  const at = ['decode', 'format'];
  return {
    ...problem('PLAN_NAME_UNKNOWN', `"${name}" is no format; there are ${[...formats.keys()].join(', ')}`),
    at,
    path: printPlace(at),
  };
}
