import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { compileDecorators, mayCarryDecorators } from './decorators.ts';

registerHooks({
  load(url, context, nextLoad) {
    if (!url.startsWith('file:')) return nextLoad(url, context);
    const path = fileURLToPath(url);
    if (!mayCarryDecorators(path)) return nextLoad(url, context);
    return { format: 'module', source: compileDecorators(readFileSync(path, 'utf8'), path), shortCircuit: true };
  },
});
