import { refOfKey } from '../graph/model/object-ref.ts';
import type { ObjectKey } from '../graph/model/object-ref.ts';
import { compareUtf8 } from '../graph/model/utf8-order.ts';
import type { AnswerGroup, AnswerRow, Counts, GroupBy, RowFilter, RowPage } from './answer.ts';
import { customersOf } from './customers.ts';
import { parentOf, reasonOf } from './parents.ts';
import type { Answered } from './answered.ts';
import { kindOf, materialOf, siteOf } from './row-facts.ts';

export function answerRow(answered: Answered, place: number): AnswerRow {
  const { rows, frozen } = answered;
  const row = frozen.row(place);
  const keys = rows.identity.keys(row);
  const reason = reasonOf(answered, place);
  const parent = parentOf(answered, place)?.edge;
  return {
    id: keys[0]!,
    keys,
    kind: kindOf(rows, row),
    depth: frozen.depth(place),
    inclusion: frozen.isCertain(place) ? 'certain' : 'possible',
    ...(reason === undefined ? {} : { reason }),
    extent: 'whole',
    ...(parent === undefined ? {} : { parentEdge: rows.lens.index.eid(parent) }),
  };
}

/** Rows from ordinal `at` of the frozen, filtered order. */
export function rowPage(answered: Answered, at: number, first: number, filter?: RowFilter): RowPage {
  const { rows, frozen } = answered;
  const places = filter === undefined ? undefined : filteredPlaces(answered, filter);
  const total = places?.length ?? frozen.count;
  const end = Math.min(total, at + first);
  if (!places) frozen.order(rows, end);
  // Ordering moves rows of a level among themselves, never between levels.
  if (!places) answered.places.fill(frozen, rows.lens.index.nodes.count);
  const shown = Array.from({ length: Math.max(0, end - at) }, (_, i) => places?.[at + i] ?? at + i);
  return {
    rows: shown.map((place) => ({
      ...answerRow(answered, place),
      customers: customersOf(rows, frozen.row(place)),
    })),
    total,
    ...(end < total ? { next: end } : {}),
  };
}

export function groupsOf(answered: Answered, by: readonly GroupBy[], filter?: RowFilter): readonly AnswerGroup[] {
  const { rows, frozen } = answered;
  const groups = new Map<string, { keys: readonly string[]; certain: number; possible: number }>();
  const places = filter === undefined ? everyPlace(answered) : filteredPlaces(answered, filter);
  for (const place of places) {
    const isCertain = frozen.isCertain(place);
    for (const keys of groupKeys(answered, frozen.row(place), isCertain, by)) {
      const name = JSON.stringify(keys);
      let group = groups.get(name);
      if (!group) groups.set(name, (group = { keys, certain: 0, possible: 0 }));
      group[isCertain ? 'certain' : 'possible']++;
    }
  }
  return [...groups.values()]
    .map(({ keys, certain, possible }) => ({
      keys,
      rows: certain + possible,
      counts: { certain, possible } satisfies Counts,
    }))
    .sort((a, b) => b.rows - a.rows || compareUtf8(JSON.stringify(a.keys), JSON.stringify(b.keys)));

  function everyPlace({ frozen: all }: Answered): readonly number[] {
    return Array.from({ length: all.count }, (_, place) => place);
  }

  // A row that went to several customers counts with each of them.
  function groupKeys(
    of: Answered,
    row: number,
    isCertain: boolean,
    wanted: readonly GroupBy[],
  ): readonly (readonly string[])[] {
    const values = wanted.map((one) => valuesOf(of, row, isCertain, one));
    return values.reduce<readonly (readonly string[])[]>(
      (combined, next) => combined.flatMap((keys) => next.map((value) => [...keys, value])),
      [[]],
    );
  }

  function valuesOf(of: Answered, row: number, isCertain: boolean, wanted: GroupBy): readonly string[] {
    switch (wanted) {
      case 'kind':
        return [kindOf(rows, row)];
      case 'material':
        return [materialOf(rows, row)];
      case 'site':
        return [siteOf(rows, row)];
      case 'inclusion':
        return [isCertain ? 'certain' : 'possible'];
      case 'customer': {
        const customers = customersOf(of.rows, row);
        return customers.length === 0 ? [''] : customers;
      }
    }
  }
}

function filteredPlaces(answered: Answered, filter: RowFilter): readonly number[] {
  const { rows, frozen } = answered;
  frozen.order(rows);
  answered.places.fill(frozen, rows.lens.index.nodes.count);
  const fits = fitting(answered, filter);
  const found: number[] = [];
  for (let place = 0; place < frozen.count; place++) if (fits(place)) found.push(place);
  return found;
}

function fitting({ rows, frozen }: Answered, filter: RowFilter): (place: number) => boolean {
  const { kinds, materials, customers, inclusions, text } = filter;
  const wanted = text?.toUpperCase();
  const isOf = (material: ObjectKey) => materials!.some((one) => one === material || one === refOfKey(material)?.value);
  return (place) => {
    const row = frozen.row(place);
    if (inclusions && !inclusions.includes(frozen.isCertain(place) ? 'certain' : 'possible')) return false;
    if (kinds && !kinds.includes(kindOf(rows, row))) return false;
    if (materials && !isOf(materialOf(rows, row))) return false;
    if (wanted !== undefined && !rows.identity.keys(row).some((key) => key.toUpperCase().includes(wanted)))
      return false;
    return !customers || customersOf(rows, row).some((customer) => customers.includes(customer));
  };
}
