import type { LedgerPosition, LedgerReader } from '../../graph/ledger/ledger.ts';
import { objectKey } from '../../graph/model/object-ref.ts';
import { decisionType } from '../../ingest/pipeline/decision-events.ts';
import { quarantineActType } from '../../ingest/pipeline/quarantine-act.ts';
import type { ActDone, Acts, Once } from '../../queries/acts.ts';
import type { Audit } from './audit.ts';
import type { Principal } from './authorize.ts';

export interface ActPorts {
  readonly ledger: Pick<LedgerReader, 'record'>;
  readonly audit: Audit;
  readonly principal: Principal;
  /** Resolves when everything up to the position can be asked for. */
  readonly reached: (position: LedgerPosition) => Promise<void>;
}

/** Acts of one principal. Entry and change are one record: neither is ever there without the other (S10). */
export function createActs({ ledger, audit, principal, reached }: ActPorts): Acts {
  const read = async (once: Once): Promise<ActDone | undefined> => {
    const position = audit.named(principal, once.key);
    const record = position === undefined ? undefined : ledger.record(position);
    if (!record) return undefined;
    await reached(record.seq);
    const entry = JSON.parse(Buffer.from(record.body).toString('utf8')) as Partial<Entered>;
    return { position: record.seq, records: entry.records ?? [], isSame: entry.asked === once.asked };
  };
  const entered = async (...entry: Tail<Parameters<Audit['enter']>>): Promise<LedgerPosition> => {
    const position = await audit.enter(principal, ...entry);
    await reached(position);
    return position;
  };
  return {
    done: read,
    onQuarantine: ({ kind, target, records, reason, once }) =>
      entered(
        { action: `quarantine ${kind}`, target, reason },
        { contentType: quarantineActType, says: { kind, records }, ...named(once) },
      ),
    identify({ same, are, reason, once }) {
      const event = { verb: 'identify', context: 'actual', same, are, certainty: 'confirmed', method: 'decision' };
      const target = same.map(objectKey).join(are ? ' = ' : ' != ');
      return entered(
        { action: are ? 'identify' : 'identify apart', target, reason },
        { contentType: decisionType, says: { events: [event] }, ...named(once) },
      );
    },
    retract({ recordKey, event, reason, once }) {
      const stated = {
        verb: 'correct',
        context: 'actual',
        kind: 'didNotOccur',
        target: { recordKey, event },
        reason,
      };
      return entered(
        { action: 'retract', target: event, reason },
        { contentType: decisionType, says: { events: [stated] }, ...named(once) },
      );
    },
  };
}

interface Entered {
  readonly records: readonly LedgerPosition[];
  readonly asked: string;
}

const named = (once: Once | undefined) => (once === undefined ? {} : { once });

type Tail<T extends readonly unknown[]> = T extends readonly [unknown, ...infer Rest] ? Rest : never;
