import { expect, test } from '@jest/globals';
import { compileDecorators, mayCarryDecorators } from '../../tools/decorators.ts';

test('only files of queries/ are compiled, on either kind of slash', () => {
  expect(mayCarryDecorators('/x/queries/schema/thing.ts')).toBe(true);
  expect(mayCarryDecorators('C:\\x\\queries\\schema\\thing.ts')).toBe(true);
  expect(mayCarryDecorators('/x/trace/kernel.ts')).toBe(false);
});

test('a decorated class compiles to JavaScript that keeps its imports', () => {
  const source = "import { ObjectType } from 'type-graphql';\n@ObjectType()\nexport class Thing { declare key: string; }\n";
  const compiled = compileDecorators(source, '/x/queries/thing.ts');
  expect(compiled).toContain("from 'type-graphql'");
  expect(compiled).not.toContain('@ObjectType()');
});
