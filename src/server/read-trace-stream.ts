import { createHash } from 'node:crypto';
import { WhenceError } from '../../graph/errors.ts';
import type { AnswerHead, AnswerEdge, AnswerRow, Completeness } from '../../trace/answer.ts';

export interface StreamedTrace {
  readonly header: Pick<AnswerHead, 'id' | 'question' | 'questionDigest' | 'kernel' | 'summary'>;
  readonly nodes: readonly AnswerRow[];
  readonly edges: readonly AnswerEdge[];
  readonly trailer: Trailer;
}

interface Trailer {
  readonly nodes: number;
  readonly edges: number;
  readonly answerDigest: string;
  readonly completeness: Completeness;
  readonly sha256: string;
}

type Line =
  | { readonly header: StreamedTrace['header'] }
  | { readonly node: AnswerRow }
  | { readonly edge: AnswerEdge }
  | { readonly trailer: Trailer };

/** Reads a streamed answer. Throws `STREAM_CUT` unless it is whole and unchanged (A15). */
export function readTraceStream(text: string): StreamedTrace {
  if (!text.endsWith('\n')) throw cut('its last line is not whole');
  const start = text.lastIndexOf('\n', text.length - 2) + 1;
  const trailer = read(text.slice(start));
  if (!('trailer' in trailer)) throw cut('it has no trailer');
  const before = text.slice(0, start);
  const sha256 = createHash('sha256').update(before).digest('hex');
  if (sha256 !== trailer.trailer.sha256) throw cut('its SHA-256 is not what the trailer says');
  const lines = before.split('\n').slice(0, -1).map(read);
  return wholeTrace(lines, trailer.trailer);
}

function wholeTrace(lines: readonly Line[], trailer: Trailer): StreamedTrace {
  const header = lines[0] && 'header' in lines[0] ? lines[0].header : undefined;
  const nodes = lines.flatMap((line) => ('node' in line ? [line.node] : []));
  const edges = lines.flatMap((line) => ('edge' in line ? [line.edge] : []));
  const isWhole = nodes.length === trailer.nodes && edges.length === trailer.edges;
  if (header === undefined || !isWhole) throw cut('its lines are not as many as the trailer says');
  return { header, nodes, edges, trailer };
}

function read(line: string): Line {
  try {
    return JSON.parse(line) as Line;
  } catch {
    throw cut('a line is no JSON');
  }
}

const cut = (because: string): WhenceError =>
  new WhenceError('STREAM_CUT', { says: `The stream cannot be used: ${because}` });
