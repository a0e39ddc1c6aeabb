import fc from 'fast-check';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deepStrictEqual as mustBe, ok as must } from 'node:assert/strict';
import { errors } from '../../graph/errors.ts';
import { outcomeKinds } from '../../graph/ledger/outcomes.ts';
import type { Outcome } from '../../graph/ledger/outcomes.ts';
import type { Decoded, Format, FrameResult } from '../../ingest/format.ts';
import { cutHead } from '../../ingest/formats/framing.ts';
import { formats } from '../../ingest/formats/registry.ts';
import { FileIntake } from '../formats/file-intake.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { mutated } from './mutated.ts';

const size = 50;
const largest = 4096;

/** A format with everything behind it: each input is a file that is framed, kept, read, mapped and applied. */
export function formatTarget(
  name: string,
  config: { readonly format: string; readonly [option: string]: unknown },
): FuzzTarget {
  const format = formats.get(config.format)!;
  const decode = config as never;
  const ending = name === 'epcis-xml' ? 'xml' : name === 'epcis' ? 'jsonld' : '*';
  const corpus = globSync(`{cases,broken}/*/input.${ending}`, { cwd: folderOf(config.format) })
    .filter((path) => !path.endsWith('repeat.json'))
    .map((path) => new Uint8Array(readFileSync(join(folderOf(config.format), path))))
    .filter(({ length }) => length <= largest);
  const tokens = tokensOf[name as keyof typeof tokensOf];
  const pieces = fc.array(fc.constantFrom(...tokens), { maxLength: 30 }).map((parts) => bytesOf(parts.join('')));
  const inputs = fc.oneof(
    { arbitrary: fc.uint8Array({ maxLength: 60 }), weight: 1 },
    { arbitrary: pieces, weight: 2 },
    { arbitrary: mutated(corpus, tokens), weight: 3 },
  );
  return {
    name,
    size,
    batches: fc.array(inputs, { minLength: size, maxLength: size }),
    run: (batch) => run(format, decode, batch as readonly Uint8Array[]),
  };
}

const folderOf = (format: string): string => join(import.meta.dirname, '../../ingest/formats', format);
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

async function run(format: Format<never>, decode: never, files: readonly Uint8Array[]): Promise<readonly string[]> {
  const intake = await FileIntake.of(format, decode);
  const before = prototypes();
  const landed: number[] = [];
  for (const bytes of files) {
    const frame = format.frame(bytes, decode);
    mustFrame(bytes, frame);
    mustDecode(format, decode, bytes, frame);
    landed.push(...(await intake.land(bytes)));
  }
  const positions = [...new Set(landed)];
  const outcomes = await intake.became(positions);
  mustBe(prototypes(), before);
  // Nothing falls out between what landed and its ends.
  const facts = intake.outcomes.counts().find(({ source }) => source === 'line')!.counts;
  const controls = intake.ledger.reader.head().seq - positions.length;
  mustBe(
    Object.values(facts).reduce((sum, count) => sum + count, 0),
    positions.length + controls,
  );
  return outcomes.map(mustEnd);
}

const prototypes = (): readonly (readonly string[])[] =>
  [Object.prototype, Array.prototype, Function.prototype].map((one) => Object.getOwnPropertyNames(one));

/** Records lie in the file, in its order, beside each other; an unframed file is one record. */
function mustFrame(bytes: Uint8Array, { records, issue }: FrameResult): void {
  let last = 0;
  for (const { start, end, head = [] } of records) {
    must(last <= start && start <= end && end <= bytes.length, `record ${start}-${end} after ${last}`);
    for (const range of head) must(range.start <= range.end && range.end <= bytes.length, 'head outside the file');
    last = end;
  }
  if (issue)
    mustBe(
      records.map(({ start, end }) => [start, end]),
      [[0, bytes.length]],
    );
}

/** The same answer for the same bytes, as data that reaches no prototype, or a code with its remedy. */
function mustDecode(format: Format<never>, decode: never, bytes: Uint8Array, { records }: FrameResult): void {
  for (const { start, end, head } of records.slice(0, 5)) {
    const read = (): Decoded => format.decode(bytes.subarray(start, end), head && cutHead(bytes, head), decode);
    const decoded = read();
    mustBe(read(), decoded);
    if (decoded.ok) mustBe(Object.getPrototypeOf(decoded.record), null);
    else must(decoded.problem.message.includes(errors[decoded.problem.code].remedy), decoded.problem.message);
  }
}

/** Exactly one of five ends; of what waits: why, where, and what to do. */
function mustEnd(outcome: Outcome | undefined): string {
  must(outcome && outcomeKinds.includes(outcome.kind), 'a record has no outcome');
  const { kind, quarantine } = outcome;
  mustBe(kind === 'quarantined', quarantine !== undefined);
  if (!quarantine) return kind;
  const { code, path, message } = quarantine;
  must(code in errors && code !== 'INTERNAL', `${code} is no code for bad input`);
  must(path !== '', `${code} has no place: ${message}`);
  must(message.includes(errors[code as keyof typeof errors].remedy), `${code} has no remedy: ${message}`);
  return code;
}

const gtin = '(01)09521234070054(21)S17';
const nasty = ['__proto__', 'constructor', '\0', '\ufeff', '1e400', '-0', 'ü', '😀', '"', "'", '\\', '\n', '\r\n', ' '];
const ofJson = ['{', '}', '[', ']', ':', ',', '"lot"', '"gtin"', `"${gtin}"`, '"amount"', '"unit"', '"KGM"', '"rows"'];
const ofXml = ['<rows>', '</rows>', '<row>', '</row>', '<lot>', '</lot>', '<!DOCTYPE x [', '<![CDATA[', ']]>', '<!--'];
const ofEpcis = [
  'ObjectEvent',
  'TransformationEvent',
  'AssociationEvent',
  'urn:epc:id:sgtin:9521234.007005.S17',
  'DELETE',
];
const lowSurrogate = String.raw`"\udc00"`;

const tokensOf = {
  csv: [...nasty, ';', 'lot;gtin;amount;unit\n', `L7;${gtin};2;KGM\n`, '""', ';;;\n'],
  'fixed-width': [...nasty, 'L77   ', gtin.padEnd(30), '2.5'.padStart(12), 'KGM     ', '\n'],
  json: [...nasty, ...ofJson, 'true', 'null', '12.50', lowSurrogate, '{"rows":[', ']}'],
  ndjson: [...nasty, ...ofJson, 'false', '0.1', lowSurrogate],
  xml: [...nasty, ...ofXml, '-->', '<?xml version="1.0"?>', '&amp;', '&x;', '&#0;', ' a="1"', '<a xmlns:p="u">', '/>'],
  epcis: [...nasty, ...ofJson, ...ofEpcis, '"@context"', '"type"', '"epcList"', '"eventTime"', '"ilmd"', lowSurrogate],
  'epcis-xml': [
    ...nasty,
    ...ofXml,
    ...ofEpcis,
    '<extension>',
    '</extension>',
    '<action>',
    '<epc>',
    '<ObjectEvent>',
    '/>',
  ],
} as const;
