import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { kindsAndLabels, labelsOf } from '../graph/store/neo4j/labels.ts';
import { schema, schemaVersion } from '../graph/store/neo4j/schema.ts';
import { flowKinds, joinKinds } from '../graph/store/changes.ts';
import { exampleQuestions } from './neo4j-questions.ts';

// node tools/neo4j-page.ts writes docs/operating/neo4j-graph.md from the code that makes the graph.
export const neo4jPagePath = new URL('../docs/operating/neo4j-graph.md', import.meta.url);

const intro = `# What lies in the database

Made by \`npm run docs\` from \`graph/store/neo4j/\`. Schema version ${String(schemaVersion)}.

Every node has the label \`Keyed\` and the property \`key\`, beside the parts of its key (\`kind\`, \`scheme\`, \`issuer\`, \`value\`, \`material\`, \`site\`)
and \`search\`, its number in capitals. A node is only its identity: whatever is known of it is stated by statements.

Every relationship carries who stated it and when: \`eid\`, \`event\`, \`record\` and \`recordedAt\` (ledger positions), \`retractedAt\` once it was taken back,
\`source\`, \`mapping\`, \`view\`, \`context\`, \`certainty\`, and where stated \`validFrom\`, \`validTo\`, \`qty\` (exact text), \`unit\`, \`qtyNum\` (for sorting only),
\`choice\`, \`method\`. **What counts now is \`r.retractedAt IS NULL\`.** \`(:Statement)-[:STATES]->(:Keyed)\` are attributes: \`name\` and \`value\` (JSON);
a \`Statement\` has the whole event in \`body\`. \`(:GenealogyGraph)\` is the state of the graph.
`;

export async function neo4jPage(): Promise<string> {
  const labels = kindsAndLabels.map(
    ([kind]) =>
      `| ${kind} | ${labelsOf(kind)
        .map((label) => `\`${label}\``)
        .join(' ')} |`,
  );
  const questions = exampleQuestions.map(
    ({ asks, cypher }) => `### ${asks}\n\n\`\`\`cypher\n${cypher.trim()}\n\`\`\`\n`,
  );
  const parts = [
    intro,
    `## Labels\n\n| kind | labels |\n| --- | --- |\n${labels.join('\n')}\n`,
    `## Relationships\n\nWalked by a trace, in the direction in which suspicion travels: ${flowKinds.map(code).join(', ')}.\n`,
    `Context, never walked: ${joinKinds.map(code).join(', ')}.\n`,
    `## Constraints and indexes\n\n\`\`\`cypher\n${schema.join(';\n')};\n\`\`\`\n`,
    `## Ten questions to begin with\n\nThey run as tests against the example plant.\n`,
    ...questions,
  ];
  const options = await resolveConfig(neo4jPagePath);
  return format(parts.join('\n'), { ...options, parser: 'markdown' });
}

const code = (text: string): string => `\`${text}\``;

if (import.meta.main) writeFileSync(neo4jPagePath, await neo4jPage());
