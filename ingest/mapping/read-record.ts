import { problem } from '../../graph/errors.ts';
import type { Problem } from '../../graph/errors.ts';
import type { Finding } from '../../graph/ledger/outcomes.ts';
import type { Decoded, SourceObject } from '../format.ts';
import type { CsvConfig } from '../formats/csv/csv-config.ts';
import { readHeader } from '../formats/csv/header.ts';
import { cutHead } from '../formats/framing.ts';
import { emptyObject } from '../formats/names.ts';
import type { CompiledPlan } from './compile.ts';
import type { EffectivePlan } from './effective-plan.ts';
import { withoutValue } from './mapped-value.ts';
import type { Scope } from './mapped-value.ts';
import { mapRecord, matchOf, reasonOf } from './map-record.ts';
import type { DecodedRecord, MappedRecord } from './map-record.ts';
import { shapeOfRecord } from './record-shape.ts';

/** A record as the ledger gives it back. */
export interface KeptRecord extends Omit<DecodedRecord, 'record' | 'head' | 'mapping'> {
  readonly body: Uint8Array;
  readonly head?: Uint8Array;
  /** The whole file that the record was cut from, for the count that a trailer states. */
  readonly file?: () => Uint8Array | undefined;
  /** Place of the record in its file, from 0. */
  readonly ordinal: number;
  /** The source brings the records of other parties: what they say they made, they made. */
  readonly bringsMakers?: boolean;
}

/** Bytes to events: decode, the checks that a file as a whole allows, then the plan. Pure. */
export function readRecord(plan: EffectivePlan, kept: KeptRecord): MappedRecord {
  const decoded = plan.format.decode(kept.body, kept.head, plan.decode);
  const { people } = plan.compiled.columns;
  if (!decoded.ok) return quarantined(people.size > 0 ? withoutValue(decoded.problem) : decoded.problem, 'decode');
  const columns = checkColumns(plan, kept);
  if (columns.problem) return held(plan, decoded, kept, columns.problem);
  const wrong = plan.compiled.trailer && checkTrailer(plan, plan.compiled.trailer, decoded, kept);
  if (wrong) return quarantined(wrong, 'decode');
  const mapped = withShape(mapRecord(plan.compiled, decodedRecord(plan, decoded, kept)), plan, decoded, kept);
  if (mapped.kind !== 'events' || columns.findings.length === 0) return mapped;
  return { ...mapped, findings: [...columns.findings, ...mapped.findings] };
}

// Titles and trailers are not what a column holds, so what is ignored tells nothing.
function withShape(
  mapped: MappedRecord,
  { compiled }: EffectivePlan,
  { record }: Decoded & { readonly ok: true },
  { ordinal }: KeptRecord,
): MappedRecord {
  if (ordinal > 0 || mapped.kind === 'ignored') return mapped;
  return { ...mapped, shape: shapeOfRecord(record, compiled.columns) };
}

function decodedRecord(
  { mapping }: EffectivePlan,
  { record, head }: Decoded & { readonly ok: true },
  { seq, source, view, site, meta }: KeptRecord,
): DecodedRecord {
  return {
    record,
    seq,
    source,
    view,
    mapping,
    ...(head ? { head } : {}),
    ...(site === undefined ? {} : { site }),
    ...(meta ? { meta } : {}),
  };
}

const quarantined = (found: Problem, stage: 'decode' | 'map', names: readonly string[] = []): MappedRecord => ({
  kind: 'quarantined',
  reason: reasonOf(found, stage, names),
});

type Columns = { readonly problem: Problem } | { readonly problem?: undefined; readonly findings: readonly Finding[] };

const asExpected: Columns = { findings: [] };

/** A missing mapped column holds the record, an unknown one informs once a file (I29). */
function checkColumns(
  { format, decode, compiled: { columns }, unknownColumn }: EffectivePlan,
  { head, ordinal }: KeptRecord,
): Columns {
  const config = decode as CsvConfig;
  if (format.id !== 'csv' || config.layout === 'block') return asExpected;
  const header = config.columns ?? (head && readHeader(head, config).ok);
  if (!header) return asExpected;
  const missing = missingIn(columns, header);
  if (missing !== undefined)
    return {
      problem: problem('COLUMN_MISSING', `The header has no column ${missing}`, {
        path: missing,
        value: header.join(', ').slice(0, 200),
      }),
    };
  if (ordinal > 0 && unknownColumn === 'info') return asExpected;
  const unknown = header.filter((column) => column !== '' && !isKnown(columns, column));
  const [first] = unknown;
  if (first !== undefined && unknownColumn === 'hold')
    return {
      problem: problem('COLUMN_UNKNOWN', `The header has the column ${first}, which the plan does not know`, {
        path: first,
      }),
    };
  return { findings: unknown.map((column) => ({ code: 'COLUMN_UNKNOWN', path: column, value: '' })) };
}

