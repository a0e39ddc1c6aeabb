import { hash } from 'node:crypto';
import { problem } from '../../graph/errors.ts';
import type { Problem } from '../../graph/errors.ts';
import type { CanonicalEvent, EventOf } from '../../graph/events/canonical-event.ts';
import { eventKey } from '../../graph/events/event-key.ts';
import { validateEvent } from '../../graph/events/validate.ts';
import type { Finding, QuarantineReason } from '../../graph/ledger/outcomes.ts';
import { canonicalJson } from '../../graph/model/canonical-json.ts';
import { objectKey } from '../../graph/model/object-ref.ts';
import type { ObjectRef } from '../../graph/model/object-ref.ts';
import type { SourceObject } from '../format.ts';
import { emptyObject } from '../formats/names.ts';
import { recordKeyOf } from './compile.ts';
import type { CompiledPlan, CompiledRule } from './compile.ts';
import type { Json } from './field-reader.ts';
import { Issue, shown } from './mapped-value.ts';
import type { Read, Run, Scope } from './mapped-value.ts';
import { mayNamePeople } from './mapping-function.ts';
import type { PlanColumns } from './mapping-function.ts';
import type { FieldShape } from './record-shape.ts';

/** A record that has been decoded, and what the ledger and its source's declaration say of it. */
export interface DecodedRecord {
  readonly record: SourceObject;
  readonly head?: SourceObject;
  readonly meta?: SourceObject;
  readonly seq: number;
  readonly source: string;
  /** Where neither event nor plan says. */
  readonly view: string;
  readonly site?: string;
  /** `id@version` of the plan. */
  readonly mapping: string;
}

/** Where a record stands in its source's own count. */
export interface Numbered {
  /** What has a count of its own; empty where the source has one. */
  readonly per: string;
  readonly number: bigint;
  /** Time of the record, where it states one. */
  readonly at?: string;
}

export type MappedRecord = (
  | {
      readonly kind: 'events';
      readonly match: string;
      readonly recordKey: string;
      readonly events: readonly CanonicalEvent[];
      readonly findings: readonly Finding[];
    }
  | { readonly kind: 'ignored'; readonly match: string; readonly reason: string }
  | { readonly kind: 'quarantined'; readonly reason: QuarantineReason }
) & {
  readonly numbered?: readonly Numbered[];
  /** Of the first record of a file or message: what its fields look like. */
  readonly shape?: readonly FieldShape[];
};

const maxEvents = 10_000;
const maxNames = 200;

// A step is a call of a function or an item of a list; fifty thousand take some ten milliseconds.
const budget = 50_000;

/** Reads one record by a plan: its events, or why it is ignored, or why it waits. Pure (I10). */
export function mapRecord(plan: CompiledPlan, input: DecodedRecord): MappedRecord {
  const scope: Scope = { item: input.record, run: beginRun(input) };
  const mapped = mapWithin(plan, input, scope);
  const number = plan.sequence && numberOf(plan.sequence, scope, mapped);
  return number === undefined ? mapped : { ...mapped, numbered: [number] };
}

function mapWithin(plan: CompiledPlan, input: DecodedRecord, scope: Scope): MappedRecord {
  const { run } = scope;
  const match = matchOf(plan, scope);
  if (match instanceof Issue) return refused(plan, scope, 'match', match.problem);
  if (match.ignore !== undefined) return { kind: 'ignored', match: match.name, reason: match.ignore };
  const key = textOf(plan.key(scope), 'key');
  if (key instanceof Issue) return refused(plan, scope, 'map', key.problem, match.name);
  run.key = key;
  const drafts = readRules(
    plan.rules.filter(({ reads }) => reads.has(match.name)),
    scope,
  );
  if (drafts instanceof Issue) return refused(plan, scope, 'map', drafts.problem, match.name);
  if (drafts.length === 0) return { kind: 'ignored', match: match.name, reason: 'no rule applies' };
  return finish(plan, input, scope, match.name, drafts);
}

function beginRun({ record, head, meta }: DecodedRecord): Run {
  const none = emptyObject();
  return {
    record,
    head: head ?? none,
    meta: meta ?? none,
    key: '',
    steps: budget,
    named: [],
    guesses: [],
    instants: [],
    findings: [],
    gathering: false,
  };
}

function numberOf(
  { number, per }: NonNullable<CompiledPlan['sequence']>,
  scope: Scope,
  mapped: MappedRecord,
): Numbered | undefined {
  const [count, of] = [number(scope), per(scope)];
  if (typeof count !== 'string' || !/^\d{1,30}$/.test(count.trim())) return undefined;
  const at = mapped.kind === 'events' ? mapped.events.find(({ time }) => time !== undefined)?.time?.from : undefined;
  return { per: typeof of === 'string' ? of : '', number: BigInt(count.trim()), ...(at === undefined ? {} : { at }) };
}

