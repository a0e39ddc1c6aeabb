import { refused } from '../../../graph/errors.ts';
import type { Result } from '../../../graph/errors.ts';
import type { SourceObject } from '../../format.ts';
import { clipped } from '../framing.ts';
import { emptyObject } from '../names.ts';
import type { FixedWidthConfig } from './fixed-width-config.ts';
import { layoutsOf } from './record-layout.ts';
import type { Column, RecordLayout } from './record-layout.ts';

/** The fields of one record, by the layout that its beginning selects. */
export function readLine(text: string, config: FixedWidthConfig): Result<SourceObject> {
  if (text.includes('\0')) return refused('FORMAT_NUL', 'The record holds the character NUL', { value: clipped(text) });
  const layouts = layoutsOf(config);
  if (layouts.problem) return layouts;
  const layout = layouts.ok.find(({ starts }) => text.startsWith(starts));
  if (layout === undefined)
    return refused('FIXED_TYPE', `No kind of record begins like ${clipped(text.slice(0, 20))}`, {
      value: clipped(text),
    });
  const whole = wholeRecord(text, layout, config);
  return whole.problem ? whole : { ok: fieldsOf(whole.ok, layout, config) };
}

const astral = /[\ud800-\udfff]/;

/** One entry a character, so that columns count what a person counts. */
type Characters = string | readonly string[];

function wholeRecord(
  text: string,
  { length }: RecordLayout,
  { short = 'refuse' }: FixedWidthConfig,
): Result<Characters> {
  const characters: Characters = astral.test(text) ? Array.from(text) : text;
  const over = sliceOf(characters, length, characters.length);
  if (over.trimEnd() !== '') return wrongLength(text, characters.length, length);
  if (characters.length >= length || short === 'pad') return { ok: characters };
  return wrongLength(text, characters.length, length);
}

const wrongLength = (text: string, found: number, declared: number): ReturnType<typeof refused> =>
  refused('FIXED_LENGTH', `The record has ${found} characters, its layout ${declared}`, { value: clipped(text) });

function fieldsOf(
  characters: Characters,
  { type, columns }: RecordLayout,
  { empty = 'text' }: FixedWidthConfig,
): SourceObject {
  const record = emptyObject();
  if (type !== undefined) record['@type'] = type;
  for (const { name, start, end, trim } of columns) {
    const field = trimmed(sliceOf(characters, start, end), trim);
    if (field !== '' || empty === 'text') record[name] = field;
  }
  return record;
}

const sliceOf = (characters: Characters, start: number, end: number): string =>
  typeof characters === 'string' ? characters.slice(start, end) : characters.slice(start, end).join('');

// Only spaces are padding: other white space is of the source's own making. By hand, since a pattern for spaces before the
// end tries again at each space of a long run.
function trimmed(field: string, trim: Column['trim']): string {
  let [start, end] = [0, field.length];
  if (trim === 'left' || trim === 'both') while (field[start] === ' ') start += 1;
  if (trim === 'right' || trim === 'both') while (end > start && field[end - 1] === ' ') end -= 1;
  return field.slice(start, end);
}
