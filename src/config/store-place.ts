import { resolve } from 'node:path';
import { problem } from '../../graph/errors.ts';
import type { Problem } from '../../graph/errors.ts';
import type { StorePlace } from '../../graph/store/open-graph.ts';
import type { Settings } from './config-schema.ts';

interface Stated {
  readonly name: string;
  readonly value: unknown;
  readonly origin: string;
}

/** Where the settings say that the graph is kept. */
export function storePlace({
  data,
  folder,
  store,
}: Pick<Settings, 'data' | 'store'> & { readonly folder: string }): StorePlace {
  const { uri, database = 'neo4j', user = 'neo4j', password, certificateAuthority } = store?.neo4j ?? {};
  if (uri === undefined) return { kind: 'sqlite', folder: data };
  const { env, file } = password!;
  return {
    kind: 'neo4j',
    ...{ uri, database, user },
    password: file === undefined ? { env: env! } : { file: resolve(folder, file) },
    ...(certificateAuthority === undefined ? {} : { certificateAuthority: resolve(folder, certificateAuthority) }),
  };
}

export const isWithoutIndex = ({ store }: Pick<Settings, 'store'>): boolean => store?.index === 'off';

const group = 'store.neo4j.';

/** What no setting shows by itself. */
export function storeFaults(settings: readonly Stated[]): readonly Problem[] {
  const of = (name: string): Stated | undefined => settings.find((one) => one.name === group + name);
  const uri = of('uri');
  const index = settings.find(({ name, value }) => name === 'store.index' && value === 'off');
  if (index !== undefined && uri === undefined)
    return [fault(index, 'needs store.neo4j.uri: a file has no way to walk but the index')];
  const first = settings.find(({ name }) => name.startsWith(group));
  if (uri === undefined)
    return first === undefined ? [] : [fault(first, 'is said, and store.neo4j.uri is not: which server is it?')];
  const secrets = ['password.env', 'password.file'].flatMap((name) => of(name) ?? []);
  if (secrets.length === 1) return [];
  return [fault(uri, 'needs one of store.neo4j.password.env and store.neo4j.password.file')];
}

const fault = ({ name, origin, value }: Stated, says: string): Problem =>
  problem('CONFIG_INVALID', `${name} ${says} (${origin})`, { path: name, value: JSON.stringify(value) });
