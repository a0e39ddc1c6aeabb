import { problem } from '../../../graph/errors.ts';
import type { Decoded, Format, FrameResult } from '../../format.ts';
import { markLength } from '../encoding.ts';
import { framed, unframed } from '../framing.ts';
import { findRecords } from './find-records.ts';
import { JsonConfigSchema } from './json-config.ts';
import type { JsonConfig } from './json-config.ts';
import { readHeadObject, readJsonObject } from './read-object.ts';
import { readRecordsPath } from './records-path.ts';

/** A JSON document: one record, or one for each element of a list in it. */
export const jsonFormat: Format<JsonConfig> = { id: 'json', configSchema: JsonConfigSchema, frame, decode };

function frame(bytes: Uint8Array, { records = '$', maxRecords }: JsonConfig): FrameResult {
  const path = readRecordsPath(records);
  if (path === undefined) return unframed(bytes, problem('FORMAT_RECORDS', `${records} is no path to records`));
  const found = findRecords(bytes, markLength(bytes, 'utf-8'), [path]);
  return found.problem ? unframed(bytes, found.problem) : framed(bytes, found.ok, maxRecords);
}

function decode(record: Uint8Array, head: Uint8Array | undefined, config: JsonConfig): Decoded {
  const read = readJsonObject(record);
  if (read.problem) return { ok: false, problem: read.problem };
  if (head === undefined) return { ok: true, record: read.ok };
  const around = readHeadObject(head, config);
  return around.problem ? { ok: false, problem: around.problem } : { ok: true, record: read.ok, head: around.ok };
}
