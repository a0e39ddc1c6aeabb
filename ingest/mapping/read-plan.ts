import { Ajv } from 'ajv';
import type { ErrorObject } from 'ajv';
import { isAlias, isCollection, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { Document, Node } from 'yaml';
import { problem } from '../../graph/errors.ts';
import type { ErrorCode } from '../../graph/errors.ts';
import { PlanSchema } from './plan.ts';
import type { Plan } from './plan.ts';
import { printPlace } from './plan-fault.ts';
import type { Place, PlanFault } from './plan-fault.ts';

/** A plan as read, with the lines of its parts, or everything that is wrong with its form. */
export type PlanReading =
  | { readonly ok: Plan; readonly lineOf: (at: Place) => number; readonly faults?: undefined }
  | { readonly ok?: undefined; readonly faults: readonly PlanFault[] };

/** Reads a plan from YAML 1.2 or JSON; what its fields mean is left to `compilePlan`. */
export function readPlan(text: string): PlanReading {
  const read = readYaml(text);
  if (read.faults) return read;
  const { value, lineOf } = read;
  if (validate(value)) return { ok: value, lineOf };
  return { faults: (validate.errors ?? []).map((error) => formFault(error, lineOf)) };
}

const validate = new Ajv({ strict: false, allErrors: true, verbose: true }).compile(PlanSchema);

export type YamlReading =
  | { readonly value: unknown; readonly lineOf: (at: Place) => number; readonly faults?: undefined }
  | { readonly value?: undefined; readonly faults: readonly PlanFault[] };

/** Our dialect of YAML: no anchors, no keys that older readers take for booleans, no numbers that lose their spelling. */
export function readYaml(text: string): YamlReading {
  const lines = new LineCounter();
  const document = parseDocument(text, { version: '1.2', lineCounter: lines, uniqueKeys: true });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const syntax = document.errors.map((error) =>
    fault('PLAN_SYNTAX', (error.message.split('\n')[0] ?? '').replace(/ at line .*$/, ''), [], lineAt(error.pos[0])),
  );
  if (syntax.length > 0) return { faults: syntax };
  const odd = oddities(document, lineAt);
  if (odd.length > 0) return { faults: odd };
  return { value: document.toJS(), lineOf: (at) => lineOf(document, at, lineAt) };
}

const booleanLike: ReadonlySet<string> = new Set(['yes', 'no', 'on', 'off']);

function oddities(document: Document, lineAt: (offset: number) => number): readonly PlanFault[] {
  const faults: PlanFault[] = [];
  const add = (node: Node, says: string) => faults.push(fault('PLAN_SYNTAX', says, [], lineAt(node.range?.[0] ?? 0)));
  visit(document, {
    Node(_key, node) {
      if (isAlias(node) || node.anchor !== undefined)
        add(node, 'Anchors and aliases are not allowed; write the part out');
    },
    Scalar(key, node) {
      const { value, source } = node;
      if (key === 'key' && booleanLike.has(String(source).toLowerCase()))
        add(node, `Quote the key ${source ?? ''}; older readers take it for a boolean`);
      if (typeof value === 'number' && String(value) !== source)
        add(node, `Quote ${source ?? ''}; as a number it would not keep its spelling`);
      if (typeof value === 'number' && !Number.isSafeInteger(value))
        add(node, `Quote ${source ?? ''}; only whole numbers stand without quotes`);
    },
  });
  return faults;
}

/** The line of a part; of what surrounds it where the part is missing. */
function lineOf(document: Document, at: Place, lineAt: (offset: number) => number): number {
  for (let length = at.length; length >= 0; length--) {
    const offset = offsetOf(document, at.slice(0, length));
    if (offset !== undefined) return lineAt(offset);
  }
  return 1;
}

function offsetOf(document: Document, at: Place): number | undefined {
  const parent: unknown = at.length === 0 ? document.contents : document.getIn(at.slice(0, -1), true);
  const last = at.at(-1);
  if (isCollection(parent) && last !== undefined) {
    for (const item of parent.items)
      if (typeof item === 'object' && item !== null && 'key' in item && isScalar(item.key) && item.key.value === last)
        return item.key.range?.[0];
  }
  const node: unknown = at.length === 0 ? parent : document.getIn(at, true);
  return isNode(node) ? node.range?.[0] : undefined;
}

function fault(code: ErrorCode, says: string, at: Place, line: number): PlanFault {
  return { ...problem(code, `Line ${line}: ${says}`), path: printPlace(at), at, line };
}

function formFault(
  { keyword, instancePath, params, message = '', parentSchema }: ErrorObject,
  lineOf: (at: Place) => number,
): PlanFault {
  const at: Place = instancePath
    .split('/')
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~')));
  const where = at.length === 0 ? 'The plan' : printPlace(at);
  const given = params as Readonly<Record<string, unknown>>;
  if (keyword === 'additionalProperties') {
    const odd = String(given['additionalProperty']);
    const known = Object.keys((parentSchema as { properties?: object } | undefined)?.properties ?? {}).join(', ');
    return fault('PLAN_UNKNOWN_KEY', `${where} has "${odd}"; it knows ${known}`, [...at, odd], lineOf([...at, odd]));
  }
  return fault('PLAN_INVALID', `${where} ${message}`, at, lineOf(at));
}

/** Faults of compiling, with their lines. */
export function withLines(faults: readonly PlanFault[], lineOf: (at: Place) => number): readonly PlanFault[] {
  return faults.map((each) => {
    const line = lineOf(each.at);
    return { ...each, line, message: `Line ${line}: ${each.message}` };
  });
}
