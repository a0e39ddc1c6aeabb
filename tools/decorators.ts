import { transformSync, type Options } from '@swc/core';

const options: Options = {
  swcrc: false,
  configFile: false,
  sourceMaps: 'inline',
  module: { type: 'es6' },
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
    experimental: { keepImportAttributes: true },
  },
};

/** Only the GraphQL schema and its resolvers carry decorators, which type stripping refuses. Everything else runs as it is written. */
export const mayCarryDecorators = (path: string): boolean => /\/queries\/.*\.ts$/.test(path.replaceAll('\\', '/'));

export const compileDecorators = (source: string, path: string): string =>
  transformSync(source, { ...options, filename: path, sourceFileName: path }).code;
