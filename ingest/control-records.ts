import { hash } from 'node:crypto';
import type { RawRecord } from '../graph/ledger/ledger.ts';
import type { LedgerMode } from '../graph/ledger/mode.ts';
import { canonicalJson } from '../graph/model/canonical-json.ts';
import type { GapNotice, Guarantee } from './connector.ts';
import type { PlanBundle } from './mapping/effective-plan.ts';

/**
 * What a source is, as far as answers depend on it. It lies in the ledger, so that a record is judged by what was declared
 * when it came (I17).
 */
export interface SourceDeclaration {
  readonly name: string;
  readonly connector: string;
  /** Name of a built-in reader; absent where a plan of its own is landed beside. */
  readonly reader?: string;
  readonly view: string;
  readonly sites: readonly string[];
  /** Keys of the parties whose own records this source brings: what they made is known from them. */
  readonly brings: readonly string[];
  readonly cannotShow: readonly string[];
  readonly guarantee: Omit<Guarantee, 'cannotShow'>;
  readonly expectedEveryMs?: number;
  readonly expectedGraceMs?: number;
  readonly skewMs: number;
}

/** Content types of the control stream. */
export const controlTypes = {
  source: 'application/vnd.whence.source+json',
  plan: 'application/vnd.whence.plan+json',
  gap: 'application/vnd.whence.gap+json',
  mode: 'application/vnd.whence.mode+json',
} as const;

export type ControlKind = keyof typeof controlTypes;

export interface ControlBodies {
  readonly source: SourceDeclaration;
  readonly plan: PlanBundle;
  readonly gap: GapNotice;
  readonly mode: { readonly mode: LedgerMode };
}

const encoder = new TextEncoder();

/** `after` tells two equal declarations apart that another one came between. */
export function controlRecord<K extends ControlKind>(
  kind: K,
  source: string,
  body: ControlBodies[K],
  after: number,
): RawRecord {
  const text = canonicalJson(body);
  return {
    stream: 'control',
    source,
    partition: 'control',
    position: `${kind}:${hash('sha256', text, 'hex').slice(0, 16)}:${after}`,
    body: encoder.encode(text),
    contentType: controlTypes[kind],
    headers: {},
  };
}

export function controlKind(contentType: string): ControlKind | undefined {
  return (Object.keys(controlTypes) as ControlKind[]).find((kind) => controlTypes[kind] === contentType);
}
