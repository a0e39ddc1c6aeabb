import { SaxesParser } from 'saxes';
import type { Result } from '../../../graph/errors.ts';
import type { SourceObject } from '../../format.ts';
import { ElementTree } from './element-tree.ts';
import { refuseDoctype } from './refuse-doctype.ts';
import type { XmlConfig } from './xml-config.ts';
import { XmlFault, withoutFault } from './xml-fault.ts';

export interface XmlRecord {
  readonly record: SourceObject;
  readonly head?: SourceObject;
}

/** The one element that `text` holds; `head` is what stands before it in its document, without end tags. */
export function readXml(head: string, text: string, config: XmlConfig): Result<XmlRecord> {
  return withoutFault(() => {
    refuseDoctype(head + text);
    const tree = new ElementTree(config);
    const parser = parserInto(tree);
    parser.write(head);
    tree.beginRecord();
    parser.write(text);
    const record = tree.endRecord();
    const above = tree.head();
    if (above === undefined) parser.close();
    return above === undefined ? { record } : { record, head: above };
  });
}

function parserInto(tree: ElementTree): SaxesParser<{ xmlns: true }> {
  const parser = new SaxesParser({ xmlns: true });
  parser.on('opentag', (tag) => tree.open(tag));
  parser.on('closetag', () => tree.close());
  parser.on('text', (text) => tree.addText(text));
  parser.on('cdata', (text) => tree.addText(text));
  parser.on('error', (error) => {
    throw new XmlFault('XML_SYNTAX', `The document is not well-formed: ${error.message}`);
  });
  return parser;
}
