import type { AttributeChange, EdgeChange, GraphChange, OpenStatement } from '../../graph/store/changes.ts';
import type { ChangePage, StoredAttribute, StoredEdge } from '../../graph/store/store.ts';
import { refOfKey } from '../../graph/model/object-ref.ts';
import type { Genealogy } from './genealogy.ts';
import { pagesOf } from './genealogy-pages.ts';

export interface ChangeBatch {
  readonly changes: readonly GraphChange[];
  readonly watermark: number;
}

/** The same genealogy as a writer hands it to a store: page by page, each in one batch. */
export function* changesOf(genealogy: Genealogy): Generator<ChangeBatch> {
  for (const page of pagesOf(genealogy))
    yield { changes: [...openedIn(page), ...closedIn(page)], watermark: page.through };
}

function openedIn({ edges, attributes }: ChangePage): readonly OpenStatement[] {
  const byEvent = Map.groupBy([...edges, ...attributes], ({ event }) => event);
  return [...byEvent.values()].map(opened);
}

function closedIn({ closed }: ChangePage): readonly GraphChange[] {
  return closed.map(({ event, at }) => ({ change: 'close', event, at, because: 'retracted' }));
}

type Stated = StoredEdge | StoredAttribute;

function opened(stated: readonly Stated[]): OpenStatement {
  const edges = stated.flatMap((one) => ('kind' in one ? [edgeChange(one)] : []));
  const attributes = stated.flatMap((one) => ('node' in one ? [attributeChange(one)] : []));
  const keys = new Set([...edges.flatMap(({ from, to }) => [from, to]), ...attributes.map(({ node }) => node)]);
  const { event, recordedAt, context, view, source, site, record, mapping } = stated[0]!;
  const statement = { event, recordedAt, context, view, source, site: site!, record, mapping, recordKey: event };
  return {
    change: 'open',
    statement: { ...statement, verb: 'transform', body: JSON.stringify({ event, edges, attributes }) },
    nodes: [...keys].map((key) => ({ key, ref: refOfKey(key)! })),
    edges,
    attributes,
  };
}

function edgeChange(edge: StoredEdge): EdgeChange {
  const { eid, event, recordedAt, retractedAt, context, view, source, site, record, mapping, ...own } = edge;
  return own;
}

function attributeChange(attribute: StoredAttribute): AttributeChange {
  const { event, recordedAt, retractedAt, context, view, source, site, record, mapping, ...own } = attribute;
  return own;
}
