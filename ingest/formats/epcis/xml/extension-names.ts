import { isForbiddenName } from '../../names.ts';
import { XmlFault } from '../../xml/xml-fault.ts';
import { isStandard } from './epcis-namespaces.ts';
import type { Namespaces, XmlName } from './xml-element.ts';

/**
 * How the names of one event are written: those of the standard bare, extensions as `prefix:name`. An event may bind a
 * prefix anew in each of its elements, or use none; here every namespace has one prefix: that of the document where it
 * declares one, else the first it came with.
 */
export class ExtensionNames {
  readonly #prefixes = new Map<string, string>();
  readonly #namespaces = new Map<string, string>();

  readonly #ofDocument: readonly (readonly [string, string])[];

  constructor(ofDocument: Namespaces) {
    this.#ofDocument = Object.entries(ofDocument).filter(([prefix]) => prefix !== '');
  }

  written({ local, uri, prefix }: XmlName): string {
    if (isForbiddenName(local)) throw new XmlFault('FORMAT_NAME', `A name is ${local}`, local);
    return isStandard(uri) ? local : `${this.#prefixOf(uri, prefix)}:${local}`;
  }

  /** Namespaces by prefix. */
  get prefixes(): ReadonlyMap<string, string> {
    return this.#namespaces;
  }

  #prefixOf(uri: string, wanted: string): string {
    const known = this.#prefixes.get(uri);
    if (known !== undefined) return known;
    const declared = this.#ofDocument.filter(([, namespace]) => namespace === uri).map(([prefix]) => prefix);
    const best = declared.length === 0 || declared.includes(wanted) ? wanted : declared[0]!;
    const prefix = this.#free(best === '' || isForbiddenName(best) ? 'ns' : best);
    this.#prefixes.set(uri, prefix);
    this.#namespaces.set(prefix, uri);
    return prefix;
  }

  #free(wanted: string): string {
    if (!this.#namespaces.has(wanted)) return wanted;
    for (let n = 2; ; n++) if (!this.#namespaces.has(`${wanted}${n}`)) return `${wanted}${n}`;
  }
}
