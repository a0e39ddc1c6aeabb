import { refused } from '../../../graph/errors.ts';
import type { Result } from '../../../graph/errors.ts';
import type { SourceObject } from '../../format.ts';
import { decodeText, markLength } from '../encoding.ts';
import { limits } from '../limits.ts';
import { isObject } from '../names.ts';
import { rememberLast } from '../remember.ts';
import { readJson } from './read-json.ts';

/** One JSON object, in UTF-8 with or without a byte order mark. */
export function readJsonObject(bytes: Uint8Array): Result<SourceObject> {
  if (bytes.length > limits.documentBytes) {
    return refused('FORMAT_TOO_LARGE', `A document of ${bytes.length} bytes is over ${limits.documentBytes}`);
  }
  const text = decodeText(bytes.subarray(markLength(bytes, 'utf-8')), 'utf-8');
  if (text.problem) return text;
  const value = readJson(text.ok);
  if (value.problem) return value;
  return isObject(value.ok) ? { ok: value.ok } : refused('FORMAT_RECORDS', 'A record is not an object');
}

/** The document around the records of one file. */
export const readHeadObject: (head: Uint8Array, config: object) => Result<SourceObject> = rememberLast(readJsonObject);
