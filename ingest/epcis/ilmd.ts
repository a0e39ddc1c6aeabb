import type { ObjectRef } from '../../graph/model/object-ref.ts';
import type { SourceObject, SourceValue } from '../format.ts';
import { isObject } from '../formats/names.ts';
import type { Draft } from './epcis-events.ts';
import type { EpcisParts } from './epcis-parts.ts';

const mda = /^(?:urn:epcglobal:cbv:mda|https?:\/\/(?:ref\.|www\.)?gs1\.org\/.*)/;

/** The lot that instance or lot master data names, for the units of an event that have no lot of their own (ingest.md §7). */
export function mintLots(parts: EpcisParts, units: readonly ObjectRef[]): void {
  const ilmd = parts.event['ilmd'];
  const number = isObject(ilmd) ? masterData(ilmd, parts.event, 'lotNumber') : undefined;
  if (number === undefined || number === '') return;
  for (const unit of units) {
    const { scheme, issuer, material } = unit;
    if (unit.kind === 'unit' && material !== undefined)
      parts.addToLot({ kind: 'lot', scheme, issuer, value: number, material }, unit);
  }
}

function masterData(ilmd: SourceObject, { '@namespaces': namespaces }: SourceObject, name: string): string | undefined {
  for (const [key, value] of Object.entries(ilmd)) {
    const [prefix, local] = key.includes(':') ? key.split(/:(?=[^:]*$)/) : ['', key];
    if (local !== name || typeof value !== 'string') continue;
    const uri = isObject(namespaces) ? namespaces[prefix ?? ''] : undefined;
    if (prefix === 'cbvmda' || (typeof uri === 'string' && mda.test(uri))) return value.trim();
  }
  return undefined;
}

/** What the master data says of the lots that the event brings into being. */
export function ilmdDrafts({ event }: EpcisParts, lots: readonly ObjectRef[]): readonly Draft[] {
  const ilmd = event['ilmd'];
  if (!isObject(ilmd) || Object.keys(ilmd).length === 0) return [];
  const attributes = Object.fromEntries(Object.entries(ilmd).map(([name, value]) => [name, attributeOf(value)]));
  return lots.map((object, ordinal) => ({ rule: 'ilmd', ordinal, fields: { verb: 'declare', object, attributes } }));
}

function attributeOf(value: SourceValue): string | boolean | readonly string[] {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (Array.isArray(value))
    return (value as readonly SourceValue[]).map((item) => (typeof item === 'string' ? item : JSON.stringify(item)));
  return JSON.stringify(value);
}
