import type { Result } from '../../../graph/errors.ts';
import type { ByteRange, FramedRecord } from '../../format.ts';
import { JsonFault, withoutFault } from './json-fault.ts';
import type { RecordsPath } from './records-path.ts';
import { JsonScanner } from './scan-json.ts';

/**
 * The byte ranges of the records at the first of these paths that leads to any. Their head is the document around them,
 * from its start to the first and from the last to its end: joined, a document with an empty list.
 */
export function findRecords(
  bytes: Uint8Array,
  start: number,
  paths: readonly RecordsPath[],
): Result<readonly FramedRecord[]> {
  return withoutFault(() => {
    const found = new RecordFinder(bytes, start, paths).find();
    if (found === undefined)
      throw new JsonFault('FORMAT_RECORDS', `Nothing is at ${paths.map(printPath).join(' or ')}`);
    return withHead(found, { start, end: bytes.length });
  });
}

interface Found extends RecordsPath {
  readonly ranges: readonly ByteRange[];
}

class RecordFinder {
  readonly #scan: JsonScanner;
  readonly #paths: readonly RecordsPath[];
  #found: Found | undefined;

  constructor(bytes: Uint8Array, start: number, paths: readonly RecordsPath[]) {
    this.#scan = new JsonScanner(bytes, start);
    this.#paths = paths;
  }

  find(): Found | undefined {
    this.#visit(this.#paths, 0);
    if (this.#scan.peek() !== undefined) this.#scan.fault('More text follows the document');
    return this.#found;
  }

  /** Scans the value that starts here; `paths` are those that lead through it, `depth` steps of them done. */
  #visit(paths: readonly RecordsPath[], depth: number): void {
    const arrived = paths.find(({ names }) => names.length === depth);
    if (arrived) this.#take(arrived);
    else if (paths.length > 0 && this.#scan.peek() === openBrace) this.#descend(paths, depth);
    else this.#scan.skipValue();
  }

  #descend(paths: readonly RecordsPath[], depth: number): void {
    const seen = new Set<string>();
    this.#scan.eachMember((name) => {
      const onward = paths.filter(({ names }) => names[depth] === name);
      if (onward.length > 0 && seen.has(name))
        throw new JsonFault('JSON_DUPLICATE', `Two members are named ${name}`, { path: name });
      seen.add(name);
      this.#visit(onward, depth + 1);
    });
  }

  #take(path: RecordsPath): void {
    const ranges: ByteRange[] = [];
    const takeOne = () => {
      const start = this.#scan.at;
      this.#scan.skipValue();
      ranges.push({ start, end: this.#scan.at });
    };
    this.#scan.peek();
    if (!path.each) takeOne();
    else if (this.#scan.peek() === openBracket) this.#scan.eachElement(takeOne);
    else throw new JsonFault('FORMAT_RECORDS', `No list is at ${printPath(path)}`);
    this.#found ??= { ...path, ranges };
  }
}

const openBrace = 0x7b;
const openBracket = 0x5b;

const printPath = ({ names, each }: RecordsPath): string =>
  `$${names.map((name) => `.${name}`).join('')}${each ? '[*]' : ''}`;

function withHead({ ranges, each, names }: Found, document: ByteRange): readonly FramedRecord[] {
  const [first, last] = [ranges[0], ranges.at(-1)];
  if (names.length === 0 || first === undefined || last === undefined) return ranges;
  const around = [
    { start: document.start, end: first.start },
    { start: last.end, end: document.end },
  ];
  // A list can be left empty; a single member cannot be cut out, so its head is the whole document.
  const head = each ? around : [document];
  return ranges.map((range) => ({ ...range, head }));
}