/** Which match a record falls under: for counting against a trailer as well. */
export function matchOf(plan: CompiledPlan, scope: Scope): CompiledPlan['matches'][number] | Issue {
  for (const match of plan.matches) {
    const holds = match.holds(scope);
    if (holds instanceof Issue) return holds;
    if (holds) return match;
  }
  return new Issue(
    problem('MATCH_NONE', 'No match of the plan fits the record', {
      path: 'match',
      value: firstValue(scope.run.record, plan.columns),
    }),
  );
}

// Record types stand first in most records; grouping by them shows what is not yet mapped.
function firstValue(record: SourceObject, columns: PlanColumns): string {
  const entries = Object.entries(record);
  const [, first = ''] =
    entries.find(([name, value]) => typeof value === 'string' && !mayNamePeople(columns, name)) ?? [];
  return shown(first as string);
}

function textOf(value: Read, name: string): string | Issue {
  if (value instanceof Issue) return value;
  if (typeof value === 'string' && value !== '') return value;
  const code = value === undefined || value === '' ? 'MAP_REQUIRED' : 'MAP_TYPE';
  return new Issue(
    problem(code, `The ${name} of the record is ${code === 'MAP_REQUIRED' ? 'absent' : 'no text'}`, {
      path: name,
      value: shown(value),
    }),
  );
}

interface Draft {
  readonly rule: CompiledRule;
  readonly ordinal: number;
  readonly fields: Record<string, Json>;
}

function readRules(rules: readonly CompiledRule[], scope: Scope): readonly Draft[] | Issue {
  const drafts: Draft[] = [];
  for (const rule of rules) {
    const fault = readRule(rule, scope, drafts);
    if (fault && !scope.run.gathering) return placed(fault, rule.rule);
    if (drafts.length > maxEvents)
      return new Issue(problem('MAP_TOO_MANY', 'The record gives more than 10,000 events', { path: rule.rule }));
  }
  return drafts;
}

/** What no path of the record caused, such as too many steps, is at the rule. */
function placed({ problem: found }: Issue, rule: string): Issue {
  return new Issue({ ...found, path: found.path ?? rule });
}

function readRule(rule: CompiledRule, scope: Scope, drafts: Draft[]): Issue | undefined {
  if (!rule.items) return readOnce(rule, scope, 0, drafts);
  const items = rule.items(scope);
  if (items instanceof Issue) return items;
  for (const [ordinal, item] of items.entries()) {
    const fault = readOnce(rule, { item, outer: scope, run: scope.run }, ordinal, drafts);
    if (fault && !scope.run.gathering) return fault;
    if (drafts.length > maxEvents) return undefined;
  }
  return undefined;
}

function readOnce(rule: CompiledRule, scope: Scope, ordinal: number, drafts: Draft[]): Issue | undefined {
  const applies = rule.applies(scope);
  if (applies instanceof Issue) return applies;
  if (!applies) return undefined;
  const fields = rule.fields(scope);
  if (fields instanceof Issue) return fields;
  if (fields === undefined)
    return new Issue(problem('MAP_REQUIRED', `Everything that rule ${rule.rule} reads is absent`, { path: rule.rule }));
  drafts.push({ rule, ordinal, fields });
  return undefined;
}

function finish(
  plan: CompiledPlan,
  input: DecodedRecord,
  scope: Scope,
  match: string,
  drafts: readonly Draft[],
): MappedRecord {
  const shared = sharedFields(plan, input, scope);
  if (shared instanceof Issue) return refused(plan, scope, 'map', shared.problem, match);
  const events: CanonicalEvent[] = [];
  for (const draft of drafts) {
    const valid = validateEvent(eventOf(plan, shared, draft));
    if (valid.problems) return refused(plan, scope, 'validate', valid.problems[0], match);
    events.push(valid.ok);
  }
  const guesses = guessEvents(plan, shared, scope.run.guesses, events);
  const findings = [...scope.run.findings, ...guesses.map(guessFinding)];
  return { kind: 'events', match, recordKey: shared.recordKey, events: [...events, ...guesses], findings };
}

/**
 * A number that looks like another one is kept as it was written; that it may be the other is a statement of its own, by the
 * same record, inferred and open to a decision. Nothing here ever confirms it (I23).
 */
