import type { MappingFunction } from './mapping-function.ts';
import { gs1, id, uri, uuid } from './functions/identity.ts';
import { absentIf, distinct, first, join, keep, last, only, sort, split } from './functions/lists.ts';
import { person } from './functions/person.ts';
import { bcd, bits, bool, decimal, hex, integer, negate, round, scale } from './functions/number.ts';
import { at, base64, json, match, parse, sha256, xmlText } from './functions/structure.ts';
import { lookup, unit } from './functions/table.ts';
import { lower, padLeft, replace, slice, squash, strip, stripLeft, trim, upper } from './functions/text.ts';
import { date, datetime, duration, epoch } from './functions/time.ts';

const all: readonly MappingFunction[] = [
  ...[trim, upper, lower, squash, strip, stripLeft, padLeft, slice, replace, split, join, parse, match],
  ...[absentIf, only, first, last, distinct, sort, keep],
  ...[decimal, integer, scale, round, negate, bool, hex, bcd, bits],
  ...[datetime, date, epoch, duration],
  ...[id, gs1, uri, uuid, person],
  ...[unit, lookup],
  ...[at, json, xmlText, base64, sha256],
];

/** Every function a pipe can call. To add one: a file in `functions/`, a line here. */
export const mappingFunctions: ReadonlyMap<string, MappingFunction> = new Map(all.map((each) => [each.name, each]));
