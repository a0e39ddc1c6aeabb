import { problem } from '../../graph/errors.ts';
import type { Problem } from '../../graph/errors.ts';
import type { CanonicalEvent } from '../../graph/events/canonical-event.ts';
import { validateEvent } from '../../graph/events/validate.ts';
import type { LedgerPosition, LedgerReader, LedgerRecord } from '../../graph/ledger/ledger.ts';
import type { Finding, QuarantineReason } from '../../graph/ledger/outcomes.ts';
import { commonView } from '../../graph/model/view.ts';
import type { ArrivedEvent } from '../../graph/writer/plan-changes.ts';
import { emptyObject } from '../formats/names.ts';
import { reasonOf } from '../mapping/map-record.ts';
import type { MappedRecord } from '../mapping/map-record.ts';
import type { KeptRecord } from '../mapping/read-record.ts';
import { approvalType, readApproval } from '../plan-approval.ts';
import { readWhole } from '../readers.ts';
import { declareSource, noticedGap } from './control-events.ts';
import { readDecision } from './decision-events.ts';
import type { Heads } from './heads.ts';
import { heldProblem, vanishedReason } from './held-record.ts';
import type { Landed } from './landed.ts';
import type { ShapeDrift } from './shape-drift.ts';
import type { SequenceCheck } from './sequence-check.ts';
import type { PreparedRecord, Replay } from './prepared-record.ts';
import { quarantineActType, readQuarantineAct } from './quarantine-act.ts';
import type { QuarantineAct } from './quarantine-act.ts';
import { readControl } from './sources-in-effect.ts';
import type { SourceInEffect, SourcesInEffect } from './sources-in-effect.ts';

/** Which waiting records are decided anew at the position of a record: those of a source, or those that a person named. */
export type Release = { readonly source: string; readonly act?: undefined } | { readonly act: QuarantineAct };

export interface ReadingParts {
  readonly ledger: LedgerReader;
  readonly sources: SourcesInEffect;
  readonly sequences: Pick<SequenceCheck, 'see'>;
  readonly shapes: Pick<ShapeDrift, 'see'>;
  readonly heads: Heads;
  readonly landed: Landed;
}

/** A record of any stream; `release` when waiting records are to be read again after it. */
export function readLedgerRecord(
  parts: ReadingParts,
  record: LedgerRecord,
): { readonly prepared: PreparedRecord; readonly release?: Release; readonly replay?: Replay } {
  if (record.stream === 'control') return readControlRecord(parts, record);
  if (record.contentType === approvalType) return approve(parts, record);
  if (record.stream === 'decision') return prepareDecision(record);
  return { prepared: readFact(parts, record, record.seq) };
}

// --- facts

/** A fact under what is in effect now; again with a later `decidedAt` when something freed it. */
export function readFact(parts: ReadingParts, record: LedgerRecord, decidedAt: LedgerPosition): PreparedRecord {
  const { declaration, reader } = parts.sources.of(record.source);
  const plain = { record, decidedAt, events: [], beside: [], findings: [] };
  const { held } = record.headers;
  if (held !== undefined && held !== 'ROW_VANISHED')
    return { ...plain, decided: quarantined(heldProblem(held, record)) };
  if (!reader) return { ...plain, decided: quarantined(noPlan(record)) };
  const mapped = readKept(parts, { ...(declaration ? { declaration } : {}), reader }, record);
  if (held === 'ROW_VANISHED')
    return { ...plain, decided: { kind: 'quarantined', quarantine: vanishedReason(record, mapped) } };
  const beside = (mapped.numbered ?? []).flatMap((number) => parts.sequences.see(record, number, declaration));
  const drift = decidedAt === record.seq ? parts.shapes.see(record.source, mapped.shape ?? []) : [];
  const shared = { ...plain, plan: reader.mapping, beside: arrived(beside, decidedAt), findings: drift };
  if (mapped.kind === 'quarantined') return { ...shared, decided: { kind: 'quarantined', quarantine: mapped.reason } };
  if (mapped.kind === 'ignored') return { ...shared, decided: { kind: 'ignored', note: noteOf(mapped) } };
  return {
    ...shared,
    events: arrived(mapped.events, decidedAt),
    findings: [...findingsOf(record), ...drift, ...mapped.findings],
  };
}

