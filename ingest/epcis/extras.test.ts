import { expect, test } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CanonicalEvent } from '../../graph/events/canonical-event.ts';
import { objectKey } from '../../graph/model/object-ref.ts';
import { readUri } from '../../graph/model/uri-ref.ts';
import { describePeer, hasPeer, peersFolder } from '../../test/peers/describe-peer.ts';
import type { SourceObject, SourceValue } from '../format.ts';
import { epcisFormat } from '../formats/epcis/epcis-format.ts';
import { cutHead } from '../formats/framing.ts';
import { epcisReader, epcisXmlReader } from './epcis-reader.ts';

interface ReadEvent {
  readonly event: SourceObject;
  readonly stated: readonly CanonicalEvent[];
}

/** Each event of a document that can be read: as the format gives it, and as what it states. */
function eventsOf(path: string): readonly ReadEvent[] {
  const bytes = new Uint8Array(readFileSync(path));
  const reader = path.endsWith('.xml') ? epcisXmlReader : epcisReader;
  return epcisFormat.frame(bytes, reader.decode as never).records.flatMap(({ start, end, head }, ordinal) => {
    const body = bytes.subarray(start, end);
    const around = head && cutHead(bytes, head);
    const decoded = epcisFormat.decode(body, around, reader.decode as never);
    const kept = { body, ...(around ? { head: around } : {}), ordinal, seq: 1, source: 'peer', view: 'common' };
    const mapped = reader.read(kept);
    return decoded.ok && mapped.kind === 'events' ? [{ event: decoded.record, stated: mapped.events }] : [];
  });
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const listOf = (value: SourceValue | undefined): readonly SourceValue[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly SourceValue[]) : [value];

const epcLists = ['epcList', 'childEPCs', 'inputEPCList', 'outputEPCList'];
const quantityLists = ['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList'];

/** What of an event is neither among its extras, as it came, nor among the things that its statements name. */
function lost({ event, stated }: ReadEvent): readonly string[] {
  const extras = stated.find(({ ext }) => ext !== undefined)?.ext?.['epcis'] as Readonly<Record<string, unknown>>;
  const said = JSON.stringify(stated);
  const keys = keysIn(stated);
  const names = (uri: SourceValue, kind: 'unit' | 'lot'): boolean =>
    typeof uri === 'string' && keys.has(objectKey(readUri(uri, kind).ok!.ref));
  return Object.entries(event).flatMap(([name, value]) => {
    if (name === '@hash')
      return stated.every(({ contentHash }) => contentHash?.startsWith(value as string)) ? [] : [name];
    if (extras[name] !== undefined) {
      expect(extras[name]).toEqual(plain(value));
      return [];
    }
    if (epcLists.includes(name))
      return listOf(value)
        .filter((epc) => !names(epc, 'unit'))
        .map(String);
    if (!quantityLists.includes(name)) return [name];
    return listOf(value).flatMap((entry) => {
      const { epcClass, quantity, uom, ...more } = entry as Readonly<Record<string, string>>;
      const isNamed = names(epcClass!, 'lot') && (uom === undefined || said.includes(`"unit":"${uom}"`));
      const isCounted = quantity === undefined || said.includes(`"value":"${quantity}"`);
      return isNamed && isCounted && Object.keys(more).length === 0 ? [] : [JSON.stringify(entry)];
    });
  });
}

/** Keys of every object that stands anywhere in a statement. */
function keysIn(value: unknown, keys = new Set<string>()): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return keys;
  if ('kind' in value && 'scheme' in value && 'value' in value) keys.add(objectKey(value as never));
  for (const inner of Object.values(value)) keysIn(inner, keys);
  return keys;
}

const cases = globSync('cases/*/input.{jsonld,xml}', { cwd: join(import.meta.dirname, '../formats/epcis') });

test('M7: every element of an event is kept, with its statements or among its extras', () => {
  const events = cases.flatMap((path) => eventsOf(join(import.meta.dirname, '../formats/epcis', path)));
  expect(events.length).toBeGreaterThan(20);
  expect(events.flatMap(lost)).toEqual([]);
});

const folders = [
  'openepcis-test-resources',
  'openepcis-dpp-ready',
  'opentraceability-traceback',
  'ralphtro-event-hash',
];

describePeer(
  'EPCIS documents of other people',
  folders.every((folder) => hasPeer(folder)),
  () => {
    test.each(folders)('M7: %s: nothing of any event is lost', (folder) => {
      const paths = globSync(`${folder}/**/*.{json,jsonld,xml}`, { cwd: peersFolder });
      const lostOf = paths.map((path) => [path, eventsOf(join(peersFolder, path)).flatMap(lost)] as const);
      expect(lostOf.filter(([, parts]) => parts.length > 0)).toEqual([]);
    });
  },
);
