import type { Problem } from '../../../../graph/errors.ts';
import type { SourceObject, SourceValue } from '../../../format.ts';
import { readJsonObject } from '../../json/read-object.ts';
import { isObject } from '../../names.ts';
import { checkParameter, wrongQuery } from './query-parameters.ts';

const schema = 'query-schema.json';

/** The document, if its context declares it a query definition. */
export function readJsonQuery(bytes: Uint8Array): SourceObject | undefined {
  // Reading a document only for this would double the cost of every bare event.
  if (!Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(schema)) return undefined;
  const document = readJsonObject(bytes).ok;
  const context = document?.['@context'];
  return typeof context === 'string' && context.endsWith(schema) ? document : undefined;
}

/** What is wrong with a query definition, if anything; also one that is created by name: `{ name, query: { … } }`. */
export function checkJsonQuery({ '@context': context, name, query, ...direct }: SourceObject): Problem | undefined {
  for (const [parameter, value] of Object.entries(isObject(query) ? query : direct)) {
    const values = textsOf(value);
    const wrong = values
      ? checkParameter(parameter, values)
      : wrongQuery(`Parameter ${parameter} is neither value nor list`, parameter);
    if (wrong) return wrong;
  }
  return undefined;
}

function textsOf(value: SourceValue): readonly string[] | undefined {
  const list: readonly SourceValue[] = Array.isArray(value) ? (value as readonly SourceValue[]) : [value];
  return list.every((one) => typeof one === 'string' || typeof one === 'boolean') ? list.map(String) : undefined;
}