const arrived = (events: readonly CanonicalEvent[], recordedAt: LedgerPosition): readonly ArrivedEvent[] =>
  events.map((event) => ({ event, recordedAt }));

const noteOf = ({ match, reason }: MappedRecord & { readonly kind: 'ignored' }): string =>
  match === reason ? match : `${match}: ${reason}`;

export function readKept(
  parts: Pick<ReadingParts, 'ledger' | 'heads'>,
  { declaration, reader }: SourceInEffect,
  record: LedgerRecord,
): MappedRecord {
  const kept = keptRecord(parts, record, declaration);
  if (record.headers['frame'] === 'whole') return readWhole(reader!, kept);
  return reader!.read(kept);
}

function keptRecord(
  { ledger, heads }: Pick<ReadingParts, 'ledger' | 'heads'>,
  record: LedgerRecord,
  declaration: SourceInEffect['declaration'],
): KeptRecord {
  const { seq, source, body, blobRange, headers } = record;
  const blob = blobRange && ((): Uint8Array | undefined => ledger.blob(blobRange.blob));
  const head = headers['head'];
  const [onlySite] = declaration?.sites.length === 1 ? declaration.sites : [];
  return {
    body,
    ...(head === undefined ? {} : { head: heads.of(head, record, blob) }),
    file: blob ?? (() => undefined),
    ordinal: ordinalOf(record),
    seq,
    source,
    view: declaration?.view ?? commonView,
    bringsMakers: (declaration?.brings.length ?? 0) > 0,
    ...(onlySite === undefined ? {} : { site: onlySite }),
    meta: metaOf(record),
  };
}

