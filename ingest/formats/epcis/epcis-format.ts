import type { Decoded, Format, FrameResult, SourceObject } from '../../format.ts';
import { checkEvent } from './check-event.ts';
import { EpcisConfigSchema, syntaxOfContentType } from './epcis-config.ts';
import type { EpcisConfig, EpcisSyntax } from './epcis-config.ts';
import type { EpcisContext } from './epcis-context.ts';
import type { EpcisSyntaxReader } from './epcis-syntax.ts';
import { eventHash } from './event-hash/event-hash.ts';
import { jsonSyntax } from './json-syntax.ts';
import { plainWords } from './plain-words.ts';
import { xmlSyntax } from './xml/xml-syntax.ts';

/**
 * EPCIS 2.0 JSON-LD and EPCIS 1.2 and 2.0 XML: documents, query documents and bare events; a record an event, its head the
 * document around it. Query definitions hold no records. The record is the event in the shape of JSON-LD whatever its
 * syntax, with CBV words bare whatever their spelling, without `@context`, and with what was derived: `@hash`, its CBV
 * event hash, and `@namespaces`, the namespaces of its extensions by prefix.
 */
export const epcisFormat: Format<EpcisConfig> = {
  id: 'epcis',
  configSchema: EpcisConfigSchema,
  declared,
  frame,
  decode,
};

const syntaxes: Readonly<Record<EpcisSyntax, EpcisSyntaxReader>> = { json: jsonSyntax, xml: xmlSyntax };

const syntaxOf = ({ syntax = 'json' }: EpcisConfig): EpcisSyntaxReader => syntaxes[syntax];

function declared(config: EpcisConfig, contentType: string): EpcisConfig {
  const syntax = syntaxOfContentType(contentType);
  return syntax === undefined || syntax === (config.syntax ?? 'json') ? config : switched(config, syntax);
}

// One object for each: what is remembered of a head is remembered by its config.
const others = new WeakMap<EpcisConfig, EpcisConfig>();

function switched(config: EpcisConfig, syntax: EpcisSyntax): EpcisConfig {
  const known = others.get(config) ?? { ...config, syntax };
  others.set(config, known);
  return known;
}

function frame(bytes: Uint8Array, config: EpcisConfig): FrameResult {
  return syntaxOf(config).frame(bytes, config);
}

function decode(record: Uint8Array, head: Uint8Array | undefined, config: EpcisConfig): Decoded {
  const read = syntaxOf(config).read(record, head, config);
  if (read.problem) return { ok: false, problem: read.problem };
  const { event, context, head: around } = read.ok;
  const wrong = checkEvent(event, context);
  if (wrong) return { ok: false, problem: wrong };
  return { ok: true, record: withDerived(event, context), ...(around ? { head: around } : {}) };
}

function withDerived(event: SourceObject, context: EpcisContext): SourceObject {
  const namespaces = Object.assign(Object.create(null) as Record<string, string>, Object.fromEntries(context.prefixes));
  return Object.assign(plainWords(event), { '@hash': eventHash(event, context), '@namespaces': namespaces });
}
