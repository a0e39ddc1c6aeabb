import type { Name, Recipe } from './recipe.ts';

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

export const newFormat = ({ kebab, camel, pascal }: Name): Recipe => ({
  files: {
    [`ingest/formats/${kebab}/${kebab}-format.ts`]: `import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { Decoded, Format, FrameResult } from '../../format.ts';
import { decodeText, markLength } from '../encoding.ts';
import { framed } from '../framing.ts';
import { emptyObject } from '../names.ts';

const ${pascal}ConfigSchema = Type.Object({ format: Type.Literal('${kebab}') }, { additionalProperties: false });

type ${pascal}Config = Static<typeof ${pascal}ConfigSchema>;

/** A line is a record, and its whole text is \`text\`: where to begin from. */
export const ${camel}Format: Format<${pascal}Config> = {
  id: '${kebab}',
  configSchema: ${pascal}ConfigSchema,
  frame,
  decode,
};

const lineFeed = 0x0a;

function frame(bytes: Uint8Array): FrameResult {
  const records = [];
  let line = 1;
  for (let start = markLength(bytes, 'utf-8'); start < bytes.length; line += 1) {
    const found = bytes.indexOf(lineFeed, start);
    const end = found === -1 ? bytes.length : found;
    if (end > start) records.push({ start, end, line });
    start = end + 1;
  }
  return framed(bytes, records, undefined);
}

function decode(record: Uint8Array): Decoded {
  const text = decodeText(record, 'utf-8');
  if (text.problem) return { ok: false, problem: text.problem };
  return { ok: true, record: Object.assign(emptyObject(), { text: text.ok }) };
}
`,
    [`ingest/formats/${kebab}/cases/a-line-is-a-record/config.json`]: json({ format: kebab }),
    [`ingest/formats/${kebab}/cases/a-line-is-a-record/input.txt`]: 'first\n\nsecond\n',
    [`ingest/formats/${kebab}/cases/a-line-is-a-record/expected.json`]: json({
      records: [{ text: 'first' }, { text: 'second' }],
    }),
    [`ingest/formats/${kebab}/broken/wrong-encoding/config.json`]: json({ format: kebab }),
    // Latin-1 where UTF-8 is declared, made of many so that the byte can stand in a text.
    [`ingest/formats/${kebab}/broken/wrong-encoding/input.txt`]: '\u00ff',
    [`ingest/formats/${kebab}/broken/wrong-encoding/expected.json`]: json({
      records: [{ problem: 'ENCODING_INVALID' }],
    }),
  },
  lines: [
    {
      file: 'ingest/formats/registry.ts',
      within: 'import { xmlFormat }',
      before: 'import { xmlFormat }',
      line: `import { ${camel}Format } from './${kebab}/${kebab}-format.ts';`,
    },
    { file: 'ingest/formats/registry.ts', within: 'const all:', before: '];', line: `  ${camel}Format,` },
  ],
  then: [
    `Say in ingest/formats/${kebab}/${kebab}-format.ts where a record ends (\`frame\`) and what it holds (\`decode\`); both pure, neither throws.`,
    'Add cases by copying the folders below cases/ and broken/.',
  ],
});
