import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { errors } from '../graph/errors.ts';

export const errorsPagePath = new URL('../docs/errors.md', import.meta.url);

const opening = `# Errors

Every code that Whence can give, in the API, on the command line, in the quarantine and in the log: what it means, what usually caused it
in a plant, and what to do. Generated from \`graph/errors.ts\` by \`npm run docs\`.
`;

const section = ([code, { meaning, cause, remedy }]: [string, (typeof errors)[keyof typeof errors]]): string =>
  `## ${code}\n\n${meaning}\n\n- **Likely cause:** ${cause}\n- **Remedy:** ${remedy}\n`;

/** `docs/errors.md` as it should be. */
export async function errorsPage(): Promise<string> {
  const style = await resolveConfig(errorsPagePath);
  return format([opening, ...Object.entries(errors).map(section)].join('\n'), { ...style, parser: 'markdown' });
}

if (import.meta.main) writeFileSync(errorsPagePath, await errorsPage());
