import type { Completeness, Counts, Gap, NamedRow, Refused, Trace } from './answers.ts';
import { exitCode } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { table } from './table.ts';
import type { Terminal } from './terminal.ts';

/** `12 certain, 3 possible`; never added up. */
export function countsText({ certain, possible }: Counts, what = ''): string {
  const number = (value: number): string => value.toLocaleString('en');
  const sure = `${number(certain)} certain`;
  const all = possible === 0 ? sure : `${sure}, ${number(possible)} possible`;
  return what === '' ? all : `${all} ${what}`;
}

export const rowName = ({ kind, label, material }: NamedRow): string =>
  `${label} (${kindText(kind)}${material === undefined || material === label ? '' : ` of ${material}`})`;

/** The word of the glossary. */
export function kindText(kind: string): string {
  const word = kind.toLowerCase();
  return word === 'logistic' ? 'logistic unit' : word === 'sublot' ? 'sub-lot' : word;
}

export const kindsText = (kind: string): string => `${kindText(kind)}s`;

export function completenessExit(status: Completeness['status']): ExitCode {
  return status === 'COMPLETE' ? exitCode.ok : exitCode.partial;
}

/** What was asked, and how it was understood. */
export function showQuestion(terminal: Terminal, { direction, starts, position, rules }: Trace): void {
  const names = starts.map(({ label, id }) => `${terminal.styled('bold', label)} (${id})`);
  terminal.print(
    `${direction === 'FORWARD' ? 'Forward' : 'Backward'} from ${names.join(', ')}, as known at ${position}`,
  );
  if (rules.narrowed)
    terminal.print(`Rules: ${rules.name}, because ${rules.reason ?? 'no reason was given'}. ${rules.text.join(' ')}`);
  for (const clamped of rules.clamped) terminal.print(`Note: ${clamped}`);
  terminal.print();
}

/** What the answer rests on and what is missing, in words. */
export function showCompleteness(
  terminal: Terminal,
  { status, gapCounts, gaps, stop, sources, notes }: Completeness,
): void {
  const counted = gapCounts.map(({ kind, count }) =>
    count === undefined ? kind : `${kind} ${count.toLocaleString('en')}`,
  );
  const rest = counted.length === 0 ? '' : `: ${counted.join(', ')}`;
  terminal.print(terminal.styled(status === 'COMPLETE' ? 'green' : 'yellow', `${statusText[status]}${rest}`));
  if (stop !== undefined) {
    const [limit, frontier] = [stop.limit.toLocaleString('en'), stop.frontierSize.toLocaleString('en')];
    terminal.print(`  stopped at ${limit} nodes; the next level of ${frontier} rows was not walked`);
  }
  for (const line of gapLines(gaps.rows)) terminal.print(`  ${line}`);
  const more = gaps.total - gaps.rows.length;
  if (more > 0) terminal.print(`  … and ${more.toLocaleString('en')} more gaps`);
  for (const note of notes) terminal.print(`  note: ${note}`);
  terminal.print(`Rests on ${sources.map(({ source }) => source).join(', ') || 'no source'}`);
}

const statusText: Readonly<Record<Completeness['status'], string>> = {
  COMPLETE: 'Complete, within what its sources can show',
  TRUNCATED: 'Not complete: truncated',
  GAPPED: 'Not complete: gapped',
};

const namedPlaces = 3;

/** What is missing in the same way at several places is said once. */
function gapLines(gaps: readonly Gap[]): readonly string[] {
  const alike = Map.groupBy(gaps, ({ kind, source, from, to, text }) => JSON.stringify([kind, source, from, to, text]));
  return [...alike.values()].map((group) => gapText(group[0]!, group));
}

function gapText({ kind, source, from, to, text }: Gap, alike: readonly Gap[]): string {
  const span = from === undefined && to === undefined ? '' : ` (${from ?? '…'} to ${to ?? '…'})`;
  const places = alike.flatMap(({ at }) => (at === undefined ? [] : [at.label]));
  const rest = places.length - namedPlaces;
  const named = [...places.slice(0, namedPlaces), ...(rest > 0 ? [`${rest.toLocaleString('en')} more`] : [])].join(
    ', ',
  );
  const where = [source, named].filter((part) => part !== undefined && part !== '').join(', ');
  return `${kind}${where === '' ? '' : ` ${where}`}${span}: ${text}`;
}

/** Why there is no answer: not known, ambiguous, or refused. */
export function showRefused(
  terminal: Terminal,
  { __typename, code, message, remedy, near = [], readings = [] }: Refused,
): ExitCode {
  terminal.complain(`whence: ${code}: ${message.endsWith(remedy) ? message : `${message} ${remedy}`}`);
  const rows = [...near, ...readings.flatMap(({ matches }) => matches)];
  const distinct = [...new Map(rows.map((row) => [row.id, row])).values()];
  if (distinct.length > 0) terminal.complain(__typename === 'UnknownObject' ? 'Similar numbers:' : 'It could be:');
  for (const line of rowTable(distinct)) terminal.complain(`  ${line}`);
  return __typename === 'Refusal' ? exitCode.usage : exitCode.notFound;
}

function rowTable(rows: readonly NamedRow[]): readonly string[] {
  if (rows.length === 0) return [];
  return table(
    ['id', 'kind', 'number', 'material'],
    rows.map(({ id, kind, label, material = '' }) => [id, kindText(kind), label, material]),
  );
}
