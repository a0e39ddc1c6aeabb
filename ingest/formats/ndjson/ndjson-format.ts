import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { Decoded, Format, FrameResult } from '../../format.ts';
import { markLength } from '../encoding.ts';
import { framed } from '../framing.ts';
import { readJsonObject } from '../json/read-object.ts';
import { limits } from '../limits.ts';

const NdjsonConfigSchema = Type.Object(
  {
    format: Type.Literal('ndjson'),
    maxRecords: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: limits.records })),
  },
  { additionalProperties: false },
);

type NdjsonConfig = Static<typeof NdjsonConfigSchema>;

/** A JSON object a line; blank lines are none. */
export const ndjsonFormat: Format<NdjsonConfig> = { id: 'ndjson', configSchema: NdjsonConfigSchema, frame, decode };

function frame(bytes: Uint8Array, { maxRecords }: NdjsonConfig): FrameResult {
  const records = [];
  let line = 1;
  for (let start = markLength(bytes, 'utf-8'); start < bytes.length; line += 1) {
    const found = bytes.indexOf(lineFeed, start);
    const end = found === -1 ? bytes.length : found;
    if (!isBlank(bytes, start, end)) records.push({ start, end, line });
    start = end + 1;
  }
  return framed(bytes, records, maxRecords);
}

const lineFeed = 0x0a;

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] !== 0x20 && bytes[i] !== 0x0d && bytes[i] !== 0x09) return false;
  return true;
}

function decode(record: Uint8Array): Decoded {
  const read = readJsonObject(record);
  return read.problem ? { ok: false, problem: read.problem } : { ok: true, record: read.ok };
}
