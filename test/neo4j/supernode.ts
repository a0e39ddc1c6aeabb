import { objectKey } from '../../graph/model/object-ref.ts';
import type { StoredEdge } from '../../graph/store/store.ts';
import type { Flow } from '../plants/pages.ts';

const plain = { scheme: 'local', issuer: 'plant' } as const;

/** One roll of labels that so many operations have used, each in a statement of its own; half of them were taken back. */
export function supernode(uses: number): Flow {
  const roll = objectKey({ ...plain, kind: 'lot', material: 'LABEL', value: 'ROLL-1' });
  const edges = Array.from({ length: uses }, (_, n): StoredEdge => {
    const event = `use-${n}`;
    return {
      kind: 'CONSUMED_BY',
      from: roll,
      to: objectKey({ ...plain, kind: 'operation', value: `label ${n}` }),
      ...{ role: 'input', ordinal: 0, certainty: 'confirmed', eid: `${event}.1.input.0`, event },
      ...{ recordedAt: 1, context: 'actual', view: 'common', source: 'mes', record: 1, mapping: 'm@1' },
      ...(n % 2 === 0 ? { retractedAt: 2 } : {}),
    };
  });
  return { edges, attributes: [] };
}
