import { eventKey } from '../../graph/events/event-key.ts';
import { validateEvent } from '../../graph/events/validate.ts';
import { readIsoTime } from '../../graph/model/iso-time.ts';
import { contentDigest } from '../../ingest/mapping/map-record.ts';
import type { SourceObject } from '../../ingest/format.ts';

type Row = Readonly<Record<string, string>>;

/** What one would write for a station's message without a mapping language: the same event, checked and keyed alike. */
export function mapByHand(record: SourceObject, seq: number, mapping: string): object {
  const { station, nr, start, end, order, operator, article, unit, parts, settings } = record as unknown as Row & {
    readonly parts: readonly (Row & { readonly position: readonly string[] })[];
    readonly settings: readonly Row[];
  };
  const key = `${station!}/${nr!}`;
  const recordKey = `messages/${key}`;
  const identity = { namespace: 'messages', recordKey: key, rule: 'build', ordinal: 0 };
  const event = {
    verb: 'assemble',
    key: eventKey({ ...identity, contentDigest: contentDigest(record) }),
    site: 'W1',
    context: 'actual',
    time: { ...timeOf(start!), basis: 'event', to: timeOf(end!).from },
    order: { kind: 'order', ...own(order!) },
    equipment: [{ kind: 'equipment', ...own(station!.toUpperCase()) }],
    actors: [{ kind: 'person', ...own(operator!) }],
    assembly: { kind: 'unit', ...own(unit!), material: article!.replace(/[.\- ]/g, '') },
    parts: parts.map(partOf),
    values: settings.map(({ name, value, unit: of }) => ({ characteristic: name, value, type: 'decimal', unit: of })),
    recordKey,
    source: { record: seq, pointer: 'build[0]', name: 'messages', view: 'common' },
    mapping,
  };
  const valid = validateEvent(event);
  if (valid.problems) throw new Error(valid.problems[0].message);
  return valid.ok;
}

const own = (value: string) => ({ scheme: 'local', issuer: 'wendelau', value });

function timeOf(text: string) {
  const { ok } = readIsoTime(text, {});
  if (!ok) throw new Error(`${text} is no time`);
  return ok;
}

function partOf({ part, lot, quantity, uom, position }: Row & { readonly position: readonly string[] }) {
  if (uom !== 'ST' || !/^\d+(\.\d+)?$/.test(quantity!)) throw new Error(`${quantity!} ${uom!} is no quantity`);
  const value = lot!.replaceAll(' ', '').toUpperCase();
  return {
    thing: { kind: 'lot', ...own(value), material: part!.replace(/[.\- ]/g, '') },
    quantity: { value: quantity, unit: '{piece}', basis: 'counted', raw: { value: quantity, unit: uom } },
    position,
  };
}
