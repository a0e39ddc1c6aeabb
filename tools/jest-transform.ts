import { stripTypeScriptTypes } from 'node:module';
import { compileDecorators, mayCarryDecorators } from './decorators.ts';

/** The two transformations of a running service, for jest: what is tested is what runs. */
export default {
  process: (source: string, path: string): { code: string } => ({
    code: mayCarryDecorators(path) ? compileDecorators(source, path) : stripTypeScriptTypes(source),
  }),
};
