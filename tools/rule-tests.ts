import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';

const root = resolve(import.meta.dirname, '..');

/** A test, or a group of tests, whose title bears the numbers of rules: `T7: …`, `I1, I3: …`, `… (M5)`. */
export interface RuleTest {
  readonly path: string;
  readonly title: string;
  readonly rules: readonly string[];
}

/** All of them, in the order of their paths. Suites that are shared (test/conformance) count too. */
export function ruleTests(): readonly RuleTest[] {
  const paths = globSync('{graph,ingest,trace,queries,src,test}/**/*.ts', { cwd: root });
  return paths
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.test.ts') || path.startsWith('test/'))
    .toSorted()
    .flatMap((path) => titlesIn(path).map((title) => ({ path, title, rules: rulesIn(title) })))
    .filter(({ rules }) => rules.length > 0);
}

const rulesIn = (title: string): readonly string[] => [
  ...new Set([...title.matchAll(/\b[AIMST][1-9]\d?\b/g)].map(([rule]) => rule)),
];

function titlesIn(path: string): readonly string[] {
  const file = ts.createSourceFile(path, readFileSync(resolve(root, path), 'utf8'), ts.ScriptTarget.Latest);
  const titles: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTest(node.expression)) titles.push(...titleOf(node.arguments[0]));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return titles;
}

/** `test`, `describe.each(…)`, `test.failing` … */
function isTest(called: ts.Expression): boolean {
  if (ts.isIdentifier(called)) return called.text === 'test' || called.text === 'describe';
  if (ts.isPropertyAccessExpression(called)) return isTest(called.expression);
  return ts.isCallExpression(called) && isTest(called.expression);
}

function titleOf(said: ts.Expression | undefined): readonly string[] {
  if (said === undefined) return [];
  if (ts.isStringLiteralLike(said)) return [said.text];
  if (!ts.isTemplateExpression(said)) return [];
  return [said.head.text + said.templateSpans.map(({ literal }) => `…${literal.text}`).join('')];
}
