import type { Problem } from '../../graph/errors.ts';
import type { ContextObject, Quantity, Thing, Time, Use, Value } from '../../graph/events/parts.ts';
import { readDecimal } from '../../graph/model/decimal.ts';
import { readIsoTime } from '../../graph/model/iso-time.ts';
import { isThingKind, objectKey } from '../../graph/model/object-ref.ts';
import type { ObjectKind, ObjectRef } from '../../graph/model/object-ref.ts';
import { readUnit } from '../../graph/model/unit-reader.ts';
import { readUri } from '../../graph/model/uri-ref.ts';
import type { UriReading } from '../../graph/model/uri-ref.ts';
import type { SourceObject, SourceValue } from '../format.ts';
import { isObject } from '../formats/names.ts';

/**
 * Reads the parts of one event. The first thing that cannot be read is remembered as `problem`, so that the parts can be
 * written one after the other; the event is then refused as a whole.
 */
export class EpcisParts {
  readonly event: SourceObject;
  /** Keys and texts met so far, for a record that has to wait. */
  readonly names = new Set<string>();
  /** Lots that stand beside serial numbers in one key, or in ILMD. */
  readonly lots = new Map<string, { readonly lot: ObjectRef; readonly units: ObjectRef[] }>();
  /** Lists with an entry that is neither a thing nor a material, and so is no part of a statement. */
  readonly odd = new Set<string>();
  problem: Problem | undefined;

  constructor(event: SourceObject) {
    this.event = event;
  }

  text(name: string): string | undefined {
    const value = this.event[name];
    return typeof value === 'string' ? value : undefined;
  }

  list(name: string): readonly SourceValue[] {
    return listOf(this.event[name]);
  }

  /** Instance-level keys of a list and class-level ones with their quantities. */
  uses(epcs: string, quantities: string): readonly Use[] {
    return [
      ...this.list(epcs).flatMap((epc, i) => this.#use(epc, 'unit', `${epcs}[${i}]`)),
      ...this.list(quantities).flatMap((entry, i) => this.#amountIn(quantities, entry, i)),
    ];
  }

  /** Keys of a list that are no things: documents, places, people. */
  others(epcs: string): readonly ObjectRef[] {
    return this.list(epcs).flatMap((epc, i) => {
      const ref = typeof epc === 'string' ? this.read(epc, 'unit', `${epcs}[${i}]`)?.ref : undefined;
      return ref && !isThingKind(ref.kind) && ref.kind !== 'material' ? [ref] : [];
    });
  }

  thing(name: string, kind: ObjectKind): Thing | undefined {
    const uri = this.text(name);
    const ref = uri === undefined ? undefined : this.read(uri, kind, name)?.ref;
    return ref && isThingKind(ref.kind) ? (ref as Thing) : undefined;
  }

  read(uri: string, kind: ObjectKind, path: string): UriReading | undefined {
    this.names.add(uri);
    const read = readUri(uri, kind);
    this.problem ??= read.problem && { ...read.problem, path };
    if (read.ok) this.names.add(objectKey(read.ok.ref));
    return read.ok;
  }

  context(uri: string, kind: ObjectKind, path: string): ContextObject | undefined {
    const ref = this.read(uri, kind, path)?.ref;
    return ref && !isThingKind(ref.kind) ? (ref as ContextObject) : undefined;
  }

  #use(epc: SourceValue, kind: ObjectKind, path: string): readonly Use[] {
    const read = typeof epc === 'string' ? this.read(epc, kind, path) : undefined;
    if (!read) return [];
    const { ref, lot } = read;
    if (lot) this.addToLot(lot, ref);
    if (isThingKind(ref.kind)) return [{ thing: ref as Thing }];
    return ref.kind === 'material' ? [{ material: ref as ContextObject }] : [];
  }

  #amountIn(list: string, entry: SourceValue, i: number): readonly Use[] {
    const uses = this.#amount(entry, `${list}[${i}]`);
    if (uses.length === 0) this.odd.add(list);
    return uses;
  }

