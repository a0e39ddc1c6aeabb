import { WhenceError } from '../errors.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import type { BlobRange, CursorChange, LedgerRecord, LedgerStream, RawRecord, RecordFlag } from './ledger.ts';

/** A record made ready to be kept: defaults filled in, headers and flags as the text that is hashed and stored. */
export interface LandingRecord {
  readonly stream: LedgerStream;
  readonly source: string;
  readonly partition: string;
  readonly position: string;
  readonly contentType: string;
  readonly headers: string;
  readonly sourceTime: string | undefined;
  readonly flags: string | undefined;
  readonly body: Uint8Array | BlobRange;
}

/** One call of `append`: what must be kept in one commit. */
export interface AppendCall {
  readonly records: readonly LandingRecord[];
  readonly advance: readonly CursorChange[];
}

/** Throws `CANONICAL_JSON` for text that is not well formed: no store gives it back as it came. */
export function appendCall(records: readonly RawRecord[], advance: readonly CursorChange[]): AppendCall {
  const headersText = rememberLast(canonicalJson);
  for (const change of advance) refuseBroken(change.source, change.partition, change.state);
  return { records: records.map((record) => landing(record, headersText)), advance };
}

function landing(raw: RawRecord, headersText: (headers: object) => string): LandingRecord {
  refuseBroken(raw.source, raw.partition, raw.position, raw.contentType, raw.sourceTime);
  return {
    stream: raw.stream ?? 'fact',
    source: raw.source,
    partition: raw.partition,
    position: raw.position,
    contentType: raw.contentType,
    headers: headersText(raw.headers),
    sourceTime: raw.sourceTime,
    flags: raw.flags === undefined || raw.flags.length === 0 ? undefined : JSON.stringify(raw.flags),
    body: raw.body,
  };
}

/** Rows of one file share one headers object; its text is made once. */
function rememberLast(make: (value: object) => string): (value: object) => string {
  let last: object | undefined;
  let text = '';
  return (value) => {
    if (value !== last) text = make(value);
    last = value;
    return text;
  };
}

function refuseBroken(...texts: readonly (string | undefined)[]): void {
  for (const text of texts) {
    if (text?.isWellFormed() === false) throw new WhenceError('CANONICAL_JSON', { says: 'a lone surrogate', text });
  }
}

/** The other direction: what `read` gives of the stored texts. */
export function shownTexts(
  headers: Readonly<Record<string, string>>,
  sourceTime: string | undefined,
  flags: string | undefined,
): Pick<LedgerRecord, 'headers' | 'sourceTime' | 'flags'> {
  return {
    headers,
    ...(sourceTime === undefined ? {} : { sourceTime }),
    ...(flags === undefined ? {} : { flags: JSON.parse(flags) as readonly RecordFlag[] }),
  };
}

/** Where other bytes than the known ones under a position are kept. */
export function variantPosition(position: string, bodyDigest: string): string {
  return `${position}#${bodyDigest}`;
}

/** Throws `BLOB_RANGE` for a range that is not within its blob. */
export function cutOut(blob: Uint8Array, range: BlobRange): Uint8Array {
  checkRange(range, blob.length);
  // A copy, not a view: a row that is sent to another thread must not take its whole file with it.
  return Uint8Array.prototype.slice.call(blob, range.start, range.end);
}

export function checkRange(range: BlobRange, size: number): void {
  const { start, end } = range;
  const isWithin = Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= size;
  if (!isWithin) throw new WhenceError('BLOB_RANGE', { ...range, size });
}
