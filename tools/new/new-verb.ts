import type { Line, Name, Recipe } from './recipe.ts';

const schema = (verb: string, pascal: string): string => `import type { Static } from '@sinclair/typebox';
import { eventSchema, uses } from './parts.ts';

export const ${pascal}Schema = eventSchema('${verb}', 'Something was done with things that stay themselves.', {
  things: uses('What it was done with.'),
});
export type ${pascal}Event = Static<typeof ${pascal}Schema>;
`;

const example = (verb: string, camel: string): string => `import { at, exampleEvent, lot } from './frame.ts';
import type { Example } from './frame.ts';

export const ${camel}Examples: readonly Example<'${verb}'>[] = [
  {
    title: 'A batch',
    event: exampleEvent('${verb}', 'mes:1', {
      time: at('2026-03-02T07:00:00Z'),
      things: [{ thing: lot('PC-700', 'B0815') }],
    }),
  },
];
`;

const projection = (
  verb: string,
  pascal: string,
): string => `import type { EventOf } from '../events/canonical-event.ts';
import { contextOf, operationOf, subjectsOf } from './operation.ts';
import type { Stated } from './stated.ts';

// ${verb}: something was done with things that stay themselves. It is context: nothing flows by it.
export function project${pascal}(event: EventOf<'${verb}'>): readonly Stated[] {
  const operation = operationOf(event);
  return [...subjectsOf(event, event.things, operation), ...contextOf(event, operation)];
}
`;

const test = (verb: string, camel: string): string => `import { expect, test } from '@jest/globals';
import { ${camel}Examples } from '../events/examples/${verb}.ts';
import { validateEvent } from '../events/validate.ts';
import { projectEvent } from './project.ts';

test('M5: its examples are valid, and each states an operation on its things', () => {
  for (const { event } of ${camel}Examples) {
    expect(validateEvent(event)).toEqual({ ok: event });
    const { nodes, edges } = projectEvent(event, 1);
    expect(nodes.map(({ ref }) => ref.kind)).toEqual(expect.arrayContaining(['operation', 'lot']));
    expect(edges.length).toBeGreaterThan(0);
  }
});
`;

export const newVerb = ({ kebab: verb, camel, pascal }: Name): Recipe => ({
  files: {
    [`graph/events/${verb}.ts`]: schema(verb, pascal),
    [`graph/events/examples/${verb}.ts`]: example(verb, camel),
    [`graph/writer/project-${verb}.ts`]: projection(verb, pascal),
    [`graph/writer/project-${verb}.test.ts`]: test(verb, camel),
  },
  lines: linesOf(verb, camel, pascal),
  then: [
    `Say in graph/events/${verb}.ts what its fields are and in graph/writer/project-${verb}.ts what they state; the examples are its page.`,
    'If something flows by it, say so in trace/ and in the reference kernel, under a rule of its own.',
    'npm run docs',
  ],
});

/** All tables are checked to be whole by their types: a verb that is left out of one does not compile. */
function linesOf(verb: string, camel: string, pascal: string): readonly Line[] {
  const key = verb.includes('-') ? `'${verb}'` : verb;
  const [events, examples, writer] = [
    'graph/events/canonical-event.ts',
    'graph/events/examples/all.ts',
    'graph/writer/project.ts',
  ];
  const before = (file: string, within: string, line: string): Line => ({ file, within, before: within, line });
  return [
    before(
      events,
      'import { UnpackSchema }',
      `import { ${pascal}Schema } from './${verb}.ts';\nimport type { ${pascal}Event } from './${verb}.ts';`,
    ),
    { file: events, within: 'export type CanonicalEvent =', before: '  | UnpackEvent', line: `  | ${pascal}Event` },
    { file: events, within: 'export const eventSchemas', before: '};', line: `  ${key}: ${pascal}Schema,` },
    before(examples, 'import { unpackExamples }', `import { ${camel}Examples } from './${verb}.ts';`),
    { file: examples, within: 'export const examples', before: '};', line: `  ${key}: ${camel}Examples,` },
    {
      file: 'graph/events/rules.ts',
      within: 'const rules',
      before: '};',
      line: `  ${key}: (event) => usesRule('things', event.things),`,
    },
    before(writer, 'import { projectUnpack }', `import { project${pascal} } from './project-${verb}.ts';`),
    { file: writer, within: 'const projections', before: '};', line: `  ${key}: project${pascal},` },
  ];
}
