import { Ajv } from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { problem } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { eventSchemas } from './canonical-event.ts';
import type { CanonicalEvent, Verb } from './canonical-event.ts';
import { brokenRules } from './rules.ts';
import { withSharedParts } from './shared-parts.ts';

export type Validation =
  | { readonly ok: CanonicalEvent; readonly problems?: undefined }
  | { readonly ok?: undefined; readonly problems: readonly [Problem, ...Problem[]] };

/**
 * The gate to the graph: nothing is written that it refuses (M5). First the schema of the verb, then what a schema cannot
 * say. Each problem names the field, its value and the remedy.
 */
export function validateEvent(value: unknown): Validation {
  const verb = verbOf(value);
  if (verb === undefined) return { problems: [unknownVerb(value)] };
  const validate = validatorOf(verb);
  if (!validate(value)) return { problems: [refusedField(verb, value, validate.errors?.[0])] };
  const event = value as CanonicalEvent;
  const [first, ...more] = brokenRules(event);
  return first === undefined ? { ok: event } : { problems: [first, ...more] };
}

const ajv = new Ajv({ strict: true, verbose: true, allowUnionTypes: true, inlineRefs: false });
const validators = new Map<Verb, ValidateFunction>();

// Compiled when a verb is first met: a start does not wait for verbs that its sources never say.
function validatorOf(verb: Verb): ValidateFunction {
  const known = validators.get(verb);
  if (known !== undefined) return known;
  const compiled = ajv.compile(withSharedParts(eventSchemas[verb]));
  validators.set(verb, compiled);
  return compiled;
}

function verbOf(value: unknown): Verb | undefined {
  const verb = typeof value === 'object' && value !== null && 'verb' in value ? value.verb : undefined;
  return typeof verb === 'string' && Object.hasOwn(eventSchemas, verb) ? (verb as Verb) : undefined;
}

function unknownVerb(value: unknown): Problem {
  const verb = typeof value === 'object' && value !== null && 'verb' in value ? value.verb : undefined;
  const known = Object.keys(eventSchemas).join(', ');
  return problem('EVENT_VERB', `verb is ${shown(verb)}, and the verbs are ${known}`, {
    path: 'verb',
    value: shown(verb),
  });
}

function refusedField(verb: Verb, event: unknown, error: ErrorObject | undefined): Problem {
  if (error === undefined) return problem('EVENT_FIELD', `The ${verb} event is not as its schema says`);
  const { path, says, found = error.data ?? event } = explained(error);
  const value = error.keyword === 'required' ? 'absent' : shown(found);
  return problem('EVENT_FIELD', `${path} of the ${verb} event ${says}, and is ${value}`, { path, value });
}

function explained(error: ErrorObject): { path: string; says: string; found?: unknown } {
  const path = error.instancePath.slice(1).replaceAll('/', '.');
  const within = (name: string): string => (path === '' ? name : `${path}.${name}`);
  const params = error.params as Readonly<Record<string, unknown>>;
  switch (error.keyword) {
    case 'required':
      return { path: within(String(params['missingProperty'])), says: 'must be there' };
    case 'additionalProperties': {
      const name = String(params['additionalProperty']);
      return { path: within(name), says: 'is not a field of it', found: (error.data as Record<string, unknown>)[name] };
    }
    case 'enum':
      return { path, says: `must be one of ${(params['allowedValues'] as readonly unknown[]).join(', ')}` };
    default:
      return { path: path === '' ? 'event' : path, says: error.message ?? 'is refused' };
  }
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) as string | undefined);
  return text === undefined ? 'absent' : text.slice(0, 200);
}
