import type { AttributeChange, EdgeChange, OpenStatement } from '../changes.ts';
import { edgeId } from '../edge-id.ts';
import type { StoredAttribute, StoredEdge, Surroundings } from '../store.ts';
import { isFlowKind } from '../visible.ts';
import type { Envelope, Properties } from './rows.ts';

/** All that a statement states, as the one text that is kept beside its edges. */
export interface Stated {
  readonly edges: readonly EdgeChange[];
  readonly attributes: readonly AttributeChange[];
}

export function statedText({ edges, attributes }: OpenStatement): string {
  return JSON.stringify({ edges, attributes });
}

export function readStated(text: string): Stated {
  return JSON.parse(text) as Stated;
}

/** Flow edges and attributes of statements, in their order; those without an envelope are passed over. */
export function flowOf(
  rows: readonly Properties[],
  envelopeOf: (row: Properties) => Envelope | undefined,
): Surroundings {
  const edges: StoredEdge[] = [];
  const attributes: StoredAttribute[] = [];
  for (const row of rows) {
    const envelope = envelopeOf(row);
    if (envelope === undefined) continue;
    const stated = readStated(row['stated'] as string);
    for (const edge of stated.edges) {
      if (!isFlowKind(edge.kind)) continue;
      const eid = edgeId(envelope.event, envelope.recordedAt, edge.role, edge.ordinal);
      // What was read a moment ago is nobody else's: a copy of twenty values an edge would cost as much as the reading.
      edges.push(Object.assign(edge, envelope, { eid }));
    }
    for (const attribute of stated.attributes) attributes.push(Object.assign(attribute, envelope));
  }
  return { edges, attributes };
}
