import { encodeText } from '../formats/encoding.ts';
import type { Encoding } from '../formats/encoding.ts';
import { cutHead } from '../formats/framing.ts';
import type { EffectivePlan } from './effective-plan.ts';
import { differenceOf } from './example-match.ts';
import type { MappedRecord } from './map-record.ts';
import type { PlanExample } from './plan.ts';
import { readRecord } from './read-record.ts';

export interface ExampleResult {
  readonly name: string;
  /** What differs from what the example states; empty when it holds. */
  readonly differences: readonly string[];
  readonly rules: ReadonlySet<string>;
}

export interface ExamplesReport {
  readonly results: readonly ExampleResult[];
  /** Rules that no example exercises: such a plan is not approvable (I16). */
  readonly untested: readonly string[];
  readonly ok: boolean;
}

/** Runs the examples of a plan through the same code as its records. */
export function runExamples(plan: EffectivePlan): ExamplesReport {
  const results = (plan.compiled.plan.examples ?? []).map((example) => runExample(plan, example));
  const seen = new Set(results.flatMap(({ rules }) => [...rules]));
  const untested = plan.compiled.rules.map(({ rule }) => rule).filter((rule) => !seen.has(rule));
  return {
    results,
    untested,
    ok: untested.length === 0 && results.every(({ differences }) => differences.length === 0),
  };
}

function runExample(plan: EffectivePlan, example: PlanExample): ExampleResult {
  const mapped = mapFile(plan, encoded(plan, example.given));
  const events = mapped.flatMap((each) => (each.kind === 'events' ? each.events : []));
  const differences = [
    ...(example.outcomes ? differenceOf(countOutcomes(mapped, example.outcomes), example.outcomes, 'outcomes') : []),
    ...(example.findings ? differenceOf(findingsOf(mapped), example.findings, 'findings') : []),
    ...(example.codes ? differenceOf(codesOf(mapped), example.codes, 'codes') : unexpected(mapped)),
    ...(example.events ? differenceOf(events, example.events, 'events') : []),
  ];
  return {
    name: example.name,
    differences,
    rules: new Set(events.map(({ source }) => source.pointer.replace(/\[\d+\]$/, ''))),
  };
}

function encoded({ decode }: EffectivePlan, given: string): Uint8Array {
  const { encoding = 'utf-8' } = decode as { readonly encoding?: Encoding };
  return encodeText(given, encoding);
}

/** Every record of a file, as if it had come alone. */
export function mapFile(plan: EffectivePlan, file: Uint8Array): readonly MappedRecord[] {
  return plan.format.frame(file, plan.decode).records.map(({ start, end, head }, ordinal) =>
    readRecord(plan, {
      body: file.subarray(start, end),
      ...(head ? { head: cutHead(file, head) } : {}),
      file: () => file,
      ordinal,
      seq: ordinal + 1,
      source: plan.compiled.plan.source ?? plan.id,
      view: 'common',
    }),
  );
}

function countOutcomes(
  mapped: readonly MappedRecord[],
  stated: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const counts: Record<string, number> = Object.fromEntries(Object.keys(stated).map((kind) => [kind, 0]));
  for (const { kind } of mapped) {
    const outcome = kind === 'events' ? 'applied' : kind;
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

const findingsOf = (mapped: readonly MappedRecord[]): readonly string[] =>
  mapped.flatMap((each) => (each.kind === 'events' ? each.findings.map(({ code }) => code) : []));

const codesOf = (mapped: readonly MappedRecord[]): readonly string[] =>
  mapped.flatMap((each) => (each.kind === 'quarantined' ? [each.reason.code] : []));

// An example that speaks of no codes means that every record can be read.
const unexpected = (mapped: readonly MappedRecord[]): readonly string[] =>
  mapped.flatMap((each) =>
    each.kind === 'quarantined' ? [`quarantined ${each.reason.code}: ${each.reason.message}`] : [],
  );
