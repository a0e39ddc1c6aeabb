import type { Name, Recipe } from './recipe.ts';

const sample = (kebab: string): string => `sources:
  my-${kebab}:
    connector: ${kebab}
    config:
      every: 1000 # milliseconds between two looks
    plan: plans/my-${kebab}.yaml
`;

const connector = (
  kebab: string,
  camel: string,
  pascal: string,
): string => `import { WhenceError } from '../../../graph/errors.ts';
import type { Connector, ConnectorPort, ConnectorRecord, Guarantee, ProbeReport } from '../../connector.ts';
import { ${pascal}ConfigSchema } from './config.ts';
import type { ${pascal}Config } from './config.ts';

export const ${camel}Connector: Connector<${pascal}Config> = {
  kind: '${kebab}',
  configSchema: ${pascal}ConfigSchema,
  guarantee,
  keepAlive: ({ every = 1000 }) => Math.max(30_000, 3 * every),
  probe,
  run,
};

// No better than what a fault test shows (I8).
function guarantee(): Guarantee {
  return {
    verdict: 'lossy',
    because: 'It is not written yet and brings nothing.',
    position: 'key',
    cannotShow: ['anything'],
  };
}

function probe(): Promise<ProbeReport> {
  return Promise.resolve({ ok: false, records: [], findings: ['${kebab} is not written yet'] });
}

async function run(config: ${pascal}Config, port: ConnectorPort, { once }: { readonly once: boolean }): Promise<void> {
  while (!port.signal.aborted) {
    const batch = await readNext();
    port.alive('protocol');
    // Kept first; only then may the source be told so (I1).
    if (batch.length > 0) await port.emit(batch);
    if (once && batch.length === 0) return;
    await port.clock.pause(config.every ?? 1000);
  }
}

/** What the source has to give next; frames and interprets nothing. */
function readNext(): Promise<readonly ConnectorRecord[]> {
  return Promise.reject(new WhenceError('SOURCE_CONFIG', { says: '${kebab} is not written yet' }));
}
`;

const config = (pascal: string): string => `import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

export const ${pascal}ConfigSchema = Type.Object(
  {
    every: Type.Optional(Type.Integer({ minimum: 50, default: 1000, description: 'Milliseconds between two looks.' })),
    decode: Type.Unsafe<{ readonly format: string; readonly [setting: string]: unknown }>({
      type: 'object',
      required: ['format'],
      properties: { format: { type: 'string' } },
      description: 'How records are read; taken from the plan of the source.',
    }),
  },
  { additionalProperties: false, description: 'Not written yet.' },
);

export type ${pascal}Config = Static<typeof ${pascal}ConfigSchema>;
`;

const test = (kebab: string, camel: string): string => `import { expect, test } from '@jest/globals';
import type { ConnectorPort } from '../../connector.ts';
import { ${camel}Connector } from './connector.ts';

const config = { decode: { format: 'json' } };
const port = { signal: new AbortController().signal, alive: () => undefined } as unknown as ConnectorPort;

test('I8: it promises nothing before it is written', async () => {
  expect(${camel}Connector.guarantee(config).verdict).toBe('lossy');
  expect(await ${camel}Connector.probe(config, port)).toMatchObject({ ok: false, records: [] });
  await expect(${camel}Connector.run(config, port, { once: true })).rejects.toThrow('${kebab} is not written yet');
});
`;

const page = (kebab: string): string => `# ${kebab}

Not written yet.

\`\`\`yaml
${sample(kebab).trim()}
\`\`\`

**Promise:** none yet.

Tests: \`connector.test.ts\` beside this page.
`;

export const newConnector = ({ kebab, camel, pascal }: Name): Recipe => ({
  files: {
    [`ingest/connectors/${kebab}/connector.ts`]: connector(kebab, camel, pascal),
    [`ingest/connectors/${kebab}/config.ts`]: config(pascal),
    [`ingest/connectors/${kebab}/sample.yaml`]: sample(kebab),
    [`ingest/connectors/${kebab}/README.md`]: page(kebab),
    [`ingest/connectors/${kebab}/connector.test.ts`]: test(kebab, camel),
  },
  lines: [
    {
      file: 'ingest/registry.ts',
      within: 'import { sftpConnector }',
      before: 'import { sftpConnector }',
      line: `import { ${camel}Connector } from './connectors/${kebab}/connector.ts';`,
    },
    { file: 'ingest/registry.ts', within: 'const all:', before: '];', line: `  ${camel}Connector,` },
  ],
  then: [
    `Write \`readNext\`, \`probe\` and the settings in ingest/connectors/${kebab}/.`,
    `Hold it to its promise: test/conformance/${kebab}-connector.test.ts (copy files-connector.test.ts) and test/faults/${kebab}.test.ts.`,
    'State the guarantee that these tests show, and no better one; say the same in README.md.',
    'A heavy package gets a line in .dependency-cruiser.mjs (homes) and one in docs/decisions/0001-dependencies.md.',
  ],
});
