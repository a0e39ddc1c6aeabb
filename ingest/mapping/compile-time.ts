import { problem } from '../../graph/errors.ts';
import { spanOf } from '../../graph/model/time-bounds.ts';
import type { TimeSpan } from '../../graph/model/time.ts';
import { compilePipeText, planText } from './compile-value.ts';
import type { PlanValue } from './compile-value.ts';
import { failed, requiredIssue } from './field-reader.ts';
import type { Fields, JsonReader } from './field-reader.ts';
import { misfit } from './fit-value.ts';
import { issue, Issue, isTime } from './mapped-value.ts';
import type { Place } from './plan-fault.ts';
import { single } from './single-value.ts';

const spanKeys: ReadonlySet<string> = new Set(['from', 'from?', 'to', 'to?', 'basis']);
const bases: ReadonlySet<PlanValue> = new Set(['event', 'posting', 'inferred']);

/** A time of two named ends, or of one; the basis is the author's word. */
export function compileSpan(value: { readonly [name: string]: PlanValue }, at: Place, fields: Fields): JsonReader {
  for (const key of Object.keys(value))
    if (!spanKeys.has(key))
      fields.faults.add([...at, key], 'PLAN_UNKNOWN_KEY', `"${key}" is no part of a time; there are from, to, basis`);
  const basis = value['basis'] ?? 'event';
  if (!bases.has(basis))
    fields.faults.add([...at, 'basis'], 'PLAN_INVALID', 'The basis of a time is event, posting or inferred');
  const [begin, end] = [value['from'] ?? value['from?'], value['to'] ?? value['to?']];
  if (typeof begin !== 'string') return failed(fields, at, problem('PLAN_INVALID', 'A time needs from'));
  const from = moment(begin, [...at, 'from'], fields, planText(basis));
  if (typeof end !== 'string') return from;
  const to = moment(end, [...at, 'to'], fields, planText(basis));
  const isEndOptional = 'to?' in value;
  return (scope) => {
    const [first, last] = [from(scope), to(scope)];
    if (first === undefined || first instanceof Issue || last instanceof Issue)
      return last instanceof Issue ? last : first;
    if (last === undefined) return isEndOptional ? first : requiredIssue('to', end);
    const span = spanOf(first as unknown as TimeSpan, last as unknown as TimeSpan);
    return span.problem ? issue({ ...span.problem, path: end }) : { ...span.ok };
  };
}

/** One instant: a named one of the plan, or a pipe. */
export function moment(value: string, at: Place, fields: Fields, basis: string): JsonReader {
  const named = fields.instants.get(value);
  const compiled = named ? { ok: named } : compilePipeText(value, fields.world);
  if (compiled.problem) return failed(fields, at, compiled.problem);
  const read = compiled.ok;
  return (scope) => {
    const found = single(read(scope), value);
    if (found === undefined || found instanceof Issue) return found;
    return isTime(found) ? { ...found, basis } : misfit(found, value, 'a time');
  };
}