function missingIn({ mapped, alternatives }: CompiledPlan['columns'], header: readonly string[]): string | undefined {
  for (const column of mapped) if (!header.includes(column)) return column;
  const unmet = alternatives.find((group) => !header.some((column) => group.has(column)));
  return unmet && [...unmet].join(' or ');
}

const isKnown = ({ mapped, looked, alternatives }: CompiledPlan['columns'], column: string): boolean =>
  mapped.has(column) || looked.has(column) || alternatives.some((group) => group.has(column));

// The record waits for the column, and may be found meanwhile by whatever can be read of it.
function held(
  plan: EffectivePlan,
  decoded: Decoded & { readonly ok: true },
  kept: KeptRecord,
  found: Problem,
): MappedRecord {
  const mapped = mapRecord(plan.compiled, decodedRecord(plan, decoded, kept));
  const read = mapped.kind === 'quarantined' ? mapped.reason.names : mapped.kind === 'events' ? [mapped.recordKey] : [];
  const names = [...new Set([...read, ...unmapped(plan, decoded.record)])].slice(0, mostNames);
  // What stood in the missing column may name anything, and cannot be known.
  const reason = { ...reasonOf(found, 'map', names), unreadable: true };
  // It came, so its number is not missing.
  return { kind: 'quarantined', reason, ...(mapped.numbered ? { numbered: mapped.numbered } : {}) };
}

const mostNames = 200;

/** A renamed column still holds what it names: values that no part of the plan reads. Where it may be people, none is kept. */
function unmapped({ compiled: { columns } }: EffectivePlan, record: SourceObject): readonly string[] {
  if (columns.people.size > 0) return [];
  const entries = Object.entries(record).filter(([column]) => !isKnown(columns, column));
  return entries.flatMap(([, value]) => (typeof value === 'string' && value.trim() !== '' ? [value.trim()] : []));
}

function checkTrailer(
  plan: EffectivePlan,
  trailer: NonNullable<CompiledPlan['trailer']>,
  { record }: { readonly record: SourceObject },
  kept: KeptRecord,
): Problem | undefined {
  const scope = scopeOf(record);
  if (trailer.holds(scope) !== true) return undefined;
  const stated = trailer.count(scope);
  const file = kept.file?.();
  const came = file ? countRecords(plan, trailer.of, file) : undefined;
  if (typeof stated === 'string' && /^\s*\d{1,15}\s*$/.test(stated) && Number(stated) === came) return undefined;
  const says = typeof stated === 'string' ? stated : 'no number';
  const counted = came === undefined ? 'its file is not there to be counted' : `${came} came`;
  return problem('TRAILER_COUNT', `The trailer states ${says} records of ${trailer.of}, and ${counted}`, {
    path: trailer.of,
    value: says,
  });
}

/** Reads the file once more. Nothing has to be remembered from record to record, and a replay counts the same. */
function countRecords({ format, decode, compiled }: EffectivePlan, name: string, file: Uint8Array): number {
  const { records } = format.frame(file, decode);
  const of = ({ start, end, head }: (typeof records)[number]): boolean => {
    const decoded = format.decode(file.subarray(start, end), head && cutHead(file, head), decode);
    const match = decoded.ok && matchOf(compiled, scopeOf(decoded.record));
    return typeof match === 'object' && 'name' in match && match.name === name;
  };
  return records.filter(of).length;
}

function scopeOf(record: SourceObject): Scope {
  const none = emptyObject();
  return {
    item: record,
    run: {
      record,
      head: none,
      meta: none,
      key: '',
      steps: 10_000,
      named: [],
      guesses: [],
      instants: [],
      findings: [],
      gathering: false,
    },
  };
}
