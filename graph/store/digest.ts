import { createHash, hash } from 'node:crypto';
import type { CanonicalEvent } from '../events/canonical-event.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import type { ObjectKey } from '../model/object-ref.ts';
import type { AttributeChange, EdgeChange } from './changes.ts';
import type { DigestKind, StoredStatement } from './store.ts';

/** What a digest is taken of: a statement with all it states. */
export interface StatedWhole {
  readonly statement: StoredStatement;
  readonly edges: readonly EdgeChange[];
  readonly attributes: readonly AttributeChange[];
}

/**
 * The canonical digest of a graph, the same on every store: SHA-256 over the sorted SHA-256s of its lines, one a node
 * that is named and one a statement with its edges and attributes. Sorted as digests, so that no store has to sort texts.
 *
 * `head` has the statements that count, without corrections, positions, records, sources and mappings: what is known, not
 * how it became known. `history` has every statement with all of that.
 */
export class GraphDigest {
  readonly #kind: DigestKind;
  readonly #lines: string[] = [];

  constructor(kind: DigestKind) {
    this.#kind = kind;
  }

  /** Whether the statement, and with it what it names, is part of this kind of digest. */
  covers({ verb, retractedAt }: Pick<StoredStatement, 'verb' | 'retractedAt'>): boolean {
    return this.#kind === 'history' || (retractedAt === undefined && verb !== 'correct');
  }

  node(key: ObjectKey): void {
    this.#lines.push(hash('sha256', `node\t${key}`, 'hex'));
  }

  statement({ statement, edges, attributes }: StatedWhole): void {
    const head = this.#kind === 'head' ? headOf(statement) : canonicalJson(statement);
    const stated = [...edges.map(edgeLine), ...attributes.map(attributeLine)].map((line) =>
      hash('sha256', line, 'hex'),
    );
    this.#lines.push(hash('sha256', [`statement\t${head}`, ...stated.sort()].join('\n'), 'hex'));
  }

  finish(): string {
    const digest = createHash('sha256');
    for (const line of this.#lines.sort()) digest.update(line).update('\n');
    return digest.digest('hex');
  }
}

function headOf({ event, view, body }: StoredStatement): string {
  const says = JSON.parse(body) as CanonicalEvent;
  return canonicalJson({ event, view, says: { ...says, source: undefined, mapping: undefined } });
}

const edgeLine = (edge: EdgeChange): string => `edge\t${canonicalJson(edge)}`;
const attributeLine = (attribute: AttributeChange): string => `attribute\t${canonicalJson(attribute)}`;