function guessEvents(
  plan: CompiledPlan,
  { key, recordKey, contentDigest: digest, revision, source, mapping }: Shared,
  guesses: readonly (readonly [ObjectRef, ObjectRef])[],
  events: readonly CanonicalEvent[],
): readonly EventOf<'identify'>[] {
  if (guesses.length === 0) return [];
  const stated = JSON.stringify(events);
  const distinct = new Map(guesses.map((pair) => [objectKey(pair[0]), pair]));
  // A number that was looked at and not used says nothing.
  const used = [...distinct.values()].filter(([ref]) => stated.includes(JSON.stringify(ref.value)));
  return used.map(([ref, mayBe], ordinal) => ({
    verb: 'identify',
    key: eventKey({
      namespace: plan.namespace,
      recordKey: key,
      rule: 'whence:guess',
      ordinal,
      ...(digest === undefined ? {} : { contentDigest: digest }),
    }),
    context: 'actual',
    same: [ref, mayBe] as EventOf<'identify'>['same'] & object,
    certainty: 'inferred',
    method: 'guess',
    recordKey,
    ...(revision === undefined ? {} : { revision }),
    source: { record: source.record, pointer: `whence:guess[${ordinal}]`, name: source.name, view: source.view },
    mapping,
  }));
}

const guessFinding = ({ same = [] }: EventOf<'identify'>): Finding => ({
  code: 'IDENTITY_GUESSED',
  path: 'whence:guess',
  value: same.map(objectKey).join(' may be '),
});

interface Shared {
  readonly key: string;
  readonly recordKey: string;
  readonly contentDigest: string | undefined;
  readonly revision: string | undefined;
  readonly site: string | undefined;
  readonly source: { readonly record: number; readonly name: string; readonly view: string };
  readonly mapping: string;
}

function sharedFields(plan: CompiledPlan, input: DecodedRecord, scope: Scope): Shared | Issue {
  const revision = plan.revision && textOf(plan.revision(scope), 'revision');
  const site = plan.site ? optionalText(plan.site(scope)) : input.site;
  const view = plan.view ? textOf(plan.view(scope), 'view') : input.view;
  for (const part of [revision, site, view]) if (part instanceof Issue) return part;
  const { key } = scope.run;
  const declaresRepeats = plan.revision !== undefined || plan.plan.resend !== undefined;
  return {
    key,
    recordKey: recordKeyOf(plan.namespace, key),
    contentDigest: declaresRepeats ? undefined : contentDigest(input.record),
    revision: revision as string | undefined,
    site: site as string | undefined,
    source: { record: input.seq, name: input.source, view: view as string },
    mapping: input.mapping,
  };
}

function optionalText(value: Read): string | undefined | Issue {
  return value === undefined ? undefined : textOf(value, 'site');
}

/** SHA-256 of what the record says, whatever its spelling in bytes. */
export function contentDigest(record: SourceObject): string {
  return hash('sha256', canonicalJson(record), 'hex');
}

function eventOf(plan: CompiledPlan, shared: Shared, { rule, ordinal, fields }: Draft): Record<string, unknown> {
  const { namespace } = plan;
  const { key, recordKey, contentDigest: digest, revision, site, source, mapping } = shared;
  const content = digest === undefined ? {} : { contentDigest: digest };
  return {
    verb: rule.verb,
    key: eventKey({ namespace, recordKey: key, rule: rule.rule, ordinal, ...content }),
    ...(site === undefined ? {} : { site }),
    ...fields,
    recordKey,
    ...(revision === undefined ? {} : { revision }),
    source: { record: source.record, pointer: `${rule.rule}[${ordinal}]`, name: source.name, view: source.view },
    mapping,
  };
}

/**
 * A record that waits. Whatever else can be read of it is read for the names it holds, so that a trace through one of them
 * can say that something about it is waiting (I22).
 */
function refused(
  plan: CompiledPlan,
  scope: Scope,
  stage: QuarantineReason['stage'],
  found: Problem,
  match?: string,
): MappedRecord {
  const { run } = scope;
  run.gathering = true;
  run.steps = budget;
  readRules(
    plan.rules.filter(({ reads }) => match === undefined || reads.has(match)),
    scope,
  );
  return { kind: 'quarantined', reason: reasonOf(found, stage, namesOf(run)) };
}

function namesOf({ named }: Run): readonly string[] {
  const names = new Set(named.map((name) => (typeof name === 'string' ? name : objectKey(name))));
  return [...names].slice(0, maxNames);
}

/** A problem as the outcome keeps it. */
export function reasonOf(
  found: Problem,
  stage: QuarantineReason['stage'],
  names: readonly string[] = [],
): QuarantineReason {
  // What is wrong with bytes as a whole has no place within them, and a field may have no name: the record is the place.
  const { code, message, path = '', value = '' } = found;
  return {
    code,
    stage,
    path: path === '' && stage === 'decode' ? 'record' : path,
    value,
    message,
    names,
    unreadable: names.length === 0,
  };
}
