import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { WhenceError } from '../../graph/errors.ts';
import type { StoredEdge } from '../../graph/store/store.ts';
import type { QueryContext } from '../../queries/context.ts';
import type { AnswerHead } from '../../trace/answer.ts';

// The engine is asked seldom, and nothing else waits long for one flush.
const rowsAPage = 10_000;
const rowsAFlush = 512;

/**
 * A whole answer as lines: header, nodes, edges in the frozen order, and a trailer with the counts, the completeness and
 * the SHA-256 of everything before it. 200 is sent long before the end, so a stream without its trailer is no answer.
 */
export async function* traceLines(context: QueryContext, head: AnswerHead): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const counts = { nodes: 0, edges: 0 };
  for await (const lines of bodyOf(context, head, counts)) {
    hash.update(lines);
    yield lines;
  }
  const { digest, completeness } = { digest: await context.traces.digest(context.view, head.id), ...head };
  yield line({ trailer: { ...counts, answerDigest: digest, completeness, sha256: hash.digest('hex') } });
}

async function* bodyOf(
  context: QueryContext,
  head: AnswerHead,
  counts: { nodes: number; edges: number },
): AsyncGenerator<string> {
  yield line({ header: headerOf(head) });
  // Lets it leave: reading the first rows may keep this thread from writing anything.
  await turn();
  for await (const rows of flushesOfRows(context, head)) {
    counts.nodes += rows.length;
    yield rows.map((node) => line({ node })).join('');
  }
  for await (const edges of flushesOfEdges(context, head)) {
    counts.edges += edges.length;
    yield edges.map((edge) => line({ edge })).join('');
  }
}

function headerOf({ id, question, questionDigest, kernel, summary }: AnswerHead): object {
  return { format: 'whence-trace', version: 1, id, question, questionDigest, kernel, summary };
}

async function* flushesOfRows({ traces, view }: QueryContext, { id }: AnswerHead): AsyncGenerator<readonly object[]> {
  // The first page is as small as a flush: whoever waits sees that it has begun.
  for (let at: number | undefined = 0, first = rowsAFlush; at !== undefined; first = rowsAPage) {
    const page = await traces.rows(view, id, at, first);
    if (page === undefined) throw new WhenceError('ANSWER_GONE');
    yield* inFlushes(page.rows);
    at = page.next;
  }
}

async function* flushesOfEdges(context: QueryContext, { id, summary, question }: AnswerHead): AsyncGenerator<object[]> {
  const { traces, store, view } = context;
  const asOf = { position: question.asOf.known };
  for (let at = 0; at < summary.edges; at += rowsAPage) {
    const page = await traces.edges(view, id, at, rowsAPage);
    if (page === undefined) throw new WhenceError('ANSWER_GONE');
    for (const edges of inFlushes(page)) {
      const stated = await store.edges(
        view,
        asOf,
        edges.map(({ eid }) => eid),
      );
      const evidence = new Map(stated.map((edge) => [edge.eid, evidenceOf(edge)]));
      yield edges.map((edge) => ({ ...evidence.get(edge.eid), ...edge }));
    }
  }
}

function* inFlushes<T>(page: readonly T[]): Iterable<readonly T[]> {
  for (let at = 0; at < page.length; at += rowsAFlush) yield page.slice(at, at + rowsAFlush);
}

/** Who said so, when, in which record, read by which plan: an edge leads to its bytes. */
function evidenceOf(edge: StoredEdge): object {
  const { from, to, event, recordedAt, record, source, mapping, certainty, validFrom, validTo, qty, unit } = edge;
  const { choice, choiceKind, choiceSize, use, position, phase, method } = edge;
  const stated = { fromKey: from, toKey: to, event, recordedAt, record, source, mapping, certainty };
  return { ...stated, validFrom, validTo, qty, unit, choice, choiceKind, choiceSize, use, position, phase, method };
}

const line = (value: object): string => `${JSON.stringify(value)}\n`;
