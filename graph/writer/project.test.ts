import { describe, expect, test } from '@jest/globals';
import type { CanonicalEvent } from '../events/canonical-event.ts';
import { examples } from '../events/examples/all.ts';
import { at, context, exampleEvent, kg, lot, material, pallet, pieces, unit } from '../events/examples/frame.ts';
import { objectKey } from '../model/object-ref.ts';
import { projectAgain, projectEvent } from './project.ts';

const all = Object.values(examples).flatMap((page): readonly CanonicalEvent[] => page.map(({ event }) => event));

/** The edges in words: `from KIND to`, operations without their long number. */
function edges(event: CanonicalEvent): readonly string[] {
  const short = (key: string): string => key.replace(/^operation:.*:::[^.]*/, 'operation').replace(/^.*:/, '');
  return projectEvent(event, 7).edges.map(({ from, kind, to }) => `${short(from)} ${kind} ${short(to)}`);
}

const attributesOf = (event: CanonicalEvent): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    projectEvent(event, 7).attributes.map(({ node, name, value }) => [`${node} ${name}`, JSON.parse(value)]),
  );

const edgesOf = (event: CanonicalEvent) => projectEvent(event, 7).edges;

describe('every projection', () => {
  test.each(all.map((event) => [event.verb, event.recordKey, event] as const))(
    '%s %s names what it states, once',
    (_v, _k, event) => {
      const { nodes, edges, attributes, statement } = projectEvent(event, 7);
      const ends = new Set([...edges.flatMap(({ from, to }) => [from, to]), ...attributes.map(({ node }) => node)]);
      expect(new Set(nodes.map(({ key }) => key))).toEqual(ends);
      for (const { key, ref } of nodes) expect(objectKey(ref)).toBe(key);
      const ids = [...edges, ...attributes].map(({ role, ordinal }) => `${role}.${ordinal}`);
      expect(new Set(ids).size).toBe(ids.length);
      expect(JSON.parse(statement.body)).toEqual(event);
      expect(projectAgain(statement, 9)).toEqual(projectEvent(event, 9));
    },
  );
});

describe('transform', () => {
  test('inputs go into an operation, outputs come out of it, context is joined', () => {
    expect(edges(examples.transform[0]!.event)).toEqual([
      'R2231 CONSUMED_BY operation',
      'R2240 CONSUMED_BY operation',
      'H0077 CONSUMED_BY operation',
      'operation PRODUCED B0815',
      'operation EXECUTED_ON MIXER-1',
      'operation FOR_ORDER 4711',
    ]);
  });

  test('with links one operation a distinct input set, and an input on several states its quantity once', () => {
    const event = exampleEvent('transform', 'r', {
      inputs: [{ thing: lot('GLUE', 'G'), quantity: kg('2') }, { thing: unit('P', '1') }, { thing: unit('P', '2') }],
      outputs: [{ thing: unit('B', '1') }, { thing: unit('B', '2') }],
      links: [
        { input: 1, output: 0 },
        { input: 2, output: 1 },
      ],
    });
    const glue = edgesOf(event).filter(({ from }) => from.endsWith(':G'));
    expect(glue.map(({ to, qty }) => [to.endsWith('.1'), qty])).toEqual([
      [false, '2'],
      [true, undefined],
    ]);
  });

  test('mass blends: several lots of one material stay certain', () => {
    for (const edge of edgesOf(examples.transform[0]!.event)) expect(edge).not.toHaveProperty('choice');
  });

  test('several lots of one counted material without links are alternatives', () => {
    const event = examples.transform[2]!.event;
    const choice = `${event.key}:lots of local:valveworks:SEAL-3`;
    expect(edgesOf(event).slice(0, 2)).toMatchObject([
      { choice, choiceKind: 'at least one', choiceSize: 2, qty: '6', method: 'backflush' },
      { choice, choiceKind: 'at least one', choiceSize: 2, qty: '4', method: 'backflush' },
    ]);
  });

  test('into one single unit all of them went', () => {
    const event = { ...examples.transform[2]!.event, outputs: [{ thing: unit('VALVE-9', 'S1') }] };
    for (const edge of edgesOf(event)) expect(edge).not.toHaveProperty('choice');
  });

  test('an amount that is not stated may be counted: nothing becomes wrongly certain', () => {
    const inputs = [{ thing: lot('SEAL-3', 'S88') }, { thing: lot('SEAL-3', 'S89') }];
    const event = exampleEvent('transform', 'r', { inputs, outputs: [{ thing: lot('VALVE-9', '1') }] });
    expect(edgesOf(event)[0]).toMatchObject({ choiceKind: 'at least one', choiceSize: 2 });
  });

  test.each(['1', 'CS', 'm', '[a unit of nobody]'])('what is told in %s may be counted too', (unit) => {
    const quantity = { value: '5', unit };
    const inputs = ['S88', 'S89'].map((number) => ({ thing: lot('SEAL-3', number), quantity }));
    const event = exampleEvent('transform', 'r', { inputs, outputs: [{ thing: lot('VALVE-9', '1') }] });
    expect(edgesOf(event)[0]).toMatchObject({ choiceKind: 'at least one', choiceSize: 2 });
  });

  test('two lots of different materials, or one lot twice, are no choice', () => {
    const outputs = [{ thing: lot('VALVE-9', '1') }];
    const different = [
      { thing: lot('A', '1'), quantity: pieces('1') },
      { thing: lot('B', '1'), quantity: pieces('1') },
    ];
    const twice = [
      { thing: lot('A', '1'), quantity: pieces('1') },
      { thing: lot('A', '1'), quantity: pieces('2') },
    ];
    for (const inputs of [different, twice]) {
      const [first] = edgesOf(exampleEvent('transform', 'r', { inputs, outputs }));
      expect(first).not.toHaveProperty('choice');
    }
  });

  test('a material without a lot is class only', () => {
    expect(edges(examples.transform[3]!.event)).toContain('SCREW-M4 CLASS_ONLY operation');
  });

  test('parts of one run share one operation, whichever record tells it', () => {
    const run = { transformationId: 'urn:x:run:5' };
    const into = exampleEvent('transform', 'in', { ...run, inputs: [{ thing: lot('A', '1') }] });
    const out = exampleEvent('transform', 'out', { ...run, outputs: [{ thing: lot('B', '1') }] });
    expect(edgesOf(into)[0]?.to).toBe('operation:uri::::urn%3Ax%3Arun%3A5');
    expect(edgesOf(out)[0]?.from).toBe('operation:uri::::urn%3Ax%3Arun%3A5');
  });
});

