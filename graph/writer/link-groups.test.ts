import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EventOf } from '../events/canonical-event.ts';
import { exampleEvent, unit } from '../events/examples/frame.ts';
import { linkGroups } from './link-groups.ts';

type Link = { readonly input: number; readonly output: number };

function operation(inputs: number, outputs: number, links?: readonly Link[]): EventOf<'transform'> {
  const things = (name: string, count: number) =>
    Array.from({ length: count }, (_, i) => ({ thing: unit(name, String(i)) }));
  return exampleEvent('transform', 'r', {
    inputs: things('IN', inputs),
    outputs: things('OUT', outputs),
    ...(links === undefined ? {} : { links: [...links] }),
  });
}

/** Which input reaches which output, read off the groups. */
function pairs(event: EventOf<'transform'>): readonly string[] {
  const of = linkGroups(event).flatMap(({ inputs, outputs }) => outputs.flatMap((o) => inputs.map((i) => `${i}>${o}`)));
  return of.sort();
}

describe('which input went into which output', () => {
  test('without links every input feeds every output, through one operation', () => {
    expect(linkGroups(operation(2, 2))).toEqual([{ inputs: [0, 1], outputs: [0, 1] }]);
  });

  test('one operation a distinct input set', () => {
    const links = [
      { input: 0, output: 0 },
      { input: 1, output: 1 },
      { input: 0, output: 2 },
    ];
    expect(linkGroups(operation(2, 3, links))).toEqual([
      { inputs: [0], outputs: [0, 2] },
      { inputs: [1], outputs: [1] },
    ]);
  });

  test('an input in no link feeds every output; an output in no link takes every input', () => {
    expect(linkGroups(operation(3, 2, [{ input: 0, output: 0 }]))).toEqual([{ inputs: [0, 1, 2], outputs: [0, 1] }]);
    expect(
      linkGroups(
        operation(3, 2, [
          { input: 0, output: 0 },
          { input: 1, output: 0 },
        ]),
      ),
    ).toEqual([{ inputs: [0, 1, 2], outputs: [0, 1] }]);
  });

  test('outputs that are not stated yet take everything', () => {
    expect(linkGroups(operation(2, 0))).toEqual([{ inputs: [0, 1], outputs: [] }]);
  });

  const operations = fc
    .record({ inputs: fc.integer({ min: 1, max: 5 }), outputs: fc.integer({ min: 1, max: 5 }) })
    .chain(({ inputs, outputs }) =>
      fc
        .array(fc.record({ input: fc.nat(inputs - 1), output: fc.nat(outputs - 1) }), { maxLength: 12 })
        .map((links) => ({ inputs, outputs, links })),
    );

  test('the groups say exactly what the links say, each output once', () => {
    fc.assert(
      fc.property(operations, ({ inputs, outputs, links }) => {
        const event = operation(inputs, outputs, links);
        const linked = (i: number, o: number): boolean =>
          links.some(({ input, output }) => input === i && output === o);
        const isFree = (i: number): boolean => links.every(({ input }) => input !== i);
        const isWhole = (o: number): boolean => links.every(({ output }) => output !== o);
        const said = Array.from({ length: inputs * outputs }, (_, n) => [n % inputs, Math.floor(n / inputs)] as const)
          .filter(([i, o]) => linked(i, o) || isFree(i) || isWhole(o))
          .map(([i, o]) => `${i}>${o}`);
        expect(pairs(event)).toEqual(said.sort());
        const groups = linkGroups(event);
        expect(groups.flatMap((group) => group.outputs).sort()).toEqual([...Array(outputs).keys()]);
        expect(new Set(groups.map((group) => group.inputs.join())).size).toBe(groups.length);
      }),
    );
  });
});
