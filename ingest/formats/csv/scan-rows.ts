import type { CodeUnits } from '../encoding.ts';
import { limits } from '../limits.ts';

/** A row in code units, without its line end. */
export interface Row {
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

export interface RowMarks {
  /** Character codes. */
  readonly delimiter: number;
  readonly quote: number | undefined;
}

const lineFeed = 10;
const carriageReturn = 13;

/**
 * Cuts a text into rows. A line end inside a quoted field does not end its row. A quote that is not closed within the
 * size limit of a record ends its row at the end of its line, so that one stray quote costs one row and not the file;
 * what is wrong with the row is said when it is read. Blank rows are given too.
 */
export function scanRows(units: CodeUnits, from: number, { delimiter, quote }: RowMarks): readonly Row[] {
  const rows: Row[] = [];
  let line = 1;
  let nextQuote = quote === undefined ? units.length : indexOf(units, quote, from);
  for (let start = from; start < units.length;) {
    let end = indexOf(units, lineFeed, start);
    // Most rows hold no quote, and looking for the next one and the next line end is all they cost.
    if (nextQuote < end && quote !== undefined) {
      end = quotedRowEnd(units, start, delimiter, quote);
      nextQuote = indexOf(units, quote, end);
    }
    rows.push({ start, end: withoutReturn(units, start, end), line });
    line += 1 + lineEndsInside(units, start, end);
    start = end + 1;
  }
  return rows;
}

function quotedRowEnd(units: CodeUnits, start: number, delimiter: number, quote: number): number {
  let atFieldStart = true;
  for (let i = start; i < units.length; i++) {
    const unit = units[i]!;
    if (unit === lineFeed) return i;
    if (unit === quote && atFieldStart) {
      const close = closingQuote(units, i + 1, quote);
      if (close === -1) return indexOf(units, lineFeed, i);
      i = close;
      atFieldStart = false;
    } else {
      atFieldStart = unit === delimiter;
    }
  }
  return units.length;
}

function closingQuote(units: CodeUnits, from: number, quote: number): number {
  for (let i = from; i - from <= limits.csvRecordBytes;) {
    const found = indexOf(units, quote, i);
    if (found === units.length) return -1;
    if (units[found + 1] !== quote) return found - from <= limits.csvRecordBytes ? found : -1;
    i = found + 2;
  }
  return -1;
}

function withoutReturn(units: CodeUnits, start: number, end: number): number {
  return end > start && units[end - 1] === carriageReturn ? end - 1 : end;
}

function lineEndsInside(units: CodeUnits, start: number, end: number): number {
  let count = 0;
  for (let i = indexOf(units, lineFeed, start); i < end; i = indexOf(units, lineFeed, i + 1)) count += 1;
  return count;
}

function indexOf(units: CodeUnits, unit: number, from: number): number {
  const found = units.indexOf(unit, from);
  return found === -1 ? units.length : found;
}
