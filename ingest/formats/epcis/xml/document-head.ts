import type { Result } from '../../../../graph/errors.ts';
import type { SourceObject } from '../../../format.ts';
import { decodeText } from '../../encoding.ts';
import type { Encoding } from '../../encoding.ts';
import { emptyObject } from '../../names.ts';
import { rememberLast } from '../../remember.ts';
import { xmlEncoding } from '../../xml/xml-encoding.ts';
import { withoutFault } from '../../xml/xml-fault.ts';
import type { EpcisConfig } from '../epcis-config.ts';
import { readOpenTags } from './xml-element.ts';
import type { Namespaces, XmlElement } from './xml-element.ts';

/** What stands above an event: what its names mean, and the version of the standard it follows. */
export interface DocumentHead {
  readonly encoding: Encoding;
  readonly namespaces: Namespaces;
  readonly schemaVersion: string | undefined;
  /** Names that the document declares to be no part of an event's identity: `{namespace}name`. */
  readonly ignored: ReadonlySet<string>;
  /** As records show it. */
  readonly shown: SourceObject;
}

export const readDocumentHead: (head: Uint8Array, config: EpcisConfig) => Result<DocumentHead> = rememberLast(
  (bytes, config) => {
    const encoding = xmlEncoding(bytes, config.encoding);
    if (encoding.problem) return encoding;
    const text = decodeText(bytes, encoding.ok);
    return text.problem ? text : withoutFault(() => headOf(text.ok, encoding.ok));
  },
);

function headOf(text: string, encoding: Encoding): DocumentHead {
  const { root, namespaces } = readOpenTags(text);
  return {
    encoding,
    namespaces,
    schemaVersion: schemaVersionOf(root),
    ignored: new Set(ignoredBelow(root)),
    shown: shown(root),
  };
}

export const schemaVersionOf = ({ attributes }: XmlElement): string | undefined =>
  attributes.find(({ local, uri }) => uri === '' && local === 'schemaVersion')?.value;

const ignoredBelow = (element: XmlElement): readonly string[] =>
  element.local === 'ignoreFields'
    ? element.children.map(({ local, uri }) => `{${uri}}${local}`)
    : element.children.flatMap(ignoredBelow);

function shown({ local, attributes }: XmlElement): SourceObject {
  const stated = attributes.filter(
    ({ uri, local: name }) => uri === '' && /^(?:schemaVersion|creationDate)$/.test(name),
  );
  return Object.assign(
    emptyObject(),
    { type: local },
    Object.fromEntries(stated.map(({ local: name, value }) => [name, value])),
  );
}
