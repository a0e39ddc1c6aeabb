import { refused } from '../errors.ts';
import type { Result } from '../errors.ts';
import { checkDigitFault } from './check-rule.ts';
import type { CheckRule } from './check-rule.ts';
import type { Gs1Object } from './gs1/gs1-object.ts';
import { readGs1 } from './gs1/read-gs1.ts';
import { normalise } from './normalise.ts';
import type { NormalisingStep } from './normalise.ts';
import type { IdentifierScheme, ObjectKind, ObjectRef } from './object-ref.ts';

/** How one kind of number of one issuer is read: one entry of `schemes.yaml`. */
export interface IdentifierRule {
  readonly kind: ObjectKind;
  readonly scheme: IdentifierScheme;
  /** Required for `local` and `supplier`. */
  readonly issuer?: string;
  /**
   * RE2, matched against the whole text after the steps. Named groups: `value` replaces the text, `material` and `site`
   * fill those parts, all others are kept beside the ref (`revision` of a part number).
   */
  readonly pattern?: string;
  readonly steps?: readonly NormalisingStep[];
  readonly check?: CheckRule;
  /** What the number is unique within. Part of the key only when named here. */
  readonly needs?: readonly ('material' | 'site')[];
}

/** Compiles a pattern to a match of the whole text, giving its named groups. The model has no regex engine for plans. */
export type PatternEngine = (pattern: string) => PatternMatch;
export type PatternMatch = (text: string) => Readonly<Record<string, string>> | undefined;

export interface IdentifierContext {
  readonly material?: string | ObjectRef | undefined;
  readonly site?: string | ObjectRef | undefined;
}

export interface IdentifierReading {
  readonly ref: ObjectRef;
  readonly raw: string;
  /** The steps that changed the text, as `case upper`, `strip .-`. */
  readonly normalised: readonly string[];
  /** Named groups of the pattern that are no part of the key. */
  readonly extras?: Readonly<Record<string, string>>;
  /** For rules of scheme gs1: elements, and the lot beside a serial number. */
  readonly gs1?: Gs1Object;
}

export type IdentifierReader = (raw: string, context?: IdentifierContext) => Result<IdentifierReading>;

/** Compiles a rule once, to read many. What is wrong with the rule itself is `ID_RULE`. */
export function createIdentifierReader(
  name: string,
  rule: IdentifierRule,
  engine?: PatternEngine,
): Result<IdentifierReader> {
  const fault = faultOf(rule, engine);
  if (fault !== undefined) return refused('ID_RULE', `Scheme ${name} ${fault}`, { path: name });
  if (rule.scheme === 'gs1') return { ok: (raw) => readAsGs1(name, rule, raw) };
  const match = compile(name, rule, engine);
  if (match.problem) return match;
  return { ok: (raw, context = {}) => readByRule(name, rule, match.ok, raw, context) };
}

function faultOf(
  { scheme, issuer, pattern, steps = [] }: IdentifierRule,
  engine: PatternEngine | undefined,
): string | undefined {
  if ((scheme === 'local' || scheme === 'supplier') && !issuer) return `is ${scheme} and names no issuer`;
  if (pattern !== undefined && !engine) return 'has a pattern, and nothing to match it with';
  const isPadded = (step: NormalisingStep) =>
    !('pad' in step) || (Number.isInteger(step.pad) && step.pad > 0 && step.pad <= 64);
  return steps.every(isPadded) ? undefined : 'pads to no length from 1 to 64';
}

function compile(name: string, { pattern }: IdentifierRule, engine: PatternEngine | undefined): Result<PatternMatch> {
  if (pattern === undefined || !engine) return { ok: () => ({}) };
  try {
    return { ok: engine(pattern) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return refused('ID_RULE', `Scheme ${name}: pattern ${pattern} does not compile: ${reason}`, {
      path: name,
      value: pattern,
    });
  }
}

type KeyParts = Pick<ObjectRef, 'value' | 'material' | 'site'>;

function readByRule(
  name: string,
  rule: IdentifierRule,
  match: PatternMatch,
  raw: string,
  context: IdentifierContext,
): Result<IdentifierReading> {
  const { text, normalised } = normalise(raw, rule.steps ?? []);
  if (text === '') return refused('ID_EMPTY', `"${raw}" is empty as ${name}`, { value: raw });
  const groups: Readonly<Record<string, string | undefined>> | undefined = match(text);
  if (!groups) return refused('ID_PATTERN', `"${raw}" has not the form of ${name}`, { value: raw });
  const { value = text, material, site, ...extras } = groups;
  const parts = keyParts(name, rule, raw, {
    value,
    material: material ?? context.material,
    site: site ?? context.site,
  });
  if (parts.problem) return parts;
  const ref = refOf(rule, parts.ok);
  const kept = Object.entries(extras).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ok: { ref, raw, normalised, ...(kept.length > 0 ? { extras: Object.fromEntries(kept) } : {}) } };
}

function keyParts(
  name: string,
  { needs = [], check }: IdentifierRule,
  raw: string,
  { value, material, site }: IdentifierContext & { readonly value: string },
): Result<KeyParts> {
  if (value === '') return refused('ID_EMPTY', `"${raw}" is empty as ${name}`, { value: raw });
  const wrong = check && checkDigitFault(check, value);
  if (wrong !== undefined) return refused('ID_CHECK_DIGIT', `"${raw}" as ${name} ${wrong}`, { value: raw });
  const [inMaterial, inSite] = [
    needs.includes('material') ? partOf(material) : undefined,
    needs.includes('site') ? partOf(site) : undefined,
  ];
  if (needs.includes('material') && !inMaterial)
    return refused('ID_NEEDS_MATERIAL', `"${raw}" as ${name} has no material`, { value: raw });
  if (needs.includes('site') && !inSite)
    return refused('ID_NEEDS_SITE', `"${raw}" as ${name} has no site`, { value: raw });
  return { ok: { value, ...(inMaterial ? { material: inMaterial } : {}), ...(inSite ? { site: inSite } : {}) } };
}

const partOf = (part: string | ObjectRef | undefined) => (typeof part === 'object' ? part.value : part?.trim());

function refOf({ kind, scheme, issuer = '' }: IdentifierRule, parts: KeyParts): ObjectRef {
  // UUIDs are hexadecimal numbers: their case is spelling by definition (RFC 9562).
  return { kind, scheme, issuer, ...parts, value: scheme === 'uuid' ? parts.value.toLowerCase() : parts.value };
}

function readAsGs1(name: string, { kind }: IdentifierRule, raw: string): Result<IdentifierReading> {
  const gs1 = readGs1(raw);
  if (gs1.problem) return gs1;
  const { ref } = gs1.ok;
  if (ref.kind !== kind)
    return refused('ID_KIND', `"${raw}" names a ${ref.kind}, ${name} expects a ${kind}`, { value: raw });
  return { ok: { ref, raw, normalised: [], gs1: gs1.ok } };
}
