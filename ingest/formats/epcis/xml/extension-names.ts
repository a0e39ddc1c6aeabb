import { isForbiddenName } from '../../names.ts';
import { XmlFault } from '../../xml/xml-fault.ts';
import { isStandard } from './epcis-namespaces.ts';
import type { XmlName } from './xml-element.ts';

/**
 * How the names of one event are written: those of the standard bare, extensions as `prefix:name`. An event may bind a
 * prefix anew in each of its elements, or use none; here every namespace has one prefix, the first it came with.
 */
export class ExtensionNames {
  readonly #prefixes = new Map<string, string>();
  readonly #namespaces = new Map<string, string>();

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
    const prefix = this.#free(wanted === '' || isForbiddenName(wanted) ? 'ns' : wanted);
    this.#prefixes.set(uri, prefix);
    this.#namespaces.set(prefix, uri);
    return prefix;
  }

  #free(wanted: string): string {
    if (!this.#namespaces.has(wanted)) return wanted;
    for (let n = 2; ; n++) if (!this.#namespaces.has(`${wanted}${n}`)) return `${wanted}${n}`;
  }
}
