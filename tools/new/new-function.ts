import type { Name, Recipe } from './recipe.ts';

export const newFunction = ({ kebab, camel }: Name): Recipe => ({
  files: {
    [`ingest/mapping/functions/${kebab}.ts`]: `import { refusedValue, textFunction } from '../mapping-function.ts';

/** Not written yet: it gives an issue rather than a guess, so that no plan can rest on it by mistake. */
export const ${camel} = textFunction('${kebab}', 'Not written yet; gives MAP_TYPE for every text.', (text) =>
  refusedValue('MAP_TYPE', '${kebab} is not written yet', text),
);
`,
  },
  lines: [
    {
      file: 'ingest/mapping/functions.ts',
      within: 'import { lookup, unit }',
      before: 'import { lookup, unit }',
      line: `import { ${camel} } from './functions/${kebab}.ts';`,
    },
    { file: 'ingest/mapping/functions.ts', within: 'const all:', before: '];', line: `  ${camel},` },
    {
      file: 'ingest/mapping/functions.test.ts',
      within: 'const cases:',
      before: '};',
      line: `  ${kebab.includes('-') ? `'${kebab}'` : kebab}: [['v | ${kebab}', { v: 'a' }, 'MAP_TYPE']],`,
    },
    {
      file: 'docs/mapping/reference.md',
      within: '| `sha256` ',
      before: '| `sha256` ',
      line: `| \`${kebab}\` | Not written yet; gives MAP_TYPE for every text. |`,
    },
  ],
  then: [
    `Write the function in ingest/mapping/functions/${kebab}.ts: pure, total, an issue instead of a guess; say what it does in \`says\`.`,
    'Put its cases where the new line in ingest/mapping/functions.test.ts stands.',
    'Say the same in its line of docs/mapping/reference.md; a test compares the two.',
    'npm run docs',
  ],
});
