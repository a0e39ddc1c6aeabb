// TEMPORARY, not committed: stands in until trace/local-traces.ts is there.
import type { GraphStore, StoredEdge } from '../../graph/store/store.ts';
import { refOfKey } from '../../graph/model/object-ref.ts';
import type { Traces } from '../../trace/traces.ts';
import type { AnswerHead } from '../../trace/answer.ts';
import { hash } from 'node:crypto';

interface Kept {
  head: AnswerHead;
  rows: any[];
  edges: StoredEdge[];
}

export function createWalkTraces(store: GraphStore): Traces {
  const kept = new Map<string, Kept>();
  const walk = async (view: any, q: any): Promise<Kept> => {
    const asOf = { position: q.asOf.known };
    const depth = new Map<string, any>();
    for (const s of q.starts)
      depth.set(s, {
        id: s,
        keys: [s],
        kind: refOfKey(s)!.kind,
        depth: 0,
        inclusion: 'certain',
        extent: 'whole',
        customers: [],
      });
    const edges: StoredEdge[] = [];
    let level: string[] = [...q.starts];
    for (let d = 1; level.length; d++) {
      const next: string[] = [];
      for (const e of await store.expand(view, asOf, level, q.direction === 'forward' ? 'out' : 'in')) {
        if (e.kind === 'CLASS_ONLY') continue;
        edges.push(e);
        const end = q.direction === 'forward' ? e.to : e.from;
        const src = q.direction === 'forward' ? e.from : e.to;
        const incl = e.choice || depth.get(src).inclusion === 'possible' ? 'possible' : 'certain';
        if (!depth.has(end)) {
          depth.set(end, {
            id: end,
            keys: [end],
            kind: refOfKey(end)!.kind,
            depth: d,
            inclusion: incl,
            extent: 'whole',
            parentEdge: e.eid,
            customers: [],
          });
          next.push(end);
        }
      }
      level = next;
    }
    const rows = [...depth.values()].sort((a, b) => a.depth - b.depth || (a.id < b.id ? -1 : 1));
    const counts = (rs: any[]) => ({
      certain: rs.filter((r) => r.inclusion === 'certain').length,
      possible: rs.filter((r) => r.inclusion === 'possible').length,
    });
    const byKind = Object.fromEntries(
      [...new Set(rows.map((r) => r.kind))].map((k) => [k, counts(rows.filter((r) => r.kind === k))]),
    );
    const id = hash('sha256', JSON.stringify(q), 'base64url').slice(0, 24);
    const head: AnswerHead = {
      id,
      question: q,
      questionDigest: hash('sha256', JSON.stringify(q), 'hex'),
      kernel: 'walk',
      summary: {
        nodes: rows.length,
        things: rows.filter((r) => r.kind !== 'operation').length,
        edges: edges.length,
        counts: counts(rows),
        byKind,
        maxDepth: rows.at(-1).depth,
        byDepth: [],
      },
      completeness: { status: 'complete', gapCounts: [], gaps: [], sources: [], notes: [] },
    };
    return { head, rows, edges };
  };
  const match = (r: any, f: any) =>
    (!f?.kinds || f.kinds.includes(r.kind)) && (!f?.inclusions || f.inclusions.includes(r.inclusion));
  return {
    async ask(view, asked) {
      const known = asked.asOf.known ?? (await store.position());
      if (known > (await store.position())) return { kind: 'not-yet-applied', position: await store.position() };
      const k = await walk(view, { ...asked, asOf: { ...asked.asOf, known } });
      kept.set(k.head.id, k);
      return { kind: 'answer', answer: k.head };
    },
    answer: (_v, id) => Promise.resolve(kept.get(id)?.head),
    rows: (_v, id, at, first, filter) => {
      const k = kept.get(id);
      if (!k) return Promise.resolve(undefined);
      const all = k.rows.filter((r) => match(r, filter));
      return Promise.resolve({
        rows: all.slice(at, at + first),
        total: all.length,
        ...(at + first < all.length ? { next: at + first } : {}),
      });
    },
    edges: (_v, id, at, first) => Promise.resolve(kept.get(id)?.edges.slice(at, at + first)),
    groups: (_v, id, by, filter) => {
      const k = kept.get(id);
      if (!k) return Promise.resolve(undefined);
      const g = Map.groupBy(
        k.rows.filter((r) => match(r, filter)),
        (r) => JSON.stringify(by.map((b) => r[b] ?? '')),
      );
      return Promise.resolve(
        [...g].map(([key, rs]) => ({
          keys: JSON.parse(key),
          rows: rs.length,
          counts: {
            certain: rs.filter((r: any) => r.inclusion === 'certain').length,
            possible: rs.filter((r: any) => r.inclusion === 'possible').length,
          },
        })),
      );
    },
    why: (_v, id, key) => {
      const k = kept.get(id)!;
      const chain: StoredEdge[] = [];
      let r = k.rows.find((x) => x.id === key);
      if (!r) return Promise.resolve({ kind: 'out', reason: 'no link', text: 'No statement links it.', nearest: [] });
      while (r.parentEdge) {
        const e = k.edges.find((x) => x.eid === r.parentEdge)!;
        chain.unshift(e);
        r = k.rows.find((x) => x.id === (k.head.question.direction === 'forward' ? e.from : e.to));
      }
      return Promise.resolve({
        kind: 'in',
        edges: chain,
        weakest: 'confirmed',
        inclusion: 'certain',
        otherPaths: false,
        startsReaching: [0],
      });
    },
    digest: (_v, id) => Promise.resolve(kept.get(id) && hash('sha256', JSON.stringify(kept.get(id)!.rows), 'hex')),
    startsReaching: (_v, _id, rows) => Promise.resolve(rows.map(() => [0])),
    state: async () => ({ position: await store.position(), warm: true, nodes: 0, edges: 0 }),
    close: () => Promise.resolve(),
  };
}
