import { declaredDecode } from './declared-decode.ts';
import { cutHead } from './formats/framing.ts';
import { epcisReader, epcisXmlReader } from './epcis/epcis-reader.ts';
import { effectivePlan } from './mapping/effective-plan.ts';
import type { PlanBundle } from './mapping/effective-plan.ts';
import type { IdentifierWitness } from './mapping/identifiers.ts';
import { reasonOf } from './mapping/map-record.ts';
import type { MappedRecord } from './mapping/map-record.ts';
import type { PseudonymSource } from './mapping/pseudonyms.ts';
import type { PlanFault } from './mapping/plan-fault.ts';
import { readRecord } from './mapping/read-record.ts';
import type { KeptRecord } from './mapping/read-record.ts';
import type { RecordReader } from './record-reader.ts';

export type Readable =
  | { readonly ok: RecordReader; readonly faults?: undefined }
  | { readonly ok?: undefined; readonly faults: readonly PlanFault[] };

export function planReader(
  bundle: PlanBundle,
  source: string,
  pseudonyms: PseudonymSource,
  witness?: IdentifierWitness,
): Readable {
  const effective = effectivePlan(bundle, source, pseudonyms, witness);
  if (effective.faults) return effective;
  const plan = effective.ok;
  const { mapping, format, decode } = plan;
  return { ok: { mapping, format, decode, read: (kept) => readRecord(plan, kept) } };
}

/** Readers that need no plan, by the name that a source's `plan` gives them. */
export const builtInReaders: ReadonlyMap<string, RecordReader> = new Map(
  [epcisReader, epcisXmlReader].map((reader) => [reader.mapping, reader]),
);

/**
 * A document that was kept in one piece: because it could not be framed then, or because its sender wants all of it or
 * nothing. It counts as one record; one part that cannot be read holds all of it (I20).
 */
export function readWhole(reader: RecordReader, kept: KeptRecord): MappedRecord {
  const { records, issue } = reader.format.frame(kept.body, declaredDecode(reader, kept));
  if (issue) return { kind: 'quarantined', reason: reasonOf({ path: 'file', ...issue }, 'decode') };
  const parts = records.map(({ start, end, head }, ordinal) => {
    const part = { ...kept, body: kept.body.subarray(start, end), file: () => kept.body, ordinal };
    return reader.read(head ? { ...part, head: cutHead(kept.body, head) } : part);
  });
  return joined(parts);
}

function joined(parts: readonly MappedRecord[]): MappedRecord {
  const numbered = parts.flatMap((part) => part.numbered ?? []);
  return numbered.length > 0 ? { ...asOne(parts), numbered } : asOne(parts);
}

function asOne(parts: readonly MappedRecord[]): MappedRecord {
  const held = parts.find((part) => part.kind === 'quarantined');
  const stated = parts.filter((part) => part.kind === 'events');
  if (held) {
    const names = parts.flatMap((part) =>
      part.kind === 'quarantined' ? part.reason.names : part.kind === 'events' ? [part.recordKey] : [],
    );
    return { ...held, reason: { ...held.reason, names: [...new Set(names)].slice(0, 1000) } };
  }
  const [first] = stated;
  if (first === undefined) return { kind: 'ignored', match: 'document', reason: 'nothing in it is mapped' };
  return {
    ...first,
    events: stated.flatMap(({ events }) => events),
    findings: stated.flatMap(({ findings }) => findings),
  };
}
