import type { Ledger, LedgerPosition } from '../../graph/ledger/ledger.ts';
import { canonicalJson } from '../../graph/model/canonical-json.ts';
import type { Principal } from './authorize.ts';

/** What somebody did: a change, or an answer that left the house. */
export interface Act {
  readonly action: string;
  readonly target: string;
  readonly old?: string;
  readonly new?: string;
  readonly reason?: string;
}

/** No setting turns it off, and it has none (S11). */
export interface Audit {
  /** Keeps the entry; resolves when it is durable. What it stands for is done only then, or not at all (S10). */
  enter(principal: Principal, act: Act, more?: Saying): Promise<LedgerPosition>;
}

/** What an act states beside that it was done: the pipeline reads it by its content type. */
export interface Saying {
  readonly contentType: string;
  readonly says: Readonly<Record<string, unknown>>;
}

export interface AuditPorts {
  readonly ledger: Pick<Ledger, 'append'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A text that no earlier entry has. */
  readonly nextId: () => string;
}

export const auditSource = 'whence';
export const auditType = 'application/vnd.whence.audit+json';

/** An entry is a record like any other, in stream `decision`: kept, chained and never changed. */
export function createAudit({ ledger, now, nextId }: AuditPorts): Audit {
  return {
    async enter({ name, role }, act, { contentType, says }: Saying = { contentType: auditType, says: {} }) {
      const entry = { at: new Date(now()).toISOString(), actor: name, role, ...act, ...says };
      const [receipt] = await ledger.append([
        {
          stream: 'decision',
          source: auditSource,
          partition: 'audit',
          position: nextId(),
          body: new TextEncoder().encode(canonicalJson(entry)),
          contentType,
          headers: {},
        },
      ]);
      return receipt!.seq;
    },
  };
}
