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
  /**
   * Keeps the entry; resolves when it is durable. What it stands for is done only then, or not at all (S10). One that bears a
   * name is kept once, whoever asks for it again meanwhile or later: the position is then that of the first.
   */
  enter(principal: Principal, act: Act, more?: Saying): Promise<LedgerPosition>;
  /** Where the entry of a name lies that was given by this principal. */
  named(principal: Principal, key: string): LedgerPosition | undefined;
}

/** What an act states beside that it was done: the pipeline reads it by its content type. */
export interface Saying {
  readonly contentType: string;
  readonly says: Readonly<Record<string, unknown>>;
  /** Names the act, so that it is done once; with a digest of all that was asked, so that another one is told from it. */
  readonly once?: { readonly key: string; readonly asked: string };
}

export interface AuditPorts {
  readonly ledger: Pick<Ledger, 'append' | 'reader'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A text that no earlier entry has. */
  readonly nextId: () => string;
}

export const auditSource = 'whence';
export const auditType = 'application/vnd.whence.audit+json';

const partition = 'audit';

/** No other position of an entry begins like this, and no actor's name holds the mark. */
const positionOf = ({ name }: Principal, key: string): string => `act\n${name}\n${key}`;

/** An entry is a record like any other, in stream `decision`: kept, chained and never changed. */
export function createAudit({ ledger, now, nextId }: AuditPorts): Audit {
  const entering = new Map<string, Promise<LedgerPosition>>();
  const keep = async (position: string, entry: object, contentType: string): Promise<LedgerPosition> => {
    const body = new TextEncoder().encode(canonicalJson(entry));
    const [receipt] = await ledger.append([
      { stream: 'decision', source: auditSource, partition, position, body, contentType, headers: {} },
    ]);
    return receipt!.seq;
  };
  const named = (principal: Principal, key: string): LedgerPosition | undefined =>
    ledger.reader.seqOf(auditSource, partition, positionOf(principal, key));
  return {
    named,
    async enter(principal, act, { contentType, says, once }: Saying = { contentType: auditType, says: {} }) {
      const { name, role } = principal;
      const entry = { at: new Date(now()).toISOString(), actor: name, role, ...act, ...says };
      if (once === undefined) return keep(nextId(), entry, contentType);
      const position = positionOf(principal, once.key);
      const known = entering.get(position) ?? named(principal, once.key);
      if (known !== undefined) return known;
      const kept = keep(position, { ...entry, ...once }, contentType);
      entering.set(position, kept);
      return kept.finally(() => entering.delete(position));
    },
  };
}
