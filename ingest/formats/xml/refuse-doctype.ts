import { XmlFault } from './xml-fault.ts';

const markup = /<(?:!--|!\[CDATA\[|\?|!)/g;
const ends: Readonly<Record<string, string>> = { '<!--': '-->', '<![CDATA[': ']]>', '<?': '?>' };

/**
 * Refuses any DOCTYPE in a decoded text, before a parser sees it: the parser would buffer an open declaration without
 * end, and what a declaration can do is to name entities.
 */
export function refuseDoctype(text: string): void {
  markup.lastIndex = 0;
  for (let found = markup.exec(text); found; found = markup.exec(text)) {
    const end = ends[found[0]];
    if (end === undefined) throw new XmlFault('XML_DOCTYPE', `A declaration stands at character ${found.index + 1}`);
    const close = text.indexOf(end, markup.lastIndex);
    if (close === -1) throw new XmlFault('XML_SYNTAX', `${end} is missing after character ${found.index + 1}`);
    markup.lastIndex = close + end.length;
  }
}