const ordinalOf = ({ position }: LedgerRecord): number =>
  Number(/:(\d+)(?:#[0-9a-f]{64})?$/.exec(position)?.[1] ?? '0');

function metaOf({ source, partition, position, receivedAt, contentType, sourceTime, headers }: LedgerRecord) {
  const meta = emptyObject();
  Object.assign(meta, { source, partition, position, receivedAt, contentType });
  if (sourceTime !== undefined) meta['sourceTime'] = sourceTime;
  if (headers['file'] !== undefined) meta['file'] = headers['file'];
  return meta;
}

function findingsOf(record: LedgerRecord): readonly Finding[] {
  const { position, bodyDigest, headers } = record;
  const { finding, file = '' } = headers;
  return [
    ...(position.endsWith(`#${bodyDigest}`)
      ? [{ code: 'POSITION_REUSED', path: 'position', value: position.slice(0, -bodyDigest.length - 1) }]
      : []),
    // Of the file as a whole, so said once.
    ...(finding !== undefined && ordinalOf(record) === 0 ? [{ code: finding, path: 'file', value: file }] : []),
  ];
}

const noPlan = ({ source }: LedgerRecord): Problem =>
  problem('PLAN_NONE', `No plan of source ${source} is in effect`, { path: 'source', value: source });

function quarantined(
  found: Problem,
  stage: QuarantineReason['stage'] = 'decode',
): NonNullable<PreparedRecord['decided']> {
  return { kind: 'quarantined', quarantine: reasonOf(found, stage) };
}

// --- control and decisions

function readControlRecord(parts: ReadingParts, record: LedgerRecord): ReturnType<typeof readLedgerRecord> {
  const plain = { record, decidedAt: record.seq, events: [], beside: [], findings: [] };
  const read = readOrProblem(record);
  if ('code' in read) return { prepared: { ...plain, decided: quarantined(read) } };
  const { kind, body } = read;
  const { declaration } = parts.sources.of(record.source);
  switch (kind) {
    case 'source': {
      const isReadAnew = parts.sources.take(kind, record, body);
      return released(stating(plain, declareSource(record, body)), isReadAnew);
    }
    case 'plan': {
      if (record.headers['standing'] === 'proposed') return { prepared: noted(plain, `plan ${body.plan.id} proposed`) };
      const isReadAnew = parts.sources.take(kind, record, body);
      return released({ ...plain, decided: { kind: 'applied', note: `plan ${body.plan.id}` } }, isReadAnew);
    }
    case 'mode':
      return { prepared: noted(plain, `mode ${body.mode}`) };
    case 'gap':
      return { prepared: stating(plain, noticedGap(record, body, declaration)) };
  }
}

const noted = (prepared: PreparedRecord, note: string): PreparedRecord => ({
  ...prepared,
  decided: { kind: 'applied', note },
});

/** A version that was proposed takes effect; what it reads anew is recorded at the approval's position (I17). */
function approve(parts: ReadingParts, record: LedgerRecord): ReturnType<typeof readLedgerRecord> {
  const plain = { record, decidedAt: record.seq, events: [], beside: [], findings: [] };
  const approval = readApproval(record);
  const plan = approval && parts.ledger.record(approval.plan);
  const control = plan?.source === record.source ? readOrProblem(plan) : undefined;
  if (!approval || !plan || !control || 'code' in control || control.kind !== 'plan') {
    const found = problem('CONTROL_UNREADABLE', 'The approval names no plan of its source', { path: 'plan' });
    return { prepared: { ...plain, decided: quarantined(found) } };
  }
  parts.sources.take('plan', plan, control.body);
  const { source } = record;
  return {
    prepared: noted(plain, `plan ${approval.new} approved`),
    release: { source },
    ...(approval.replayFrom === undefined ? {} : { replay: { source, from: approval.replayFrom } }),
  };
}

/** What a control record states, once it is seen to be well formed: connectors fill in notices themselves. */
function stating(prepared: PreparedRecord, event: CanonicalEvent): PreparedRecord {
  const { problems } = validateEvent(event);
  if (problems) return { ...prepared, decided: quarantined(problems[0], 'validate') };
  return { ...prepared, events: arrived([event], prepared.decidedAt) };
}

const released = (prepared: PreparedRecord, isReadAnew: boolean): ReturnType<typeof readLedgerRecord> =>
  isReadAnew ? { prepared, release: { source: prepared.record.source } } : { prepared };

function readOrProblem(record: LedgerRecord): NonNullable<ReturnType<typeof readControl>> | Problem {
  try {
    const { contentType } = record;
    return (
      readControl(record) ??
      problem('CONTROL_UNKNOWN', `Control record of type ${contentType}`, { path: 'contentType', value: contentType })
    );
  } catch {
    return problem('CONTROL_UNREADABLE', 'The body of the control record is no JSON', { path: 'body' });
  }
}

function prepareDecision(record: LedgerRecord): ReturnType<typeof readLedgerRecord> {
  if (record.contentType === quarantineActType) return prepareAct(record);
  return { prepared: prepareEvents(record) };
}

function prepareAct(record: LedgerRecord): ReturnType<typeof readLedgerRecord> {
  const plain = { record, decidedAt: record.seq, events: [], beside: [], findings: [] };
  const act = readQuarantineAct(record);
  if (act) return { prepared: { ...plain, decided: { kind: 'applied', note: act.kind } }, release: { act } };
  const found = problem('CONTROL_UNREADABLE', 'The body is no act on quarantined records', { path: 'body' });
  return { prepared: { ...plain, decided: quarantined(found) } };
}

function prepareEvents(record: LedgerRecord): PreparedRecord {
  const plain = { record, decidedAt: record.seq, events: [], beside: [], findings: [] };
  const decision = readDecision(record);
  if (decision.kind === 'entry') return { ...plain, decided: { kind: 'ignored', note: 'audit entry' } };
  if (decision.kind === 'unreadable') return { ...plain, decided: quarantined(decision.problem) };
  const wrong = decision.events.map(validateEvent).find(({ problems }) => problems !== undefined);
  if (wrong?.problems) return { ...plain, decided: quarantined(wrong.problems[0], 'validate') };
  return { ...plain, plan: decision.mapping, events: arrived(decision.events, record.seq) };
}
