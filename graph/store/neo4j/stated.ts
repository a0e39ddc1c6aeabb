import type { AttributeChange, EdgeChange, OpenStatement } from '../changes.ts';

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