describe('windows', () => {
  test('assembling begins one, disassembling ends it, each at its moment', () => {
    expect(edgesOf(examples.assemble[0]!.event)[0]).toMatchObject({
      kind: 'INSTALLED_IN',
      phase: 'begin',
      validFrom: '2026-03-02T09:00:00Z',
      position: ['B1'],
    });
    expect(edgesOf(examples.disassemble[0]!.event)[0]).toMatchObject({
      phase: 'end',
      validFrom: '2026-05-11T13:20:00Z',
    });
  });

  test('a window of an event that lasted is rather too wide', () => {
    const time = at('2026-03-02T09:00:00Z', '2026-03-02T09:30:00Z');
    const contents = [{ thing: unit('A', '1') }];
    const container = pallet('1');
    expect(edgesOf(exampleEvent('pack', 'p', { time, container, contents }))[0]?.validFrom).toBe(time.from);
    expect(edgesOf(exampleEvent('unpack', 'u', { time, container, contents }))[0]?.validFrom).toBe(time.to);
  });

  test('unpacking without contents empties: one edge from the container to itself', () => {
    const [edge] = edgesOf(examples.unpack[1]!.event);
    expect(edge).toMatchObject({ kind: 'PACKED_IN', role: 'emptied', phase: 'end' });
    expect(edge?.from).toBe(edge?.to);
  });

  test('an operation of its own only where there is something to join to it', () => {
    expect(edges(examples.assemble[0]!.event).slice(-2)).toEqual([
      'S000417 SUBJECT_OF operation',
      'operation EXECUTED_ON STATION-20',
    ]);
    expect(edges(examples.pack[0]!.event)).toEqual([
      'S000417 PACKED_IN 095212340000000174',
      'S000418 PACKED_IN 095212340000000174',
    ]);
  });
});

