import type { ObjectKey } from '../../graph/model/object-ref.ts';
import type { QuarantinedRecord } from '../evidence.ts';
import { gapList } from './asked.ts';
import type { AskedAnswer, GapList } from './asked.ts';

/** Records that wait to be read and name something of the answer, or could not be read far enough to name anything. */
export function quarantined(asked: AskedAnswer): GapList {
  const { rows, view, evidence } = asked;
  const gaps = evidence.quarantinedAt(rows.lens.known).flatMap((record) => {
    const source = asked.sources.find(record.source);
    if (source === undefined && !view.everything) return [];
    const concern = concernOf(asked, record, source?.sites ?? []);
    return concern === undefined ? [] : [{ ...concern, source: record.source, record: record.record }];
  });
  return gapList('QUARANTINED', gaps);
}

/** Records that would concern the answer and were waived by a person: no gap, and never silent. */
export function waivedNotes(asked: AskedAnswer): readonly string[] {
  const { rows, view, evidence } = asked;
  return evidence.waivedAt(rows.lens.known).flatMap((record) => {
    const source = asked.sources.find(record.source);
    if (source === undefined && !view.everything) return [];
    const concern = concernOf(asked, record, source?.sites ?? []);
    if (concern === undefined) return [];
    const names = concern.at === undefined ? 'may name anything that its source speaks of' : `names ${concern.at}`;
    return [`Record ${record.record} of ${record.source} ${names}; it could not be read and was ${record.reason}.`];
  });
}

function concernOf(
  { rows, places, sources }: AskedAnswer,
  { names, unreadable }: QuarantinedRecord,
  sites: readonly string[],
): { readonly at?: ObjectKey; readonly text: string } | undefined {
  const known = names
    .flatMap((name) => nodesNamed(rows.lens.index, name))
    .filter((node) => rows.identity.isKnown(node));
  const row = known.map((node) => rows.identity.rowOf(node)).find((one) => places.of(one) >= 0);
  if (row !== undefined) return { at: rows.identity.id(row), text: 'A record that names it waits to be read.' };
  const mayBeAnything = unreadable || known.length === 0;
  if (!mayBeAnything || !sources.concern(sites)) return undefined;
  return { text: 'A record waits to be read, and nothing in it says which things it names.' };
}

function nodesNamed({ nodes, names }: AskedAnswer['rows']['lens']['index'], name: string): readonly number[] {
  const node = nodes.find(name);
  return node >= 0 ? [node] : names.find(name);
}
