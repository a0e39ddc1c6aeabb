import iconv from 'iconv-lite';
import { problem, refused } from '../../graph/errors.ts';
import type { Result } from '../../graph/errors.ts';
import { ebcdicEncodings, ebcdicTable, isEbcdic } from './ebcdic.ts';
import { coverCharacters, isMultiByte, multiByteEncodings, strayByte } from './multi-byte.ts';
import type { MultiByteEncoding } from './multi-byte.ts';

/**
 * The encodings a plan may declare. All of them have code units, a byte or two bytes each, in which ASCII characters are
 * themselves and nothing else is one, which is what lets framing look for line ends and brackets without decoding.
 */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'us-ascii',
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'windows-1253',
  'windows-1254',
  'windows-1257',
  'iso-8859-1',
  'iso-8859-2',
  'iso-8859-5',
  'iso-8859-7',
  'iso-8859-9',
  'iso-8859-15',
  'ibm437',
  'ibm850',
  'ibm852',
  'ibm858',
  'koi8-r',
  ...multiByteEncodings,
  ...ebcdicEncodings,
] as const;

export type Encoding = (typeof encodings)[number];

/** Code units of a text: bytes, or byte pairs in UTF-16. ASCII characters are their own code in both. */
export type CodeUnits = Uint8Array | Uint16Array<ArrayBuffer>;

export const unitBytes = (encoding: Encoding): 1 | 2 => (encoding.startsWith('utf-16') ? 2 : 1);

/** The encoding by a name as documents write it, in any case and with the usual aliases. */
export function encodingNamed(name: string): Encoding | undefined {
  const plain = name.toLowerCase().replace(/[_ ]/g, '-');
  const known = encodings.find((encoding) => encoding === plain);
  return known ?? aliases[plain];
}

const aliases: Readonly<Record<string, Encoding>> = {
  utf8: 'utf-8',
  ascii: 'us-ascii',
  'utf-16': 'utf-16le',
  latin1: 'iso-8859-1',
  latin9: 'iso-8859-15',
  cp437: 'ibm437',
  cp850: 'ibm850',
  cp852: 'ibm852',
  cp858: 'ibm858',
  cp1250: 'windows-1250',
  cp1251: 'windows-1251',
  cp1252: 'windows-1252',
  cp932: 'shift_jis',
  'shift-jis': 'shift_jis',
  'windows-31j': 'shift_jis',
  gbk: 'gb18030',
  gb2312: 'gb18030',
};

const marks: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** The encoding that a byte order mark at the start states, and the mark's length. */
export function markOf(bytes: Uint8Array): { readonly encoding: Encoding; readonly length: number } | undefined {
  const found = marks.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
  return found && { encoding: found[0], length: found[1].length };
}

/** Length of the byte order mark of this encoding at the start of the bytes, or 0. */
export function markLength(bytes: Uint8Array, encoding: Encoding): number {
  const mark = markOf(bytes);
  return mark?.encoding === encoding ? mark.length : 0;
}

export function codeUnits(bytes: Uint8Array, encoding: Encoding): Result<CodeUnits> {
  if (isMultiByte(encoding)) return { ok: coverCharacters(bytes, encoding) };
  if (isEbcdic(encoding)) return { ok: inLatin(bytes, encoding) };
  if (unitBytes(encoding) === 1) return { ok: bytes };
  if (bytes.length % 2 !== 0) {
    return {
      problem: problem('ENCODING_INVALID', `${bytes.length} bytes are no ${encoding}: half of a unit is missing`),
    };
  }
  const pairs = Buffer.from(bytes);
  if (encoding === 'utf-16be') pairs.swap16();
  return { ok: new Uint16Array(new Uint8Array(pairs).buffer) };
}

/** A byte a character; what is beyond ISO 8859-1 is no mark that framing looks for. */
function inLatin(bytes: Uint8Array, encoding: Encoding): Uint8Array {
  const table = tableOf(encoding);
  return Uint8Array.from(bytes, (byte) => Math.min(table[byte]!, 0xff));
}

/** The text, or the first byte that is none. A byte order mark is part of the text: framing leaves it out. */
export function decodeText(bytes: Uint8Array, encoding: Encoding): Result<string> {
  if (isMultiByte(encoding)) return decodeMultiByte(bytes, encoding);
  if (encoding === 'utf-8' || unitBytes(encoding) === 2) return decodeStrictly(bytes, encoding);
  return decodeSingleBytes(bytes, encoding);
}

/** The bytes of a text, for the examples of plans. What the encoding has no character for becomes `?`. */
export function encodeText(text: string, encoding: Encoding): Uint8Array {
  if (!isEbcdic(encoding)) return iconv.encode(text, encoding);
  const table = tableOf(encoding);
  return Uint8Array.from(text, (character) => {
    const byte = table.lastIndexOf(character.charCodeAt(0));
    return byte < 0 ? table.indexOf(0x3f) : byte;
  });
}

function decodeMultiByte(bytes: Uint8Array, encoding: MultiByteEncoding): Result<string> {
  const at = strayByte(bytes, encoding);
  return at === undefined ? decodeStrictly(bytes, encoding) : noCharacter(bytes[at]!, at, encoding);
}

function decodeStrictly(bytes: Uint8Array, encoding: Encoding): Result<string> {
  try {
    return { ok: new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { problem: problem('ENCODING_INVALID', `The bytes are not ${encoding}`, { value: excerpt(bytes) }) };
  }
}

// A table of 256 characters instead of a call of iconv a record: ten times faster, and bytes that the encoding leaves
// undefined are seen instead of replaced.
function decodeSingleBytes(bytes: Uint8Array, encoding: Encoding): Result<string> {
  const table = tableOf(encoding);
  const units = new Uint16Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) {
    const unit = table[bytes[i]!]!;
    if (unit === undefinedByte) return noCharacter(bytes[i]!, i, encoding);
    units[i] = unit;
  }
  return { ok: Buffer.from(units.buffer).toString('utf16le') };
}

const noCharacter = (byte: number, at: number, encoding: Encoding): Result<string> =>
  refused('ENCODING_INVALID', `Byte ${hex(byte)} at offset ${at} is no character of ${encoding}`, { value: hex(byte) });

const undefinedByte = 0xfffd;
const tables = new Map<Encoding, Uint16Array>();

function tableOf(encoding: Encoding): Uint16Array {
  const known = tables.get(encoding);
  if (known) return known;
  const table = isEbcdic(encoding) ? ebcdicTable(encoding) : asciiTable(encoding);
  tables.set(encoding, table);
  return table;
}

const asciiTable = (encoding: Encoding): Uint16Array =>
  Uint16Array.from({ length: 256 }, (_, byte) =>
    encoding === 'us-ascii' && byte > 127 ? undefinedByte : iconv.decode(Buffer.of(byte), encoding).charCodeAt(0),
  );

const hex = (byte: number): string => `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`;
const excerpt = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(0, 200)).toString('latin1').slice(0, 200);
