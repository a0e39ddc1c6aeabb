import type { Amount } from '../../graph/model/quantity.ts';
import { compileValue, planText } from './compile-value.ts';
import type { PlanValue } from './compile-value.ts';
import type { Fields } from './field-reader.ts';
import { isRef, issue, Issue, isTime, shown } from './mapped-value.ts';
import type { Scope } from './mapped-value.ts';
import type { Place } from './plan-fault.ts';
import { single } from './single-value.ts';
import { sourcePaths } from './source-paths.ts';

const absent = (): undefined => undefined;

export type Conversion = (amount: Amount, scope: Scope) => Amount | undefined | Issue;

/** `in: kg`, and `of:` the material whose factors may lie between; what the source wrote is kept beside it. */
export function compileConversion(
  value: { readonly [name: string]: PlanValue },
  at: Place,
  fields: Fields,
): Conversion | undefined {
  if (value['in'] === undefined) return undefined;
  const { world, faults } = fields;
  const target = world.readUnit(planText(value['in']));
  if (target.problem) faults.addProblem([...at, 'in'], target.problem);
  const of = value['of'] === undefined ? { ok: absent } : compileValue(value['of'], world);
  if (of.problem) faults.addProblem([...at, 'of'], of.problem);
  const [unit, material, path] = [target.ok ?? '', of.ok ?? absent, sourcePaths(value['unit'] ?? '')];
  return (amount, scope) => {
    if (amount.unit === unit || amount.value === '') return undefined;
    const [named, moment] = [single(material(scope), 'of'), world.moment(scope)];
    if (named instanceof Issue) return named;
    const number = named === undefined ? '' : isRef(named) ? named.value : shown(named);
    const from = moment !== undefined && !(moment instanceof Issue) && isTime(moment) ? moment.from : undefined;
    const { ok, problem: found } = world.materialUnits.convert(amount, unit, number, from);
    return ok ? { value: ok.value, unit } : issue({ path, ...found });
  };
}
