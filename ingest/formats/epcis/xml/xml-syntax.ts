import { problem } from '../../../../graph/errors.ts';
import type { Problem, Result } from '../../../../graph/errors.ts';
import type { FramedRecord, FrameResult } from '../../../format.ts';
import { codeUnits, decodeText, markOf } from '../../encoding.ts';
import type { Encoding } from '../../encoding.ts';
import { cutHead, framed, unframed } from '../../framing.ts';
import { limits } from '../../limits.ts';
import { xmlEncoding } from '../../xml/xml-encoding.ts';
import { withoutFault } from '../../xml/xml-fault.ts';
import type { EpcisConfig } from '../epcis-config.ts';
import type { EpcisSyntaxReader, ReadEvent } from '../epcis-syntax.ts';
import { readDocumentHead, schemaVersionOf } from './document-head.ts';
import type { DocumentHead } from './document-head.ts';
import { checkOrder } from './element-order.ts';
import { eventObject } from './event-fields.ts';
import { ExtensionNames } from './extension-names.ts';
import { findEvents } from './find-events.ts';
import { checkQueryMessage } from './query-message.ts';
import { readElement } from './xml-element.ts';
import type { XmlElement } from './xml-element.ts';

/** EPCIS 1.2 and 2.0 XML: capture and query documents, bare events, messages of the query interface. */
export const xmlSyntax: EpcisSyntaxReader = { frame, read };

const startsJson: ReadonlySet<number | undefined> = new Set([0x7b, 0x5b]);

function frame(bytes: Uint8Array, config: EpcisConfig): FrameResult {
  if (bytes.length > limits.documentBytes) return unframed(bytes, tooLarge(bytes));
  if (startsJson.has(bytes[markOf(bytes)?.length ?? 0]))
    return unframed(bytes, problem('EPCIS_SYNTAX', 'The document is not XML but JSON'));
  const encoding = xmlEncoding(bytes, config.encoding);
  if (encoding.problem) return unframed(bytes, encoding.problem);
  const units = codeUnits(bytes, encoding.ok);
  if (units.problem) return unframed(bytes, units.problem);
  const found = findEvents({ bytes, units: units.ok, encoding: encoding.ok });
  if (found.problem) return unframed(bytes, found.problem);
  const wrong = found.ok.messages.map((message) => checkMessage(bytes, message, config)).find(Boolean);
  return wrong ? unframed(bytes, wrong) : framed(bytes, found.ok.events, config.maxRecords);
}

const tooLarge = ({ length }: Uint8Array): Problem =>
  problem('FORMAT_TOO_LARGE', `A document of ${length} bytes is over ${limits.documentBytes}`);

function checkMessage(bytes: Uint8Array, { start, end, head }: FramedRecord, config: EpcisConfig): Problem | undefined {
  const read = elementOf(bytes.subarray(start, end), head && cutHead(bytes, head), config);
  return read.problem ?? checkQueryMessage(read.ok.element);
}

function read(record: Uint8Array, head: Uint8Array | undefined, config: EpcisConfig): Result<ReadEvent> {
  const found = elementOf(record, head, config);
  return found.problem ? found : eventOf(found.ok, config);
}

interface ElementBelow {
  readonly element: XmlElement;
  readonly above: DocumentHead | undefined;
}

function elementOf(record: Uint8Array, head: Uint8Array | undefined, config: EpcisConfig): Result<ElementBelow> {
  if (record.length > limits.documentBytes) return { problem: tooLarge(record) };
  const above = head && readDocumentHead(head, config);
  if (above?.problem) return above;
  const encoding: Result<Encoding> = above ? { ok: above.ok.encoding } : xmlEncoding(record, config.encoding);
  if (encoding.problem) return encoding;
  const text = decodeText(record, encoding.ok);
  if (text.problem) return text;
  return withoutFault(() => ({ element: readElement(text.ok, above?.ok.namespaces ?? {}), above: above?.ok }));
}

function eventOf({ element, above }: ElementBelow, { order = 'time-first' }: EpcisConfig): Result<ReadEvent> {
  const wrong = checkOrder(element, above?.schemaVersion ?? schemaVersionOf(element), order);
  if (wrong) return { problem: wrong };
  return withoutFault(() => {
    const names = new ExtensionNames(above?.namespaces ?? {});
    const event = eventObject(element, names);
    const ignored = above?.ignored ?? new Set<string>();
    const context = { prefixes: names.prefixes, ignored, isDeclared: true, hasRemote: false };
    return { event, context, ...(above ? { head: above.shown } : {}) };
  });
}
