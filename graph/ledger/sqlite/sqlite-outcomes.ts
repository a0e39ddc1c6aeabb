import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import type { LedgerPosition } from '../ledger.ts';
import { outcomeCounts } from '../outcome-counts.ts';
import { landedStage } from '../outcomes.ts';
import type {
  Outcome,
  OutcomeCounts,
  OutcomeKind,
  Outcomes,
  OutcomesReader,
  QuarantineGroup,
  SourceBalance,
} from '../outcomes.ts';
import type { QuarantinedOutcome } from '../quarantine-group.ts';
import { quarantineGroup } from '../quarantine-group.ts';
import type { OutcomeRow } from './outcome-rows.ts';
import { outcomeOf, outcomeValues } from './outcome-rows.ts';
import * as sql from './outcomes-statements.ts';

function outcomesPath(folder: string): string {
  return join(folder, 'outcomes.db');
}

/** The outcomes of a data folder, for the one thread that writes them. Makes the file where there is none. */
export function openSqliteOutcomes(folder: string): Outcomes {
  mkdirSync(folder, { recursive: true });
  const db = new DatabaseSync(outcomesPath(folder), { timeout: 5000 });
  db.exec(sql.settings);
  db.exec(sql.schema);
  return new SqliteOutcomes(db);
}

/** The same for any other thread. The file must be there already. */
export function openSqliteOutcomesReader(folder: string): OutcomesReader {
  return new SqliteOutcomesReader(new DatabaseSync(outcomesPath(folder), { readOnly: true, timeout: 5000 }));
}

class SqliteOutcomesReader implements OutcomesReader {
  protected readonly db: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(db: DatabaseSync) {
    this.db = db;
  }

  protected statement(text: string): StatementSync {
    const statement = this.#prepared.get(text) ?? this.db.prepare(text);
    this.#prepared.set(text, statement);
    return statement;
  }

  through(): LedgerPosition {
    return (this.statement(sql.selectThrough).get() as { through: LedgerPosition }).through;
  }

  stages(): ReadonlyMap<string, string> {
    const rows = this.statement(sql.selectStages).all() as unknown as { name: string; text: string }[];
    return new Map(rows.map(({ name, text }) => [name, text]));
  }

  stage(name: string): string | undefined {
    return (this.statement(sql.selectStage).get(name) as { text: string } | undefined)?.text;
  }

  outcome(seq: LedgerPosition): Outcome | undefined {
    const row = this.statement(sql.selectCurrent).get(seq) as OutcomeRow | undefined;
    return row && outcomeOf(row);
  }

  quarantinedAt(at: LedgerPosition): readonly Outcome[] {
    return (this.statement(sql.selectQuarantinedAt).all(at) as unknown as OutcomeRow[]).map(outcomeOf);
  }

  quarantinedNaming(at: LedgerPosition, names: readonly string[]): readonly Outcome[] {
    const rows = this.statement(sql.selectQuarantinedNaming).all(at, JSON.stringify(names)) as unknown as OutcomeRow[];
    return rows.map(outcomeOf);
  }

  waivedAt(at: LedgerPosition): readonly Outcome[] {
    return (this.statement(sql.selectWaivedAt).all(at) as unknown as OutcomeRow[]).map(outcomeOf);
  }

  groups(source?: string): readonly QuarantineGroup[] {
    const rows = this.statement(sql.selectGroups).all() as unknown as {
      records: number;
      unreadable: number;
      firstSeq: LedgerPosition;
      lastSeq: LedgerPosition;
    }[];
    const groups = rows.map((row) => quarantineGroup(this.outcome(row.firstSeq) as QuarantinedOutcome, row));
    return groups.filter((group) => source === undefined || group.source === source);
  }

  sample(group: string, first: number): readonly LedgerPosition[] {
    const rows = this.statement(sql.selectSample).all(group, first) as unknown as { seq: LedgerPosition }[];
    return rows.map(({ seq }) => seq);
  }

  names(group: string, first: number): readonly string[] {
    const rows = this.statement(sql.selectNames).all(group, first) as unknown as { name: string }[];
    return rows.map(({ name }) => name);
  }

  guessed(after: LedgerPosition, first: number): readonly Outcome[] {
    return (this.statement(sql.selectGuessed).all(after, first) as unknown as OutcomeRow[]).map(outcomeOf);
  }

