import type { ByteRange } from '../../format.ts';
import type { CodeUnits, Encoding } from '../encoding.ts';

/**
 * Records of `length` characters behind each other, in code units. What is left at the end is a record too, which reading
 * refuses as cut off; a line end or an end-of-file character there is none.
 */
export function cutJoined(units: CodeUnits, from: number, length: number, encoding: Encoding): readonly ByteRange[] {
  const records: ByteRange[] = [];
  for (let start = from; start < units.length;) {
    const end = encoding === 'utf-8' ? afterCharacters(units, start, length) : Math.min(start + length, units.length);
    if (end < units.length || !isClosing(units, start)) records.push({ start, end });
    start = end;
  }
  return records;
}

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

function afterCharacters(bytes: CodeUnits, start: number, length: number): number {
  let at = start;
  for (let count = 0; count < length && at < bytes.length; count++) {
    at += 1;
    while (isContinuation(bytes[at])) at += 1;
  }
  return at;
}

const closing: ReadonlySet<number> = new Set([0x0a, 0x0d, 0x1a]);

function isClosing(units: CodeUnits, start: number): boolean {
  for (let i = start; i < units.length; i++) if (!closing.has(units[i]!)) return false;
  return true;
}
