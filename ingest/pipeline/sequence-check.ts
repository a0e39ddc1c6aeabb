import type { EventOf } from '../../graph/events/canonical-event.ts';
import { compareUtc } from '../../graph/model/time.ts';
import type { LedgerRecord } from '../../graph/ledger/ledger.ts';
import type { SourceDeclaration } from '../control-records.ts';
import type { Numbered } from '../mapping/map-record.ts';
import { gapEvent, gapRecordKey } from './control-events.ts';

interface Run {
  readonly first: string;
  readonly last: string;
  readonly from?: string;
  readonly to?: string;
}

interface Count {
  readonly highest: string;
  readonly at?: string;
  /** Numbers that did not come, in order, as runs. */
  readonly missing: readonly Run[];
}

const stageOf = (source: string, per: string): string => `sequence ${source} ${per}`;

// A count that begins again says nothing about what came before.
const beginnings: ReadonlySet<bigint> = new Set([0n, 1n]);

/**
 * Finds what did not come: a jump in a source's own numbers is a gap, and a number that comes late closes it. Numbers that
 * came already say nothing.
 */
export class SequenceCheck {
  readonly #counts = new Map<string, Count>();
  #changed = new Map<string, string>();

  constructor(stages: ReadonlyMap<string, string>) {
    for (const [name, text] of stages)
      if (name.startsWith('sequence ')) this.#counts.set(name, JSON.parse(text) as Count);
  }

  see(
    record: LedgerRecord,
    { per, number, at }: Numbered,
    declaration: SourceDeclaration | undefined,
  ): readonly EventOf<'gap'>[] {
    const name = stageOf(record.source, per);
    const count = this.#counts.get(name);
    const highest = count === undefined ? undefined : BigInt(count.highest);
    const state = (facts: Parameters<typeof gapEvent>[1]) => gapEvent(record, facts, declaration);
    if (count === undefined || highest === undefined || beginnings.has(number)) {
      this.#set(name, { highest: String(number), missing: count?.missing ?? [], ...(at === undefined ? {} : { at }) });
      return [];
    }
    if (number > highest) return this.#ahead(name, count, number, at, per, state);
    return this.#late(name, count, number, per, state, record.source);
  }

  stages(): ReadonlyMap<string, string> {
    const changed = this.#changed;
    this.#changed = new Map();
    return changed;
  }

  #ahead(
    name: string,
    count: Count,
    number: bigint,
    at: string | undefined,
    per: string,
    state: State,
  ): readonly EventOf<'gap'>[] {
    const next = BigInt(count.highest) + 1n;
    const moved = { highest: String(number), ...(at === undefined ? {} : { at }) };
    if (number === next) {
      this.#set(name, { ...moved, missing: count.missing });
      return [];
    }
    const run: Run = { first: String(next), last: String(number - 1n), ...interval(count.at, at) };
    this.#set(name, { ...moved, missing: [...count.missing, run] });
    return [state(gapOf(per, run))];
  }

  #late(
    name: string,
    count: Count,
    number: bigint,
    per: string,
    state: State,
    source: string,
  ): readonly EventOf<'gap'>[] {
    const run = count.missing.find(({ first, last }) => BigInt(first) <= number && number <= BigInt(last));
    if (!run) return [];
    const rest = restOf(run, number);
    this.#set(name, { ...count, missing: count.missing.flatMap((other) => (other === run ? rest : [other])) });
    return [state(closing(source, per, run)), ...rest.map((part) => state(gapOf(per, part)))];
  }

  #set(name: string, count: Count): void {
    this.#counts.set(name, count);
    this.#changed.set(name, JSON.stringify(count));
  }
}

type State = (facts: Parameters<typeof gapEvent>[1]) => EventOf<'gap'>;

// Two clocks may disagree; a gap that ends before it begins would cover nothing.
function interval(from: string | undefined, to: string | undefined): Pick<Run, 'from' | 'to'> {
  if (from !== undefined && to !== undefined && compareUtc(from, to) > 0) return { from: to, to: from };
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

const idOf = (per: string, { first, last }: Run): string => `${per === '' ? '' : `${per}/`}${first}-${last}`;

const gapOf = (per: string, run: Run): Parameters<State>[0] => ({
  id: idOf(per, run),
  ...interval(run.from, run.to),
  cause: 'sequence jump',
  missing: `${per === '' ? '' : `${per}: `}${run.first === run.last ? `number ${run.first}` : `numbers ${run.first} to ${run.last}`}`,
  recoverable: true,
});

const closing = (source: string, per: string, run: Run): Parameters<State>[0] => ({
  id: `${idOf(per, run)}/closed`,
  ...interval(run.from, run.to),
  cause: 'sequence jump',
  closes: gapRecordKey(source, idOf(per, run)),
});

function restOf(run: Run, number: bigint): readonly Run[] {
  const [first, last] = [BigInt(run.first), BigInt(run.last)];
  return [
    ...(first < number ? [{ ...run, last: String(number - 1n) }] : []),
    ...(number < last ? [{ ...run, first: String(number + 1n) }] : []),
  ];
}