  balance(): readonly SourceBalance[] {
    const rows = this.statement(sql.selectBalance).all(landedStage) as unknown as SourceBalance[];
    return rows.map((row) => ({ ...row }));
  }

  counts(): readonly OutcomeCounts[] {
    const rows = this.statement(sql.selectTally).all() as unknown as {
      source: string;
      kind: OutcomeKind;
      count: number;
    }[];
    const bySource = Map.groupBy(rows, ({ source }) => source);
    return [...bySource].map(([source, kinds]) =>
      outcomeCounts(
        source,
        kinds.map(({ kind, count }) => [kind, count]),
      ),
    );
  }

  close(): void {
    this.#prepared.clear();
    this.db.close();
  }
}

class SqliteOutcomes extends SqliteOutcomesReader implements Outcomes {
  /** No record after it has a row yet: most outcomes are the first of their record and need no look. */
  #highest: LedgerPosition;
  #tally = new Map<string, { readonly source: string; readonly kind: OutcomeKind; count: number }>();

  constructor(db: DatabaseSync) {
    super(db);
    this.#highest = this.#storedHighest();
  }

  write(outcomes: readonly Outcome[], through: LedgerPosition, stages: ReadonlyMap<string, string> = new Map()): void {
    this.#tally = new Map();
    this.db.exec('BEGIN IMMEDIATE');
    try {
      for (const outcome of outcomes) this.#put(outcome);
      for (const { source, kind, count } of this.#tally.values()) {
        if (count !== 0) this.statement(sql.addToTally).run(source, kind, count);
      }
      this.#reach(through, stages);
      this.db.exec('COMMIT');
    } catch (error) {
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
      this.#highest = this.#storedHighest();
      throw error;
    }
  }

  forget(): void {
    this.db.exec(sql.forget);
    this.#highest = 0;
  }

  #storedHighest(): LedgerPosition {
    return (this.statement(sql.selectHighest).get() as { seq: LedgerPosition }).seq;
  }

  #reach(through: LedgerPosition, stages: ReadonlyMap<string, string>): void {
    if (through < this.through()) return;
    this.statement(sql.updateThrough).run(through);
    for (const [name, text] of stages) this.statement(sql.upsertStage).run(name, text);
  }

  #put(outcome: Outcome): void {
    if (outcome.seq > this.#highest) {
      this.#highest = outcome.seq;
      this.#count(outcome, 1);
      this.#insert(outcome, null);
    } else this.#putAmong(outcome, this.#history(outcome.seq));
  }

  /** Between the decisions that the record has already, wherever in time it belongs. */
  #putAmong(outcome: Outcome, history: readonly Outcome[]): void {
    const { seq, decidedAt } = outcome;
    const before = history.findLast((other) => other.decidedAt < decidedAt);
    const after = history.find((other) => other.decidedAt > decidedAt);
    const same = history.find((other) => other.decidedAt === decidedAt);
    if (after === undefined) {
      const current = same ?? before;
      if (current !== undefined) this.#count(current, -1);
      this.#count(outcome, 1);
    }
    if (same !== undefined) this.#forgetNames(same);
    if (before !== undefined) this.statement(sql.endOutcome).run(decidedAt, seq, before.decidedAt);
    this.#insert(outcome, after?.decidedAt ?? null);
  }

  #history(seq: LedgerPosition): readonly Outcome[] {
    return (this.statement(sql.selectHistory).all(seq) as unknown as OutcomeRow[]).map(outcomeOf);
  }

  #insert(outcome: Outcome, until: LedgerPosition | null): void {
    this.statement(sql.upsertOutcome).run(...outcomeValues(outcome, until));
    if (outcome.kind !== 'quarantined') return;
    for (const name of outcome.quarantine?.names ?? []) {
      this.statement(sql.insertName).run(name, outcome.seq, outcome.decidedAt);
    }
  }

  #forgetNames({ seq, decidedAt, quarantine }: Outcome): void {
    for (const name of quarantine?.names ?? []) this.statement(sql.deleteName).run(name, seq, decidedAt);
  }

  #count({ source, kind }: Outcome, by: number): void {
    const key = `${kind} ${source}`;
    const entry = this.#tally.get(key) ?? { source, kind, count: 0 };
    entry.count += by;
    this.#tally.set(key, entry);
  }
}