describe('where things came from and went', () => {
  test('shipping states the customer on each thing', () => {
    expect(attributesOf(examples.ship[0]!.event)).toEqual({
      'logistic:gs1::::095212340000000174 shipped': {
        at: '2026-03-04T05:30:00Z',
        precision: 's',
        from: 'party:local:valveworks:::valveworks',
        to: 'party:local:valveworks:::CUSTOMER-7',
        purpose: 'sale',
      },
    });
    expect(edges(examples.ship[0]!.event)).toContain('operation TO_PARTY CUSTOMER-7');
  });

  test('only a receipt for purchase is an origin', () => {
    expect(attributesOf(examples.receive[0]!.event)).toMatchObject({
      'lot:supplier:CHEMCO::RESIN-A:L2231 origin': { kind: 'receipt', from: 'party:local:valveworks:::CHEMCO' },
    });
    expect(Object.keys(attributesOf(examples.receive[1]!.event))).toEqual([
      'unit:local:valveworks::VALVE-9:S000417 received',
    ]);
  });

  test('opening stock is a declared origin', () => {
    expect(attributesOf(examples.count[0]!.event)).toMatchObject({
      'lot:local:valveworks::SEAL-3:S01 origin': { kind: 'opening' },
      'lot:local:valveworks::SEAL-3:S01 counted': { qty: '1200', unit: '{piece}' },
    });
  });
});

describe('what is only joined', () => {
  test('load-mates are joined to their treatment and not to each other', () => {
    expect(edges(examples.treat[0]!.event)).toEqual([
      'S000417 TREATED_IN operation',
      'S000418 TREATED_IN operation',
      'operation EXECUTED_ON OVEN-3',
      'operation FOLLOWED CURE-80C rev 4',
    ]);
  });

  test('a sample is drawn from its batch', () => {
    expect(edges(examples.inspect[1]!.event)).toEqual(['901 SUBJECT_OF operation', 'B0815 SAMPLED_AS 901']);
  });

  test('a declared attribute stands under its name', () => {
    expect(attributesOf(examples.declare[0]!.event)).toMatchObject({
      'material:local:valveworks:::SEAL-3 declared.procurement': 'buy',
      'material:local:valveworks:::SEAL-3 declared': { revision: 'C' },
    });
  });

  test('a gap and its closing stand on the source', () => {
    const [gap, closed] = examples.gap.map(({ event }) => attributesOf(event));
    expect(gap).toMatchObject({
      'source:local::::valveworks-mes gap': { recordKey: 'control:gap-1', sites: ['HALL-1'] },
    });
    expect(closed).toMatchObject({ 'source:local::::valveworks-mes gapClosed': { closes: 'control:gap-1' } });
  });
});

describe('identity', () => {
  test('one edge from the smallest key to each other, without a time', () => {
    const same = [lot('R', 'b'), lot('R', 'c'), lot('R', 'a')];
    const stated = edgesOf(exampleEvent('identify', 'i', { time: at('2026-03-02T09:00:00Z'), same }));
    expect(stated.map(({ from, to }) => [from.at(-1), to.at(-1)])).toEqual([
      ['a', 'b'],
      ['a', 'c'],
    ]);
    expect(stated[0]).not.toHaveProperty('validFrom');
  });

  test('a guess is inferred', () => {
    expect(edgesOf(examples.identify[1]!.event)).toMatchObject([{ certainty: 'inferred', method: 'guess' }]);
  });

  test('not one thing stands on both', () => {
    const [a, b] = ['lot:local:valveworks::RES-10:R2213', 'lot:local:valveworks::RES-10:R2231'];
    expect(attributesOf(examples.identify[2]!.event)).toEqual({ [`${a} notSame`]: [b], [`${b} notSame`]: [a] });
  });

  test('members and relabelling are edges; a printed label is an attribute', () => {
    expect(edges(examples.identify[4]!.event)).toEqual(['S88 HAS_MEMBER S88/1', 'S88 HAS_MEMBER S88/2']);
    expect(edges(examples.identify[5]!.event)).toEqual(['L2231 REIDENTIFIED_AS R2231', 'L2231 REIDENTIFIED_AS R2232']);
    expect(attributesOf(examples.identify[3]!.event)).toHaveProperty([
      'unit:local:valveworks::VALVE-9:S000999 printed',
    ]);
  });
});

test('an operation key depends on nothing but its event', () => {
  const { event } = examples.ship[0]!;
  const elsewhere = { ...event, source: { ...event.source, name: 'another', record: 99 } };
  expect(edgesOf(elsewhere)).toEqual(edgesOf(event));
});

test('planned context is stated, and stays planned', () => {
  const event = exampleEvent('transform', 'plan', {
    context: 'planned',
    inputs: [{ material: material('SEAL-3') }],
    order: context('order', '1'),
  });
  expect(projectEvent(event, 7).statement.context).toBe('planned');
});
