import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { LedgerMode } from '../../graph/ledger/mode.ts';

const closed = { additionalProperties: false } as const;

const Server = Type.Object(
  {
    host: Type.String({
      description:
        'Name or address to listen on. This version has no accounts, so only this machine: 127.0.0.1, ::1 or localhost.',
      default: '127.0.0.1',
    }),
    port: Type.Integer({
      description: 'Port of API and pages; 0 takes a free one.',
      minimum: 0,
      maximum: 65535,
      default: 4040,
    }),
  },
  closed,
);

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
type Level = (typeof levels)[number];

const Log = Type.Object(
  {
    level: Type.Unsafe<Level>({
      type: 'string',
      enum: levels,
      description: 'What is worth a line on standard error.',
      default: 'warn',
    }),
  },
  closed,
);

const Secret = Type.Object(
  {
    env: Type.Optional(
      Type.String({ description: 'Variable that holds the password.', pattern: '^[A-Za-z_][A-Za-z0-9_]*$' }),
    ),
    file: Type.Optional(Type.String({ description: 'File that holds the password, and nothing else.', minLength: 1 })),
  },
  { ...closed, description: 'Where the password is: a variable or a file. It never stands here itself.' },
);

const Neo4j = Type.Object(
  {
    uri: Type.Optional(
      Type.String({
        description:
          'bolt://host:7687 for one server, neo4j:// for a cluster; bolt+s:// and neo4j+s:// over TLS. Without it the graph is a file of the data folder.',
        pattern: '^(bolt|neo4j)(\\+s|\\+ssc)?://[^@/\\s]+$',
      }),
    ),
    database: Type.Optional(
      Type.String({
        description: 'The database that holds the graph, and nothing else: neo4j where not said.',
        minLength: 1,
      }),
    ),
    user: Type.Optional(Type.String({ description: 'Who we are there: neo4j where not said.', minLength: 1 })),
    password: Type.Optional(Secret),
    certificateAuthority: Type.Optional(
      Type.String({
        description: 'File with the authority that signed the certificate of the server; for bolt:// and neo4j://.',
        minLength: 1,
      }),
    ),
  },
  closed,
);

type IndexUse = 'on' | 'off';

const Store = Type.Object(
  {
    neo4j: Type.Optional(Neo4j),
    index: Type.Optional(
      Type.Unsafe<IndexUse>({
        type: 'string',
        enum: ['on', 'off'],
        description:
          'on, where not said: the service holds an index of the graph in memory and walks there. off: the database walks, for a graph that is larger than memory; answers take longer and say what was not looked for.',
      }),
    ),
  },
  { ...closed, description: 'Where the graph is kept. By default in the data folder.' },
);

/** Everything that can be set, without the sources: those are for `ingest/sources.ts` to read. */
export const ConfigSchema = Type.Object(
  {
    data: Type.String({
      description: 'The data folder: the ledger and all that is made of it. Of one running service at a time.',
      minLength: 1,
      default: 'data',
    }),
    mode: Type.Unsafe<LedgerMode>({
      type: 'string',
      enum: ['single', 'regulated'],
      description:
        'Who approves plans. single: whoever runs the service, by starting it. regulated: a second person; a ledger that was regulated once stays so.',
      default: 'single',
    }),
    store: Type.Optional(Store),
    server: Server,
    log: Log,
  },
  closed,
);

export type Settings = Static<typeof ConfigSchema>;

/** What a file may hold beside the settings, and who reads it. */
export const sourceKeys = ['sources', 'schemes', 'units', 'tables'] as const;

/** One thing that can be set: `server.port`. */
export interface Leaf {
  readonly path: readonly string[];
  readonly kind: 'text' | 'integer';
  readonly fallback: unknown;
  readonly schema: object;
}

interface Shape {
  readonly type?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Shape>>;
}

export const leaves: readonly Leaf[] = leavesOf(ConfigSchema, []);

function leavesOf(schema: Shape, path: readonly string[]): readonly Leaf[] {
  const { type, default: fallback, properties } = schema;
  if (properties === undefined) return [{ path, kind: type === 'integer' ? 'integer' : 'text', fallback, schema }];
  return Object.entries(properties).flatMap(([name, shape]) => leavesOf(shape, [...path, name]));
}
