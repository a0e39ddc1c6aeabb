import type { Result } from '../../../graph/errors.ts';
import type { ByteRange, FramedRecord } from '../../format.ts';
import { decodeText, unitBytes } from '../encoding.ts';
import type { CodeUnits, Encoding } from '../encoding.ts';
import { limits } from '../limits.ts';
import type { ElementStep } from './element-path.ts';
import { LineCounter } from './line-counter.ts';
import { scanTags } from './scan-xml.ts';
import type { Tag } from './scan-xml.ts';
import { matchStartTag } from './start-tag.ts';
import type { Scope } from './start-tag.ts';
import { XmlFault, withoutFault } from './xml-fault.ts';

export interface XmlDocument {
  readonly bytes: Uint8Array;
  readonly units: CodeUnits;
  readonly encoding: Encoding;
}

/**
 * The byte ranges of the elements at `path`. The head of a record is, for each element above it, that element's start tag
 * and what stands between it and its first child on the path: attributes of an order and a header block are read with
 * every unit below, other units are not. What is inside a record is not looked at beyond its brackets.
 */
export function findElements(document: XmlDocument, path: readonly ElementStep[]): Result<readonly FramedRecord[]> {
  return withoutFault(() => new ElementFinder(document, path).find());
}

/** An element above the records, still open. */
interface Open {
  readonly start: number;
  readonly scope: Scope;
  /** Heads of the records directly inside, once the first path child has ended this element's own head. */
  head?: readonly ByteRange[];
}

class ElementFinder {
  readonly #document: XmlDocument;
  readonly #path: readonly ElementStep[];
  readonly #records: FramedRecord[] = [];
  readonly #above: Open[] = [];
  #depth = 0;
  #hasRoot = false;
  #recordStart: number | undefined;
  readonly #lines: LineCounter;

  constructor(document: XmlDocument, path: readonly ElementStep[]) {
    this.#document = document;
    this.#path = path;
    this.#lines = new LineCounter(document.units);
  }

  find(): readonly FramedRecord[] {
    for (const tag of scanTags(this.#document.units, 0)) {
      if (tag.kind === 'end') this.#close(tag);
      else this.#open(tag);
    }
    if (this.#depth > 0) throw new XmlFault('XML_SYNTAX', 'The document ends inside an element');
    if (!this.#hasRoot) throw new XmlFault('XML_SYNTAX', 'The document has no element');
    return this.#records;
  }

  #open(tag: Tag): void {
    if (this.#depth === 0 && this.#hasRoot) throw new XmlFault('XML_SYNTAX', 'The document has a second root element');
    this.#hasRoot = true;
    if (this.#depth >= limits.depth)
      throw new XmlFault('FORMAT_TOO_DEEP', `Elements nest deeper than ${limits.depth} levels`);
    if (this.#above.length === this.#depth && this.#recordStart === undefined) this.#matchStep(tag);
    this.#depth += 1;
    if (tag.kind === 'empty') this.#close(tag);
  }

  #matchStep(tag: Tag): void {
    const step = this.#path[this.#depth];
    if (step === undefined) return;
    const { matches, scope } = matchStartTag(this.#text(tag), this.#above.at(-1)?.scope ?? {}, step);
    if (!matches && this.#depth === 0) throw new XmlFault('FORMAT_RECORDS', `The root element is not ${step.local}`);
    if (!matches) return;
    this.#endHead(tag.start);
    if (this.#depth === this.#path.length - 1) this.#recordStart = tag.start;
    else this.#above.push({ start: tag.start, scope });
  }

  /** The first child on the path ends its parent's head. The root's head begins with the document. */
  #endHead(at: number): void {
    const parent = this.#above.at(-1);
    if (parent === undefined || parent.head) return;
    const outer = this.#above.at(-2)?.head ?? [];
    parent.head = [...outer, this.#inBytes(outer.length === 0 ? 0 : parent.start, at)];
  }

  #close(tag: Tag): void {
    if (this.#depth === 0) throw new XmlFault('XML_SYNTAX', `An end tag at character ${tag.start + 1} closes nothing`);
    this.#depth -= 1;
    if (this.#recordStart !== undefined && this.#depth === this.#path.length - 1)
      this.#keep(this.#recordStart, tag.end);
    else if (this.#recordStart === undefined && this.#above.length > this.#depth) this.#above.length = this.#depth;
  }

  #keep(start: number, end: number): void {
    const range = this.#inBytes(start, end);
    const head = this.#above.at(-1)?.head ?? (start > 0 ? [this.#inBytes(0, start)] : undefined);
    this.#records.push({ ...range, line: this.#lines.at(start), ...(head ? { head } : {}) });
    this.#recordStart = undefined;
  }

  #inBytes(start: number, end: number): ByteRange {
    const width = unitBytes(this.#document.encoding);
    return { start: start * width, end: end * width };
  }

  #text({ start, end }: Tag): string {
    const range = this.#inBytes(start, end);
    const text = decodeText(this.#document.bytes.subarray(range.start, range.end), this.#document.encoding);
    if (text.problem) throw new XmlFault(text.problem.code, 'A tag is not in the declared encoding');
    return text.ok;
  }
}
