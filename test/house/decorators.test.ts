import { expect, test } from '@jest/globals';
import { resolve } from 'node:path';
import { compileDecorators, mayCarryDecorators } from '../../tools/decorators.ts';

test('only TypeScript under queries/ is compiled, on either kind of slash', () => {
  const root = resolve(import.meta.dirname, '../..');
  expect(mayCarryDecorators(`${root}/queries/schema/thing.ts`)).toBe(true);
  expect(mayCarryDecorators(`${root}/trace/queries/kernel.ts`)).toBe(false);
  expect(mayCarryDecorators(`${root}/queries/schema.graphql`)).toBe(false);
  expect(mayCarryDecorators('C:\\whence\\queries\\schema\\thing.ts', 'C:/whence/queries/')).toBe(true);
});

test('a decorated class compiles to JavaScript that keeps its imports', () => {
  const source =
    "import { ObjectType } from 'type-graphql';\n@ObjectType()\nexport class Thing { declare key: string; }\n";
  const compiled = compileDecorators(source, '/x/queries/thing.ts');
  expect(compiled).toContain("from 'type-graphql'");
  expect(compiled).not.toContain('@ObjectType()');
});
