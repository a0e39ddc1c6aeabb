import type { CanonicalEvent, EventOf } from '../../graph/events/canonical-event.ts';
import { eventKey } from '../../graph/events/event-key.ts';
import type { LedgerRecord } from '../../graph/ledger/ledger.ts';
import { commonView } from '../../graph/model/view.ts';
import type { GapNotice } from '../connector.ts';
import type { SourceDeclaration } from '../control-records.ts';

// What the service itself states: its sources, and what they lost. Namespaces of our own, so that no source's key is met.
const mapping = 'whence:control@1';

type Common = Pick<EventOf<'gap'>, 'key' | 'context' | 'recordKey' | 'source' | 'mapping'>;

function common(record: LedgerRecord, recordKey: string, rule: string, view: string): Common {
  return {
    key: eventKey({ namespace: 'whence', recordKey, rule, ordinal: 0 }),
    context: 'actual',
    recordKey: `whence/${recordKey}`,
    source: { record: record.seq, pointer: `${rule}[0]`, name: record.source, view },
    mapping,
  };
}

/** A later declaration of a source takes the place of the former: same key, other content. */
export function declareSource(record: LedgerRecord, declaration: SourceDeclaration): EventOf<'declare'> {
  const { name, view, guarantee, expectedEveryMs, expectedGraceMs } = declaration;
  const attributes: Record<string, string | readonly string[]> = {
    connector: declaration.connector,
    view,
    sites: declaration.sites,
    brings: declaration.brings,
    cannotShow: declaration.cannotShow,
    guarantee: guarantee.verdict,
    guaranteeBecause: guarantee.because,
    skewMs: String(declaration.skewMs),
  };
  if (guarantee.limit !== undefined) attributes['guaranteeLimit'] = guarantee.limit;
  if (expectedEveryMs !== undefined) attributes['expectedEvery'] = String(expectedEveryMs);
  if (expectedGraceMs !== undefined) attributes['expectedGrace'] = String(expectedGraceMs);
  return {
    verb: 'declare',
    ...common(record, `source/${name}`, 'source', view),
    object: { kind: 'source', scheme: 'local', issuer: '', value: name },
    attributes: attributes,
  };
}

export interface GapFacts {
  /** Names the gap within its source; what closes it names it again. */
  readonly id: string;
  readonly from?: string;
  readonly to?: string;
  readonly cause: EventOf<'gap'>['cause'];
  readonly missing?: string;
  readonly recoverable?: boolean;
  readonly closes?: string;
}

export const gapRecordKey = (source: string, id: string): string => `whence/gap/${source}/${id}`;

export function gapEvent(
  record: LedgerRecord,
  facts: GapFacts,
  declaration: SourceDeclaration | undefined,
): EventOf<'gap'> {
  const { id, from, to, cause, missing, recoverable, closes } = facts;
  const sites = declaration?.sites ?? [];
  return {
    verb: 'gap',
    ...common(
      record,
      `gap/${record.source}/${id}`,
      closes === undefined ? 'gap' : 'closed',
      declaration?.view ?? commonView,
    ),
    of: record.source,
    interval: { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) },
    ...(sites.length > 0 ? { sites: [...sites] } : {}),
    cause,
    ...(missing === undefined ? {} : { missing }),
    ...(recoverable === undefined ? {} : { recoverable }),
    ...(closes === undefined ? {} : { closes }),
  };
}

const causes: ReadonlySet<string> = new Set([
  'session lost',
  'overflow',
  'sequence jump',
  'instance or epoch change',
  'retention lost',
  'restore',
  'reset',
  'clock',
]);

/** What a connector says it lost. */
export function noticedGap(
  record: LedgerRecord,
  notice: GapNotice,
  declaration: SourceDeclaration | undefined,
): CanonicalEvent {
  const { partition, from, to, cause, missing, recoverable } = notice;
  const known = causes.has(cause) ? (cause as EventOf<'gap'>['cause']) : 'declared';
  const said = [missing, known === 'declared' && cause !== 'declared' ? cause : undefined].filter(
    (part) => part !== undefined,
  );
  return gapEvent(
    record,
    {
      id: `${partition}/${record.seq}`,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      cause: known,
      ...(said.length > 0 ? { missing: said.join('; ') } : {}),
      recoverable,
    },
    declaration,
  );
}
