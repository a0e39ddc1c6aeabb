import type { ElementStep } from './element-path.ts';

/** Namespace declarations in scope, by prefix; '' is the default. */
export type Scope = Readonly<Record<string, string>>;

const name = /^<([^\s/>]+)/;
const declaration = /\sxmlns(?::([^\s=]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

export interface StartTag {
  readonly local: string;
  readonly namespace: string;
  /** For what is inside it. */
  readonly scope: Scope;
}

/** Name of a start tag, as text. An undeclared prefix has no namespace here; reading the element refuses it. */
export function readStartTag(tag: string, outer: Scope): StartTag {
  const scope = Object.assign(Object.create(null) as Record<string, string>, outer, declarationsOf(tag));
  const full = name.exec(tag)?.[1] ?? '';
  const colon = full.indexOf(':');
  return { local: full.slice(colon + 1), namespace: scope[full.slice(0, Math.max(colon, 0))] ?? '', scope };
}

/** Whether a start tag, as text, is the element that the step names; with the scope for what is inside it. */
export function matchStartTag(
  tag: string,
  outer: Scope,
  step: ElementStep,
): { readonly matches: boolean; readonly scope: Scope } {
  const { local, namespace, scope } = readStartTag(tag, outer);
  return { matches: local === step.local && (step.namespace === undefined || namespace === step.namespace), scope };
}

const declarationsOf = (tag: string): Scope =>
  Object.fromEntries(
    [...tag.matchAll(declaration)].map(([, prefix = '', double, single]) => [prefix, double ?? single ?? '']),
  );
