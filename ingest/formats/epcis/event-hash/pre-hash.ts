import { compareUtf8 } from '../../../../graph/model/utf8-order.ts';
import type { SourceObject } from '../../../format.ts';
import { expandName } from '../epcis-context.ts';
import type { EpcisContext } from '../epcis-context.ts';
import { canonicalTime, canonicalValue } from './canonical-value.ts';
import { eventNodes } from './hash-node.ts';
import type { HashNode } from './hash-node.ts';
import { eventOrder } from './hash-order.ts';
import type { HashOrder } from './hash-order.ts';

/**
 * The text whose SHA-256 is the event's hash: the fields of the standard in its order, then everything else sorted.
 * Follows the published fixtures where they and the text of CBV 2.0 disagree: business transactions, sources and
 * destinations stand among the rest, and extensions inside a field stand in its place.
 */
export function preHash(event: SourceObject, context: EpcisContext): string {
  const type = event['type'];
  const { text, rest } = ordered(eventNodes(event, context), eventOrder, { isEvent: true });
  const ignored = ignoredNames(context);
  const others = sorted(rest.filter(({ name }) => !ignored.has(name)).map(unordered));
  return `eventType=${typeof type === 'string' ? type : ''}${text}${others.join('')}`;
}

// What a receiver adds, and the declaration that an event is wrong: neither makes it another event.
const neverHashed = ['type', 'eventID', 'recordTime', 'errorDeclaration'];

function ignoredNames(context: EpcisContext): ReadonlySet<string> {
  const declared = [...context.ignored].map((name) => {
    const expanded = expandName(name, context);
    return expanded ? `{${expanded.namespace}}${expanded.local}` : name;
  });
  return new Set([...neverHashed, ...declared]);
}

interface Ordered {
  readonly text: string;
  /** What has no place in the order. */
  readonly rest: readonly HashNode[];
}

function ordered(nodes: readonly HashNode[], order: HashOrder, { isEvent }: { readonly isEvent: boolean }): Ordered {
  const rest: HashNode[] = [];
  const texts = Object.entries(order).map(([name, inner = {}]) => {
    const same = nodes.filter((node) => node.name === name).map((node) => placed(node, inner));
    rest.push(...same.flatMap((one) => one.rest));
    return joined(same.map((one) => one.text));
  });
  const others = nodes.filter(({ name }) => order[name] === undefined);
  const extensions = isEvent ? [] : others.filter(({ name }) => name.startsWith('{'));
  rest.push(...others.filter((node) => !extensions.includes(node)));
  return { text: texts.join('') + joined(extensions.map(unordered)), rest };
}

function placed(node: HashNode, order: HashOrder): Ordered {
  const inner = ordered(node.children, order, { isEvent: false });
  const value =
    node.text.trim() === ''
      ? ''
      : `=${isTime(node.name) ? canonicalTime(node.text.trim()) : canonicalValue(node.text)}`;
  const text = value + inner.text === '' ? '' : node.name + value + inner.text;
  return { text, rest: inner.rest.length === 0 ? [] : [{ name: node.name, text: '', children: inner.rest }] };
}

const isTime = (name: string): boolean => /time/i.test(name) && !/offset/i.test(name);

/** An element without an order of its own: name, value, then its children sorted. */
function unordered({ name, text, children }: HashNode): string {
  const value = text.trim() === '' ? '' : `=${canonicalValue(text)}`;
  const inner = children.map(unordered);
  return name + value + (name === '' ? typeFirst(children).map(unordered) : sorted(inner)).join('');
}

/** An entry of business transactions, sources or destinations. */
const typeFirst = (children: readonly HashNode[]): readonly HashNode[] => [
  ...children.filter(({ name }) => name === 'type'),
  ...children.filter(({ name }) => name !== 'type'),
];

const sorted = (texts: readonly string[]): readonly string[] => texts.toSorted(compareUtf8);
const joined = (texts: readonly string[]): string => sorted(texts).join('');
