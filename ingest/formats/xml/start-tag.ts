import type { ElementStep } from './element-path.ts';

/** Namespace declarations in scope, by prefix; '' is the default. */
export type Scope = Readonly<Record<string, string>>;

const name = /^<([^\s/>]+)/;
const declaration = /\sxmlns(?::([^\s=]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Whether a start tag, as text, is the element that the step names; with the scope for what is inside it. */
export function matchStartTag(
  tag: string,
  outer: Scope,
  step: ElementStep,
): { readonly matches: boolean; readonly scope: Scope } {
  const scope = { ...outer, ...declarationsOf(tag) };
  const full = name.exec(tag)?.[1] ?? '';
  const colon = full.indexOf(':');
  const [prefix, local] = [full.slice(0, Math.max(colon, 0)), full.slice(colon + 1)];
  const matches = local === step.local && (step.namespace === undefined || (scope[prefix] ?? '') === step.namespace);
  return { matches, scope };
}

const declarationsOf = (tag: string): Scope =>
  Object.fromEntries(
    [...tag.matchAll(declaration)].map(([, prefix = '', double, single]) => [prefix, double ?? single ?? '']),
  );
