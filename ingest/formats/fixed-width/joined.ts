import type { ByteRange } from '../../format.ts';
import type { CodeUnits, Encoding } from '../encoding.ts';
import { covered, isMultiByte } from '../multi-byte.ts';

/**
 * Records of `length` characters behind each other, in code units. What is left at the end is a record too, which reading
 * refuses as cut off; a line end or an end-of-file character there is none.
 */
export function cutJoined(units: CodeUnits, from: number, length: number, encoding: Encoding): readonly ByteRange[] {
  const records: ByteRange[] = [];
  const continues = continuationOf(encoding);
  for (let start = from; start < units.length;) {
    const end = continues ? afterCharacters(units, start, length, continues) : Math.min(start + length, units.length);
    if (end < units.length || !isClosing(units, start)) records.push({ start, end });
    start = end;
  }
  return records;
}

type Continues = (unit: number) => boolean;

/** Whether a unit goes on with the character before it; undefined where a unit is a character. */
function continuationOf(encoding: Encoding): Continues | undefined {
  if (encoding === 'utf-8') return (byte) => (byte & 0xc0) === 0x80;
  return isMultiByte(encoding) ? (byte) => byte === covered : undefined;
}

function afterCharacters(units: CodeUnits, start: number, length: number, continues: Continues): number {
  let at = start;
  for (let count = 0; count < length && at < units.length; count++) {
    at += 1;
    while (at < units.length && continues(units[at]!)) at += 1;
  }
  return at;
}

const closing: ReadonlySet<number> = new Set([0x0a, 0x0d, 0x1a]);

function isClosing(units: CodeUnits, start: number): boolean {
  for (let i = start; i < units.length; i++) if (!closing.has(units[i]!)) return false;
  return true;
}