  #amount(entry: SourceValue, path: string): readonly Use[] {
    if (!isObject(entry)) return [];
    const [use] = this.#use(entry['epcClass'] ?? '', 'lot', `${path}.epcClass`);
    if (!use) return [];
    const quantity = this.#quantity(entry, path);
    return [quantity ? { ...use, quantity } : use];
  }

  // Without a unit of measure EPCIS counts pieces (EPCIS 2.0 §7.3.3.3).
  #quantity({ quantity, uom }: SourceObject, path: string): Quantity | undefined {
    if (typeof quantity !== 'string') return undefined;
    const value = readDecimal(quantity);
    const unit = typeof uom === 'string' ? readUnit(uom, 'rec20') : { ok: '{piece}' };
    this.problem ??= value.problem && { ...value.problem, path: `${path}.quantity` };
    this.problem ??= unit.problem && { ...unit.problem, path: `${path}.uom` };
    if (value.ok === undefined || unit.ok === undefined) return undefined;
    return {
      value: value.ok,
      unit: unit.ok,
      ...(typeof uom === 'string' ? { raw: { value: quantity, unit: uom, system: 'rec20' } } : {}),
    };
  }

  addToLot(lot: ObjectRef, unit: ObjectRef): void {
    const key = objectKey(lot);
    const known = this.lots.get(key) ?? { lot, units: [] };
    known.units.push(unit);
    this.lots.set(key, known);
    this.names.add(key);
  }

  time(): Time | undefined {
    const zone = this.text('eventTimeZoneOffset');
    const read = readIsoTime(this.text('eventTime') ?? '', zone === undefined ? {} : { zone });
    this.problem ??= read.problem && { ...read.problem, path: 'eventTime' };
    return read.ok && { ...read.ok, ...(zone === undefined ? {} : { zone }), basis: 'event' };
  }

  /** Where it happened; where things are afterwards if that is all the event says. */
  place(first: 'readPoint' | 'bizLocation' = 'readPoint'): ContextObject | undefined {
    const names = first === 'readPoint' ? ['readPoint', 'bizLocation'] : ['bizLocation', 'readPoint'];
    for (const name of names) {
      const place = this.event[name];
      const id = isObject(place) ? place['id'] : undefined;
      if (typeof id === 'string') return this.context(id, 'place', `${name}.id`);
    }
    return undefined;
  }

  documents(): readonly ContextObject[] {
    return this.list('bizTransactionList').flatMap((entry, i) => {
      const uri = isObject(entry) ? entry['bizTransaction'] : undefined;
      const path = `bizTransactionList[${i}].bizTransaction`;
      return typeof uri === 'string' ? (this.context(uri, 'document', path) ?? []) : [];
    });
  }

  /** Sensor readings, each as a value with what it was; series of readings stay in the extras. */
  values(): readonly Value[] {
    return this.list('sensorElementList').flatMap((element) =>
      isObject(element) ? listOf(element['sensorReport']).flatMap(readingOf) : [],
    );
  }
}

export function listOf(value: SourceValue | undefined): readonly SourceValue[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly SourceValue[]) : [value];
}

function readingOf(report: SourceValue): readonly Value[] {
  if (!isObject(report)) return [];
  const type = report['type'] ?? report['exception'];
  if (typeof type !== 'string') return [];
  const characteristic = type.replace(/^.*[/:#-]/, '') || type;
  const amount = report['value'] ?? report['meanValue'];
  const number = typeof amount === 'string' ? readDecimal(amount).ok : undefined;
  if (number !== undefined) return [{ characteristic, value: number, type: 'decimal', ...unitOf(report['uom']) }];
  const text = report['stringValue'] ?? report['uriValue'] ?? report['hexBinaryValue'];
  if (typeof text === 'string' && text !== '') return [{ characteristic, value: text, type: 'text' }];
  const flag = report['booleanValue'];
  return typeof flag === 'boolean' ? [{ characteristic, value: String(flag), type: 'boolean' }] : [];
}

// A unit that we do not know stays in the extras; the number alone would say something else.
function unitOf(uom: SourceValue | undefined): { readonly unit?: string } {
  const unit = typeof uom === 'string' ? readUnit(uom, 'rec20').ok : undefined;
  return unit === undefined ? {} : { unit };
}
