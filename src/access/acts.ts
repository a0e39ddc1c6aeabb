import type { LedgerPosition } from '../../graph/ledger/ledger.ts';
import { objectKey } from '../../graph/model/object-ref.ts';
import { decisionType } from '../../ingest/pipeline/decision-events.ts';
import { quarantineActType } from '../../ingest/pipeline/quarantine-act.ts';
import type { Acts } from '../../queries/acts.ts';
import type { Audit } from './audit.ts';
import type { Principal } from './authorize.ts';

export interface ActPorts {
  readonly audit: Audit;
  readonly principal: Principal;
  /** Resolves when everything up to the position can be asked for. */
  readonly reached: (position: LedgerPosition) => Promise<void>;
}

/** Acts of one principal. Entry and change are one record: neither is ever there without the other (S10). */
export function createActs({ audit, principal, reached }: ActPorts): Acts {
  const entered = async (...entry: Tail<Parameters<Audit['enter']>>): Promise<LedgerPosition> => {
    const position = await audit.enter(principal, ...entry);
    await reached(position);
    return position;
  };
  return {
    onQuarantine: ({ kind, target, records, reason }) =>
      entered(
        { action: `quarantine ${kind}`, target, reason },
        { contentType: quarantineActType, says: { kind, records } },
      ),
    identify({ same, are, reason }) {
      const event = { verb: 'identify', context: 'actual', same, are, certainty: 'confirmed', method: 'decision' };
      const target = same.map(objectKey).join(are ? ' = ' : ' != ');
      return entered(
        { action: are ? 'identify' : 'identify apart', target, reason },
        { contentType: decisionType, says: { events: [event] } },
      );
    },
    retract({ recordKey, event, reason }) {
      const stated = {
        verb: 'correct',
        context: 'actual',
        kind: 'didNotOccur',
        target: { recordKey, event },
        reason,
      };
      return entered(
        { action: 'retract', target: event, reason },
        { contentType: decisionType, says: { events: [stated] } },
      );
    },
  };
}

type Tail<T extends readonly unknown[]> = T extends readonly [unknown, ...infer Rest] ? Rest : never;
