import { emptyObject } from '../../formats/names.ts';
import { isList, shown } from '../mapped-value.ts';
import type { Mapped, Read, Scope } from '../mapped-value.ts';
import { onText, readOf, refusedValue } from '../mapping-function.ts';
import type { MappingFunction } from '../mapping-function.ts';
import type { LookupTable, TableRow } from '../lookup-table.ts';

export const unit: MappingFunction = {
  name: 'unit',
  usage: 'unit',
  says: 'The UCUM code of a unit as the plant, UN/ECE Recommendation 20 or UCUM writes it.',
  takes: 'each',
  bind: (args, world) => args.done(onText('unit', (text) => readOf(world.readUnit(text)))),
};

export const lookup: MappingFunction = {
  name: 'lookup',
  usage: "lookup('verdicts')",
  says: 'What a table holds at the time of the event (the first instant of the plan, or at=…) for a code, or for a list of texts where it has several keys. A miss is an issue unless the table states a default. With one value column a text, else at(column).',
  takes: 'whole',
  bind(args, world) {
    const table = world.table(args.text(0));
    if (table.problem) return table;
    const when = args.reader('at', world);
    const read = (value: Mapped, scope: Scope): Read =>
      find(table.ok, value, table.ok.isTimed ? momentOf(when ? when(scope) : world.moment(scope)) : undefined);
    return args.done((value, scope) =>
      isList(value) && table.ok.keyColumns.length === 1
        ? value.map((item) => (item === undefined ? undefined : read(item, scope))).reduce<Read>(gathered, [])
        : read(value, scope),
    );
  },
};

function gathered(list: Read, item: Read): Read {
  if (!Array.isArray(list)) return list;
  return typeof item === 'object' && 'problem' in item ? item : [...(list as readonly (Mapped | undefined)[]), item];
}

const momentOf = (value: Read): string | undefined =>
  typeof value === 'object' && 'from' in value && typeof value.from === 'string' ? value.from : undefined;

function find(table: LookupTable, value: Mapped, at: string | undefined): Read {
  const keys = isList(value) ? value : [value];
  const texts = keys.filter((key) => typeof key === 'string');
  if (texts.length < keys.length) return refusedValue('MAP_TYPE', `Table ${table.name} is looked up by texts`, value);
  if (texts.length !== table.keyColumns.length)
    return refusedValue('MAP_TYPE', `Table ${table.name} has ${table.keyColumns.length} keys`, value);
  const found = table.find(texts, at);
  if (found.row) return valueOf(found.row);
  return refusedValue(
    'LOOKUP_MISS',
    `Table ${table.name} has no "${texts.join(', ')}" (${found.miss})`,
    texts.length === 1 ? (texts[0] ?? '') : shown(texts),
  );
}

function valueOf({ values }: TableRow): Mapped | undefined {
  const entries = Object.entries(values).filter(([column]) => column !== 'reason');
  const [only] = entries;
  if (entries.length === 1 && only) return only[1] === '' ? undefined : only[1];
  const row = emptyObject();
  for (const [column, value] of entries) if (value !== '') row[column] = value;
  return row;
}
