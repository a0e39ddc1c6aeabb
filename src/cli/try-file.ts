import { cutHead } from '../../ingest/formats/framing.ts';
import type { MappedRecord } from '../../ingest/mapping/map-record.ts';
import { reasonOf } from '../../ingest/mapping/map-record.ts';
import type { ConfiguredSource } from '../../ingest/sources.ts';

/** What a source would make of a file, record by record. */
export function recordsOfFile(
  { name, reader, declaration }: ConfiguredSource,
  file: Uint8Array,
): readonly MappedRecord[] {
  const { records, issue } = reader.format.frame(file, reader.decode);
  if (issue) return [{ kind: 'quarantined', reason: reasonOf(issue, 'decode') }];
  return records.map(({ start, end, head }, ordinal) =>
    reader.read({
      body: file.subarray(start, end),
      ...(head ? { head: cutHead(file, head) } : {}),
      file: () => file,
      ordinal,
      seq: ordinal + 1,
      source: name,
      view: declaration.view,
    }),
  );
}
