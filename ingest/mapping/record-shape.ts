import type { SourceObject } from '../format.ts';
import { mayNamePeople } from './mapping-function.ts';
import type { PlanColumns } from './mapping-function.ts';

/** A field that the plan maps, and whether what stands in it is a number. Empty fields tell nothing. */
export interface FieldShape {
  readonly field: string;
  readonly isNumber: boolean;
  readonly value: string;
}

const number = /^[+-]?\d[\d.,' ]*$/;

/** Of the fields at the top of a record only: those are the columns and the parts of a message that people rename and refill. */
export function shapeOfRecord(record: SourceObject, columns: PlanColumns): readonly FieldShape[] {
  return [...columns.mapped].flatMap((field) => {
    const value = record[field];
    if (mayNamePeople(columns, field) || typeof value !== 'string' || value.trim() === '') return [];
    return [{ field, isNumber: number.test(value.trim()), value: value.trim().slice(0, 200) }];
  });
}
