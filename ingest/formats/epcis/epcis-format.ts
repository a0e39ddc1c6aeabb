import { problem } from '../../../graph/errors.ts';
import type { Problem } from '../../../graph/errors.ts';
import type { Decoded, Format, FrameResult, SourceObject } from '../../format.ts';
import { markLength } from '../encoding.ts';
import { framed, unframed } from '../framing.ts';
import { findRecords } from '../json/find-records.ts';
import { readHeadObject, readJsonObject } from '../json/read-object.ts';
import type { RecordsPath } from '../json/records-path.ts';
import { EpcisConfigSchema } from './epcis-config.ts';
import type { EpcisConfig } from './epcis-config.ts';
import { readContext } from './epcis-context.ts';
import type { EpcisContext } from './epcis-context.ts';
import { eventHash } from './event-hash/event-hash.ts';
import { plainWords } from './plain-words.ts';
import { checkEvent } from './check-event.ts';

/**
 * EPCIS 2.0 JSON-LD: documents, query documents and bare events; a record an event, its head the document around it.
 * The record is the event with CBV words bare whatever their spelling, without `@context`, and with what was derived:
 * `@hash`, its CBV event hash, and `@namespaces`, the namespaces of its extensions by prefix.
 */
export const epcisFormat: Format<EpcisConfig> = { id: 'epcis', configSchema: EpcisConfigSchema, frame, decode };

const eventLists: readonly RecordsPath[] = [
  { names: ['epcisBody', 'eventList'], each: true },
  { names: ['epcisBody', 'event'], each: false },
  { names: ['epcisBody', 'queryResults', 'resultsBody', 'eventList'], each: true },
];

function frame(bytes: Uint8Array, { maxRecords }: EpcisConfig): FrameResult {
  const start = markLength(bytes, 'utf-8');
  const found = findRecords(bytes, start, eventLists);
  if (found.ok) return framed(bytes, found.ok, maxRecords);
  if (found.problem.code !== 'FORMAT_RECORDS') return unframed(bytes, found.problem);
  // No document: a bare event, or something that is none, which reading it will say.
  return { records: [{ start, end: bytes.length, line: 1 }] };
}

function decode(record: Uint8Array, head: Uint8Array | undefined, config: EpcisConfig): Decoded {
  const event = readJsonObject(record);
  if (event.problem) return { ok: false, problem: event.problem };
  const document = head && readHeadObject(head, config);
  if (document?.problem) return { ok: false, problem: document.problem };
  const context = readContext(event.ok, document?.ok);
  const wrong = context.isDeclared ? checkEvent(event.ok, context) : noContext();
  if (wrong) return { ok: false, problem: wrong };
  const read = readEvent(event.ok, context);
  return document ? { ok: true, record: read, head: document.ok } : { ok: true, record: read };
}

const noContext = (): Problem =>
  problem('EPCIS_CONTEXT', 'Neither the event nor its document has an @context', { path: '@context' });

function readEvent(event: SourceObject, context: EpcisContext): SourceObject {
  const namespaces = Object.assign(Object.create(null) as Record<string, string>, Object.fromEntries(context.prefixes));
  return Object.assign(plainWords(event), { '@hash': eventHash(event, context), '@namespaces': namespaces });
}
