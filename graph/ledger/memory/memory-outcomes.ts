import { compareUtf8 } from '../../model/utf8-order.ts';
import type { LedgerPosition } from '../ledger.ts';
import { landedStage } from '../outcomes.ts';
import type { Outcome, OutcomeCounts, Outcomes, QuarantineGroup, SourceBalance } from '../outcomes.ts';
import { outcomeCounts } from '../outcome-counts.ts';
import type { QuarantinedOutcome } from '../quarantine-group.ts';
import { groupId, isQuarantined, quarantineGroup } from '../quarantine-group.ts';

/** The reference: every outcome a record ever had, and everything else worked out when asked. */
export function createMemoryOutcomes(): Outcomes {
  return new MemoryOutcomes();
}

const sumOf = (counts: OutcomeCounts['counts']): number => Object.values(counts).reduce((a, b) => a + b, 0);

class MemoryOutcomes implements Outcomes {
  /** Of each record, by the position that decided. */
  readonly #history = new Map<LedgerPosition, readonly Outcome[]>();
  readonly #stages = new Map<string, string>();
  #through: LedgerPosition = 0;

  write(outcomes: readonly Outcome[], through: LedgerPosition, stages: ReadonlyMap<string, string> = new Map()): void {
    for (const outcome of outcomes) {
      const others = this.#past(outcome.seq).filter(({ decidedAt }) => decidedAt !== outcome.decidedAt);
      this.#history.set(
        outcome.seq,
        [...others, outcome].toSorted((a, b) => a.decidedAt - b.decidedAt),
      );
    }
    if (through < this.#through) return;
    this.#through = through;
    stages.forEach((text, name) => this.#stages.set(name, text));
  }

  forget(): void {
    this.#history.clear();
    this.#stages.clear();
    this.#through = 0;
  }

  through(): LedgerPosition {
    return this.#through;
  }

  stages(): ReadonlyMap<string, string> {
    return new Map(this.#stages);
  }

  stage(name: string): string | undefined {
    return this.#stages.get(name);
  }

  outcome(seq: LedgerPosition): Outcome | undefined {
    return this.#past(seq).at(-1);
  }

  quarantinedAt(at: LedgerPosition): readonly Outcome[] {
    return this.#quarantined((past) => past.findLast(({ decidedAt }) => decidedAt <= at));
  }

  quarantinedNaming(at: LedgerPosition, names: readonly string[]): readonly Outcome[] {
    const asked = new Set(names);
    return this.quarantinedAt(at).filter(({ quarantine }) => quarantine!.names.some((name) => asked.has(name)));
  }

  waivedAt(at: LedgerPosition): readonly Outcome[] {
    const known = [...this.#history.values()].flatMap(
      (past) => past.findLast(({ decidedAt }) => decidedAt <= at) ?? [],
    );
    return known
      .filter(({ kind, quarantine }) => kind !== 'quarantined' && quarantine !== undefined)
      .toSorted((a, b) => a.seq - b.seq);
  }

  groups(source?: string): readonly QuarantineGroup[] {
    const now = this.#quarantined((past) => past.at(-1));
    const groups = [...Map.groupBy(now, groupId).values()];
    return groups
      .map((group) =>
        quarantineGroup(group[0]!, {
          records: group.length,
          unreadable: group.filter(({ quarantine }) => quarantine.unreadable).length,
          lastSeq: group.at(-1)!.seq,
        }),
      )
      .filter((group) => source === undefined || group.source === source);
  }

  sample(group: string, first: number): readonly LedgerPosition[] {
    const now = this.#quarantined((past) => past.at(-1));
    return now
      .filter((outcome) => groupId(outcome) === group)
      .map(({ seq }) => seq)
      .slice(0, first);
  }

  names(group: string, first: number): readonly string[] {
    const of = this.#quarantined((past) => past.at(-1)).filter((outcome) => groupId(outcome) === group);
    const names = new Set(of.flatMap(({ quarantine }) => quarantine.names));
    return [...names].toSorted(compareUtf8).slice(0, first);
  }

  guessed(after: LedgerPosition, first: number): readonly Outcome[] {
    const now = [...this.#history.values()].map((past) => past.at(-1)!);
    const isGuessed = ({ findings = [] }: Outcome): boolean => findings.some(({ code }) => code === 'IDENTITY_GUESSED');
    const found = now.filter((outcome) => outcome.seq > after && isGuessed(outcome));
    return found.toSorted((a, b) => a.seq - b.seq).slice(0, first);
  }

  balance(): readonly SourceBalance[] {
    const text = this.#stages.get(landedStage);
    if (text === undefined) return [];
    const landed = new Map(Object.entries(JSON.parse(text) as Readonly<Record<string, number>>));
    const decided = new Map(this.counts().map(({ source, counts }) => [source, sumOf(counts)]));
    const sources = [...new Set([...landed.keys(), ...decided.keys()])].toSorted(compareUtf8);
    return sources.map((source) => ({
      source,
      landed: landed.get(source) ?? 0,
      decided: decided.get(source) ?? 0,
    }));
  }

  counts(): readonly OutcomeCounts[] {
    const now = [...this.#history.values()].map((past) => past.at(-1)!);
    const bySource = [...Map.groupBy(now, ({ source }) => source)].toSorted(([a], [b]) => compareUtf8(a, b));
    return bySource.map(([source, outcomes]) =>
      outcomeCounts(
        source,
        outcomes.map(({ kind }) => [kind, 1]),
      ),
    );
  }

  close(): void {
    // Nothing is held.
  }

  #past(seq: LedgerPosition): readonly Outcome[] {
    return this.#history.get(seq) ?? [];
  }

  #quarantined(pick: (past: readonly Outcome[]) => Outcome | undefined): readonly QuarantinedOutcome[] {
    const picked = [...this.#history.values()].map(pick).filter((outcome) => outcome !== undefined);
    return picked.filter(isQuarantined).toSorted((a, b) => a.seq - b.seq);
  }
}
