import { problem, refused } from '../../../graph/errors.ts';
import type { Result } from '../../../graph/errors.ts';
import type { FrameResult } from '../../format.ts';
import { markLength } from '../encoding.ts';
import { framed, unframed } from '../framing.ts';
import { findRecords } from '../json/find-records.ts';
import { readHeadObject, readJsonObject } from '../json/read-object.ts';
import type { RecordsPath } from '../json/records-path.ts';
import type { EpcisConfig } from './epcis-config.ts';
import { readContext } from './epcis-context.ts';
import type { EpcisSyntaxReader, ReadEvent } from './epcis-syntax.ts';
import { checkJsonQuery, readJsonQuery } from './query/json-query.ts';

/** EPCIS 2.0 JSON-LD: capture and query documents, bare events, query definitions. */
export const jsonSyntax: EpcisSyntaxReader = { frame, read };

const eventLists: readonly RecordsPath[] = [
  { names: ['epcisBody', 'eventList'], each: true },
  { names: ['epcisBody', 'event'], each: false },
  { names: ['epcisBody', 'queryResults', 'resultsBody', 'eventList'], each: true },
];

const lessThan = 0x3c;

function frame(bytes: Uint8Array, { maxRecords }: EpcisConfig): FrameResult {
  const start = markLength(bytes, 'utf-8');
  if (bytes[start] === lessThan) return unframed(bytes, problem('EPCIS_SYNTAX', 'The document is not JSON but XML'));
  const found = findRecords(bytes, start, eventLists);
  if (found.ok) return framed(bytes, found.ok, maxRecords);
  if (found.problem.code !== 'FORMAT_RECORDS') return unframed(bytes, found.problem);
  const query = readJsonQuery(bytes);
  if (query) {
    const wrong = checkJsonQuery(query);
    return wrong ? unframed(bytes, wrong) : { records: [] };
  }
  // No document: a bare event, or something that is none, which reading it will say.
  return { records: [{ start, end: bytes.length, line: 1 }] };
}

function read(record: Uint8Array, head: Uint8Array | undefined, config: EpcisConfig): Result<ReadEvent> {
  const event = readJsonObject(record);
  if (event.problem) return event;
  const document = head && readHeadObject(head, config);
  if (document?.problem) return document;
  const context = readContext(event.ok, document?.ok);
  if (!context.isDeclared)
    return refused('EPCIS_CONTEXT', 'Neither the event nor its document has an @context', { path: '@context' });
  return { ok: { event: event.ok, context, ...(document ? { head: document.ok } : {}) } };
}
