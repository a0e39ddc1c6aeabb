import type { Result } from '../../../../graph/errors.ts';
import type { ByteRange, FramedRecord } from '../../../format.ts';
import { decodeText, unitBytes } from '../../encoding.ts';
import { limits } from '../../limits.ts';
import type { XmlDocument } from '../../xml/find-elements.ts';
import { LineCounter } from '../../xml/line-counter.ts';
import { scanTags } from '../../xml/scan-xml.ts';
import type { Tag } from '../../xml/scan-xml.ts';
import { readStartTag } from '../../xml/start-tag.ts';
import type { Scope, StartTag } from '../../xml/start-tag.ts';
import { XmlFault, withoutFault } from '../../xml/xml-fault.ts';
import { eventTypeNames } from '../check-event.ts';
import { isStandard } from './epcis-namespaces.ts';

export interface FoundEvents {
  readonly events: readonly FramedRecord[];
  /** Messages of the query interface: requests, which state nothing. */
  readonly messages: readonly FramedRecord[];
}

/**
 * The byte ranges of a document's events. The head of an event is the start tags above it and the document's declaration of
 * fields to ignore: what its names mean, and not its master data, which may be large.
 */
export function findEvents(document: XmlDocument): Result<FoundEvents> {
  return withoutFault(() => new EventFinder(document).find());
}

/** An element on the way from the root to the events. */
type Place = 'document' | 'body' | 'results' | 'resultsBody' | 'events';

const inside: Readonly<Record<Place, Readonly<Record<string, Place>>>> = {
  document: { EPCISBody: 'body' },
  body: { EventList: 'events', QueryResults: 'results' },
  results: { resultsBody: 'resultsBody' },
  resultsBody: { EventList: 'events' },
  // EPCIS 1.2 puts what it did not foresee into an extension, and that of the next version into one more.
  events: { extension: 'events' },
};

const roots: ReadonlySet<string> = new Set(['EPCISDocument', 'EPCISQueryDocument']);
const mostHeadBytes = 64 * 1024;

interface Open {
  readonly place: Place;
  readonly scope: Scope;
  head: readonly ByteRange[];
}

type Kept = 'event' | 'message' | 'ignored fields';

class EventFinder {
  readonly #document: XmlDocument;
  readonly #events: FramedRecord[] = [];
  readonly #messages: FramedRecord[] = [];
  readonly #above: Open[] = [];
  readonly #lines: LineCounter;
  #depth = 0;
  #hasRoot = false;
  #hasEvents = false;
  #open: { readonly start: number; readonly depth: number; readonly kept: Kept } | undefined;

  constructor(document: XmlDocument) {
    this.#document = document;
    this.#lines = new LineCounter(document.units);
  }

  find(): FoundEvents {
    for (const tag of scanTags(this.#document.units, 0)) {
      if (tag.kind === 'end') this.#close(tag);
      else this.#enter(tag);
    }
    if (this.#depth > 0) throw new XmlFault('XML_SYNTAX', 'The document ends inside an element');
    if (!this.#hasRoot) throw new XmlFault('XML_SYNTAX', 'The document has no element');
    if (!this.#hasEvents && this.#messages.length === 0)
      throw new XmlFault('FORMAT_RECORDS', 'The document has no EventList');
    return { events: this.#events, messages: this.#messages };
  }

  #enter(tag: Tag): void {
    if (this.#depth === 0 && this.#hasRoot) throw new XmlFault('XML_SYNTAX', 'The document has a second root element');
    if (this.#depth >= limits.depth)
      throw new XmlFault('FORMAT_TOO_DEEP', `Elements nest deeper than ${limits.depth} levels`);
    if (!this.#hasRoot) this.#enterRoot(tag);
    else if (this.#open === undefined && this.#above.length === this.#depth) this.#enterBelow(tag, this.#above.at(-1)!);
    this.#depth += 1;
    if (tag.kind === 'empty') this.#close(tag);
  }

  #enterRoot(tag: Tag): void {
    this.#hasRoot = true;
    const { local, namespace, scope } = this.#startTag(tag, {});
    if (!isStandard(namespace)) throw new XmlFault('FORMAT_RECORDS', `The root element ${local} is not of EPCIS`);
    if (roots.has(local)) this.#above.push({ place: 'document', scope, head: [this.#inBytes(0, tag.end)] });
    else if (eventTypeNames.includes(local)) this.#keepWhole();
    else throw new XmlFault('FORMAT_RECORDS', `The root element is ${local}`);
  }

  /** A bare event: the document is the record, its declaration included. */
  #keepWhole(): void {
    this.#hasEvents = true;
    this.#events.push({ ...this.#inBytes(0, this.#document.units.length), line: 1 });
  }

  #enterBelow(tag: Tag, parent: Open): void {
    const start = this.#startTag(tag, parent.scope);
    const place = isStandard(start.namespace) ? inside[parent.place][start.local] : undefined;
    if (place !== undefined) {
      this.#hasEvents ||= place === 'events';
      this.#above.push({ place, scope: start.scope, head: [...parent.head, this.#inBytes(tag.start, tag.end)] });
      return;
    }
    const kept = keptOf(parent.place, start);
    if (kept !== undefined) this.#open = { start: tag.start, depth: this.#depth, kept };
  }

  #close(tag: Tag): void {
    if (this.#depth === 0) throw new XmlFault('XML_SYNTAX', `An end tag at character ${tag.start + 1} closes nothing`);
    this.#depth -= 1;
    if (this.#open !== undefined) {
      if (this.#open.depth === this.#depth) this.#keep(this.#open.kept, this.#open.start, tag.end);
    } else if (this.#above.length > this.#depth) this.#above.length = this.#depth;
  }

  #keep(kept: Kept, start: number, end: number): void {
    this.#open = undefined;
    const parent = this.#above.at(-1)!;
    const range = this.#inBytes(start, end);
    if (kept === 'ignored fields') {
      parent.head = [...parent.head, range];
      return;
    }
    const record = { ...range, line: this.#lines.at(start), head: checkedHead(parent.head) };
    (kept === 'event' ? this.#events : this.#messages).push(record);
  }

  #inBytes(start: number, end: number): ByteRange {
    const width = unitBytes(this.#document.encoding);
    return { start: start * width, end: end * width };
  }

  #startTag({ start, end }: Tag, scope: Scope): StartTag {
    const range = this.#inBytes(start, end);
    const text = decodeText(this.#document.bytes.subarray(range.start, range.end), this.#document.encoding);
    if (text.problem) throw new XmlFault(text.problem.code, 'A tag is not in the declared encoding');
    return readStartTag(text.ok, scope);
  }
}

function keptOf(place: Place, { local, namespace }: StartTag): Kept | undefined {
  if (place === 'events') return 'event';
  if (local === 'ignoreFields' && (place === 'document' || place === 'results')) return 'ignored fields';
  return place === 'body' && isStandard(namespace) ? 'message' : undefined;
}

/** A head is read with every event below it, so it is kept small. */
function checkedHead(head: readonly ByteRange[]): readonly ByteRange[] {
  const size = head.reduce((sum, { start, end }) => sum + end - start, 0);
  if (size > mostHeadBytes) throw new XmlFault('FORMAT_TOO_LARGE', `${size} bytes stand above an event`);
  return head;
}
