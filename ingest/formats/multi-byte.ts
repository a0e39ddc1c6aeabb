// East Asian encodings: one to four bytes a character, and a byte behind the first may be that of `|`, `\` or a letter. To look
// for marks without decoding, those bytes have to be covered.

export const multiByteEncodings = ['shift_jis', 'gb18030', 'big5'] as const;
export type MultiByteEncoding = (typeof multiByteEncodings)[number];

/** Stands for every byte of a character but its first. */
export const covered = 0xff;

/** How many bytes the character that begins here has. */
type LengthAt = (bytes: Uint8Array, at: number) => 1 | 2 | 4;

const isBetween = (byte: number | undefined, low: number, high: number): boolean =>
  byte !== undefined && byte >= low && byte <= high;

const lengths: Readonly<Record<MultiByteEncoding, LengthAt>> = {
  // 0xA1 to 0xDF are the half-width katakana, of one byte.
  shift_jis: (bytes, at) =>
    (isBetween(bytes[at], 0x81, 0x9f) || isBetween(bytes[at], 0xe0, 0xfc)) && isBetween(bytes[at + 1], 0x40, 0xfc)
      ? 2
      : 1,
  gb18030: (bytes, at) => {
    if (!isBetween(bytes[at], 0x81, 0xfe)) return 1;
    if (isBetween(bytes[at + 1], 0x30, 0x39)) return 4;
    return isBetween(bytes[at + 1], 0x40, 0xfe) ? 2 : 1;
  },
  big5: (bytes, at) => (isBetween(bytes[at], 0x81, 0xfe) && isBetween(bytes[at + 1], 0x40, 0xfe) ? 2 : 1),
};

/** The bytes with all but the first of each character covered: as long as they were, so that places stay what they are. */
export function coverCharacters(bytes: Uint8Array, encoding: MultiByteEncoding): Uint8Array {
  const lengthAt = lengths[encoding];
  const units = Uint8Array.from(bytes);
  for (let at = 0; at < units.length;) {
    const end = Math.min(at + lengthAt(bytes, at), units.length);
    units.fill(covered, at + 1, end);
    at = end;
  }
  return units;
}

/** Where a byte stands that neither begins a character nor is one; undefined where there is none. Decoders let some pass. */
export function strayByte(bytes: Uint8Array, encoding: MultiByteEncoding): number | undefined {
  const lengthAt = lengths[encoding];
  for (let at = 0; at < bytes.length;) {
    const length = lengthAt(bytes, at);
    if (length === 1 && bytes[at]! > 0x7f && !isAlone(bytes[at]!, encoding)) return at;
    at += length;
  }
  return undefined;
}

const isAlone = (byte: number, encoding: MultiByteEncoding): boolean =>
  encoding === 'shift_jis' && isBetween(byte, 0xa1, 0xdf);

export const isMultiByte = (encoding: string): encoding is MultiByteEncoding =>
  (multiByteEncodings as readonly string[]).includes(encoding);
