import { problem } from '../../../graph/errors.ts';
import type { Problem, Result } from '../../../graph/errors.ts';
import type { Decoded, Format, FrameResult } from '../../format.ts';
import { codeUnits, decodeText } from '../encoding.ts';
import { framed, unframed } from '../framing.ts';
import { limits } from '../limits.ts';
import { readElementPath } from './element-path.ts';
import { findElements } from './find-elements.ts';
import { readXml } from './read-xml.ts';
import type { XmlRecord } from './read-xml.ts';
import { XmlConfigSchema } from './xml-config.ts';
import type { XmlConfig } from './xml-config.ts';
import { xmlEncoding } from './xml-encoding.ts';

/** An XML document: one record, or one for each element at a path. */
export const xmlFormat: Format<XmlConfig> = { id: 'xml', configSchema: XmlConfigSchema, frame, decode };

function frame(bytes: Uint8Array, config: XmlConfig): FrameResult {
  if (config.record === undefined) return { records: [{ start: 0, end: bytes.length, line: 1 }] };
  const path = readElementPath(config.record);
  if (path === undefined) return unframed(bytes, problem('FORMAT_RECORDS', `${config.record} is no path of elements`));
  const oversize = tooLarge(bytes);
  if (oversize) return unframed(bytes, oversize);
  const encoding = xmlEncoding(bytes, config.encoding);
  if (encoding.problem) return unframed(bytes, encoding.problem);
  const units = codeUnits(bytes, encoding.ok);
  if (units.problem) return unframed(bytes, units.problem);
  const found = findElements({ bytes, units: units.ok, encoding: encoding.ok }, path);
  return found.problem ? unframed(bytes, found.problem) : framed(bytes, found.ok, config.maxRecords);
}

function decode(record: Uint8Array, head: Uint8Array | undefined, config: XmlConfig): Decoded {
  const read = readRecord(record, head ?? new Uint8Array(), config);
  return read.problem ? { ok: false, problem: read.problem } : { ok: true, ...read.ok };
}

function readRecord(record: Uint8Array, head: Uint8Array, config: XmlConfig): Result<XmlRecord> {
  const oversize = tooLarge(record);
  if (oversize) return { problem: oversize };
  const encoding = xmlEncoding(head.length > 0 ? head : record, config.encoding);
  if (encoding.problem) return encoding;
  const before = decodeText(head, encoding.ok);
  if (before.problem) return before;
  const text = decodeText(record, encoding.ok);
  return text.problem ? text : readXml(before.ok, text.ok, config);
}

function tooLarge({ length }: Uint8Array): Problem | undefined {
  if (length <= limits.documentBytes) return undefined;
  return problem('FORMAT_TOO_LARGE', `A document of ${length} bytes is over ${limits.documentBytes}`);
}
