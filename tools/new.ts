import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { format, resolveConfig } from 'prettier';
import { newConnector } from './new/new-connector.ts';
import { newFormat } from './new/new-format.ts';
import { newFunction } from './new/new-function.ts';
import { newVerb } from './new/new-verb.ts';
import { nameOf, withLine } from './new/recipe.ts';
import type { Name, Recipe } from './new/recipe.ts';

// npm run new connector | format | function | verb <name>: a starting point that compiles, passes and promises nothing.

const recipes: Readonly<Record<string, (name: Name) => Recipe>> = {
  connector: newConnector,
  format: newFormat,
  function: newFunction,
  verb: newVerb,
};

const root = process.env['WHENCE_HOUSE'] ?? join(import.meta.dirname, '..');

function recipeOf([what = '', name = '']: readonly string[]): Recipe {
  const recipe = recipes[what];
  const named = nameOf(name);
  if (recipe && named) return recipe(named);
  throw new Error(
    `npm run new ${Object.keys(recipes).join(' | ')} <name>; a name is of small letters, digits and hyphens`,
  );
}

/** Nothing is written before everything is known to fit. */
async function make({ files, lines, then }: Recipe): Promise<readonly string[]> {
  const written = new Map<string, string | Uint8Array>();
  for (const [path, text] of Object.entries(files)) {
    if (existsSync(join(root, path))) throw new Error(`${path} is there already`);
    written.set(path, bytesOf(path, text));
  }
  for (const each of lines) {
    const before = written.get(each.file) ?? readFileSync(join(root, each.file), 'utf8');
    const after = withLine(String(before), each);
    if (after === undefined) throw new Error(`${each.file} has no place for: ${each.line}`);
    written.set(each.file, after);
  }
  for (const [path, content] of written) await write(join(root, path), content);
  return [...written.keys(), '', 'Then:', ...then.map((step, n) => `${n + 1}. ${step}`)];
}

/** A byte that is no UTF-8 can only be written as a byte. */
const bytesOf = (path: string, text: string): string | Uint8Array =>
  path.includes('/broken/') && path.includes('input') ? Buffer.from(text, 'latin1') : text;

async function write(path: string, content: string | Uint8Array): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  if (typeof content !== 'string' || !/\.(ts|md)$/.test(path)) {
    writeFileSync(path, content);
    return;
  }
  writeFileSync(path, await format(content, { ...(await resolveConfig(path)), filepath: path }));
}

try {
  for (const line of await make(recipeOf(process.argv.slice(2)))) process.stdout.write(`${line}\n`);
} catch (error) {
  process.stderr.write(`${relative(process.cwd(), import.meta.filename)}: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
