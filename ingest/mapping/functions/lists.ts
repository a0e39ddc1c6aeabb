import { compareUtf8 } from '../../../graph/model/utf8-order.ts';
import type { MappingFunction } from '../mapping-function.ts';
import { onText, refusedValue } from '../mapping-function.ts';
import { isList, Issue, shown } from '../mapped-value.ts';
import type { Mapped, MappedList, Read, Scope } from '../mapped-value.ts';
import { asSource, compilePath } from '../path.ts';
import { readPath } from '../pipe.ts';

const listOf = (value: Mapped): MappedList => (isList(value) ? value : [value]);
const found = (value: Mapped): readonly Mapped[] => listOf(value).filter((item) => item !== undefined);
const orAbsent = (list: readonly Mapped[]): MappedList | undefined => (list.length === 0 ? undefined : list);

export const split: MappingFunction = {
  name: 'split',
  usage: "split('|')",
  says: 'A list of the texts between the marks; empty ones are left out.',
  takes: 'each',
  bind(args) {
    const mark = args.text(0);
    return args.done(onText('split', (text) => orAbsent(text.split(mark).filter((part) => part.trim() !== ''))));
  },
};

export const join: MappingFunction = {
  name: 'join',
  usage: "join('/')",
  says: 'One text out of a list, with the mark between. Absent when any of the items is.',
  takes: 'whole',
  bind(args) {
    const mark = args.text(0);
    return args.done((value) => joined(listOf(value), mark));
  },
};

function joined(list: MappedList, mark: string): Read {
  const texts: string[] = [];
  for (const item of list) {
    // A key made of the parts that happen to be there would be another record's key.
    if (item === undefined) return undefined;
    if (typeof item !== 'string') return refusedValue('MAP_TYPE', `join reads texts, and this is ${shown(item)}`, item);
    texts.push(item);
  }
  return texts.join(mark);
}

export const absentIf: MappingFunction = {
  name: 'absent-if',
  usage: "absent-if('UNK', 'N/A')",
  says: 'Absent when the text, without blanks around it, is one of these.',
  takes: 'each',
  bind(args) {
    const fillers = new Set(args.texts());
    return args.done(onText('absent-if', (text) => (fillers.has(text.trim()) ? undefined : text)));
  },
};

const places: Readonly<Record<'first' | 'last', (list: readonly Mapped[]) => Mapped | undefined>> = {
  first: (list) => list[0],
  last: (list) => list.at(-1),
};

function placeFunction(name: 'first' | 'last'): MappingFunction {
  const says = `The ${name} item of a list.`;
  return { name, usage: name, says, takes: 'whole', bind: (args) => args.done((value) => places[name](found(value))) };
}
export const first = placeFunction('first');
export const last = placeFunction('last');

export const only: MappingFunction = {
  name: 'only',
  usage: 'only',
  says: 'The item of a list that must hold exactly one.',
  takes: 'whole',
  bind: (args) =>
    args.done((value) => {
      const list = found(value);
      return list.length > 1 ? refusedValue('MAP_SEVERAL', `${list.length} values where one is meant`, list) : list[0];
    }),
};

export const distinct: MappingFunction = {
  name: 'distinct',
  usage: 'distinct',
  says: 'Each text once, in the order of first appearance.',
  takes: 'whole',
  bind: (args) =>
    args.done((value) => orAbsent([...new Map(found(value).map((item) => [shown(item), item])).values()])),
};

export const sort: MappingFunction = {
  name: 'sort',
  usage: 'sort(nr)',
  says: 'In the order of a field of the items, or of the texts themselves, by UTF-8 bytes.',
  takes: 'whole',
  bind(args) {
    const by = args.optionalText(0);
    const path = by === undefined ? undefined : readPath(by);
    if (path?.problem) return path;
    const read = path && compilePath(path.ok);
    const textOf = (item: Mapped, scope: Scope): string => {
      const source = asSource(item);
      const field = read === undefined || source === undefined ? item : read({ ...scope, item: source });
      return field instanceof Issue || field === undefined ? '' : shown(field);
    };
    return args.done((value, scope) =>
      found(value).toSorted((a, b) => compareUtf8(textOf(a, scope), textOf(b, scope))),
    );
  },
};

export const keep: MappingFunction = {
  name: 'keep',
  usage: 'keep(\'i.type == "A"\')',
  says: 'The items of a list for which a condition holds; the condition calls the item i.',
  takes: 'whole',
  bind(args, world) {
    const condition = world.condition(args.text(0));
    if (condition.problem) return condition;
    const holds = condition.ok;
    return args.done((value, scope) => {
      const kept: Mapped[] = [];
      for (const item of found(value)) {
        const decided = holds({ item: asSource(item) ?? null, outer: scope, run: scope.run });
        if (decided instanceof Issue) return decided;
        if (decided) kept.push(item);
      }
      return orAbsent(kept);
    });
  },
};
