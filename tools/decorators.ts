import type * as Swc from '@swc/core';
import { createRequire } from 'node:module';
import { resolve, sep } from 'node:path';

const options: Swc.Options = {
  swcrc: false,
  configFile: false,
  sourceMaps: 'inline',
  module: { type: 'es6' },
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
  },
};

const require = createRequire(import.meta.url);
const withSlashes = (path: string): string => path.replaceAll('\\', '/');
const queries = withSlashes(resolve(import.meta.dirname, '../queries') + sep);

/** Only the GraphQL schema and its resolvers carry decorators, which type stripping refuses. Everything else runs as it is written. */
export const mayCarryDecorators = (path: string, folder = queries): boolean =>
  withSlashes(path).startsWith(folder) && path.endsWith('.ts');

export function compileDecorators(source: string, path: string): string {
  // Loaded at the first decorated file: most commands never meet one.
  const { transformSync } = require('@swc/core') as typeof Swc;
  return transformSync(source, { ...options, filename: path, sourceFileName: path }).code;
}
