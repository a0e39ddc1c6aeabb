import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { parse } from 'yaml';
import { ruleTests } from './rule-tests.ts';
import type { RuleTest } from './rule-tests.ts';

export const rulesPagePath = new URL('../docs/rules.md', import.meta.url);

interface Rule {
  readonly says: string;
  /** Work of a later version: no test bears it yet. */
  readonly later?: boolean;
}

interface Chapter {
  readonly title: string;
  readonly rules: Readonly<Record<string, Rule>>;
}

export const ruleChapters = parse(
  readFileSync(new URL('../docs/rules.yaml', import.meta.url), 'utf8'),
) as readonly Chapter[];

const opening = `# Rules, and the tests that hold them

What Whence promises, and where each promise is tested: the number of a rule stands in the titles of its tests. Made of \`docs/rules.yaml\`
and of the tests by \`npm run docs\`.
`;

/** `docs/rules.md` as it should be. */
export async function rulesPage(): Promise<string> {
  const tests = ruleTests();
  const parts = ruleChapters.flatMap(({ title, rules }) => [`## ${title}\n`, ...list(rules, tests), '']);
  const style = await resolveConfig(rulesPagePath);
  return format([opening, ...parts].join('\n'), { ...style, parser: 'markdown' });
}

function list(rules: Chapter['rules'], tests: readonly RuleTest[]): readonly string[] {
  return Object.entries(rules).map(([id, { says, later }]) => {
    const files = new Set(tests.filter((test) => test.rules.includes(id)).map(({ path }) => path));
    const where = [...files].map((path) => `[${nameOf(path)}](../${path})`).join(', ');
    return `- **${id}** ${says} _${later === true ? 'Later.' : `Tests: ${where}`}_`;
  });
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/(\.test)?\.ts$/, '');

if (import.meta.main) writeFileSync(rulesPagePath, await rulesPage());
