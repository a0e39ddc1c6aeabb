import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EventOf, Verb } from '../../graph/events/canonical-event.ts';
import {
  at,
  context,
  exampleEvent,
  lot,
  material,
  pallet,
  pieces,
  sample,
  unit,
} from '../../graph/events/examples/frame.ts';
import { objectKey } from '../../graph/model/object-ref.ts';
import type { ObjectKey, ObjectRef } from '../../graph/model/object-ref.ts';
import { compareUtf8 } from '../../graph/model/utf8-order.ts';
import { viewOf, viewOfEverything } from '../../graph/model/view-authority.ts';
import { createMemoryGraph } from '../../graph/store/memory/memory-graph.ts';
import { joinLimit } from '../../graph/store/store.ts';
import type { GraphStore, StoredEdge } from '../../graph/store/store.ts';
import { createWriter } from '../../graph/writer/apply.ts';
import { projectEvent } from '../../graph/writer/project.ts';
import { anyRecord, landed } from '../plants/random-records.ts';
import { everythingShown, pagesOf } from './graph-reading.ts';

/** A place where one graph is kept: `open` gives the store, `reopen` the same graph after a restart. */
export interface GraphPlace {
  open(): Promise<GraphStore>;
  /** Undefined where nothing outlives the process. */
  readonly reopen?: () => Promise<GraphStore>;
  remove(): Promise<void>;
}

const all = viewOfEverything();
const valve = (serial: string) => unit('VALVE-9', serial);
const batch = lot('PC-700', 'B0815');
const keys = (...refs: readonly ObjectRef[]): readonly ObjectKey[] => refs.map(objectKey);

function potting(serial: string): EventOf<'transform'> {
  const event = exampleEvent('transform', `mes:pot-${serial}`, {
    time: at('2026-03-02T09:00:00Z'),
    inputs: [{ thing: batch, quantity: pieces('1') }, { material: material('SCREW-M4') }],
    outputs: [{ thing: unit('VALVE-9', serial) }],
    equipment: [context('equipment', 'STATION-20')],
    order: context('order', '4711'),
  });
  return event;
}

function seenBy<V extends Verb>(view: string, event: EventOf<V>): EventOf<V> {
  return { ...event, source: { ...event.source, view } };
}

const kindsOf = (edges: readonly StoredEdge[]): readonly string[] => edges.map(({ kind }) => kind).sort();

/** What every graph store promises. `create` makes an empty place; `graphs` random ones are compared with the reference. */
export function graphStoreConformance(name: string, create: () => Promise<GraphPlace>, graphs = 40): void {
  describe(`${name} keeps the contract of a graph store`, () => {
    let place: GraphPlace;
    let graph: GraphStore;

    beforeEach(async () => {
      place = await create();
      graph = await place.open();
    });

    afterEach(async () => {
      await graph.close();
      await place.remove();
    });

    /** Writes one event a position, from the position after the last. */
    async function write(...events: readonly EventOf<Verb>[]): Promise<number> {
      const position = await graph.position();
      const arrived = events.map((event, i) => {
        const recordedAt = position + i + 1;
        return { event: { ...event, source: { ...event.source, record: recordedAt } }, recordedAt };
      });
      await createWriter(graph, 1).apply(arrived, position + events.length);
      return position + events.length;
    }

    describe('writing', () => {
      test('an empty graph stands at 0 and knows nothing', async () => {
        expect(await graph.position()).toBe(0);
        expect(await graph.size()).toEqual({ nodes: 0, edges: 0, statements: 0 });
        expect(await graph.resolve(all, { position: 9 }, keys(batch))).toEqual(new Map());
        expect(await pagesOf(graph.changes(0, 9))).toEqual([]);
      });

      test('changes and their watermark are one; a watermark that was reached changes nothing', async () => {
        const open = projectEvent(potting('S1'), 5);
        await graph.apply([open], 5, 1);
        expect(await graph.position()).toBe(5);
        const before = await graph.digest('history');
        await graph.apply([projectEvent(potting('S2'), 5)], 5, 1);
        expect(await graph.digest('history')).toBe(before);
        expect(await graph.size()).toEqual({ nodes: 6, edges: 5, statements: 1 });
      });

      test('a batch without changes moves the position', async () => {
        await graph.apply([], 12, 1);
        expect(await graph.position()).toBe(12);
      });

      test('an edge with an end that its statement does not list is refused, and nothing is kept of its batch', async () => {
        const whole = projectEvent(potting('S1'), 1);
        const torn = { ...whole, nodes: whole.nodes.slice(1) };
        await expect(graph.apply([torn], 1, 1)).rejects.toThrow();
        expect(await graph.position()).toBe(0);
        expect(await graph.size()).toEqual({ nodes: 0, edges: 0, statements: 0 });
      });

      test('S2: a writer that was taken over from is fenced, and commits nothing', async () => {
        await graph.apply([], 1, 7);
        const late = graph.apply([projectEvent(potting('S1'), 2)], 2, 6);
        await expect(late).rejects.toMatchObject({ code: 'FENCED' });
        expect(await graph.position()).toBe(1);
        expect(await graph.identity()).toMatchObject({ epoch: 7 });
      });

      test('a restart keeps everything, and the store is the same one', async () => {
        if (place.reopen === undefined) return;
        await write(potting('S1'), potting('S2'));
        const [identity, history] = [await graph.identity(), await graph.digest('history')];
        await graph.close();
        graph = await place.reopen();
        expect(await graph.identity()).toEqual(identity);
        expect(await graph.digest('history')).toBe(history);
        expect(await graph.position()).toBe(2);
      });
    });

    describe('as known at, and seen by', () => {
      test('T23: a retraction leaves every earlier position as it was', async () => {
        await write(potting('S1'));
        await write(exampleEvent('correct', 'fix', { kind: 'didNotOccur', target: { recordKey: 'mes:pot-S1' } }));
        expect(await graph.expand(all, { position: 1 }, keys(batch), 'out')).toHaveLength(1);
        expect(await graph.expand(all, { position: 2 }, keys(batch), 'out')).toEqual([]);
        expect(await graph.resolve(all, { position: 1 }, keys(batch))).toEqual(new Map([[objectKey(batch), batch]]));
        expect(await graph.resolve(all, { position: 2 }, keys(batch))).toEqual(new Map());
        expect(await graph.find(all, { position: 2 }, { text: 'B0815' }, 5)).toEqual([]);
        expect(await graph.hydrate(all, { position: 2 }, keys(batch))).toEqual([]);
      });

      test('what a walk may touch comes in one call, as it counts for whoever asks, and no more than so many nodes', async () => {
        if (graph.reach === undefined) return;
        await write(potting('S1'), potting('S2'), seenBy('audit', potting('S3')));
        await write(exampleEvent('correct', 'fix', { kind: 'didNotOccur', target: { recordKey: 'mes:pot-S2' } }));
        const from = async (position: number, view = all, limit = 100) => {
          const { edges } = await graph.reach!(view, { position }, keys(batch), 'out', limit);
          return edges.filter(({ kind }) => kind === 'PRODUCED').map(({ to }) => to);
        };
        const [s1, s2, s3] = keys(valve('S1'), valve('S2'), valve('S3'));
        expect(await from(3)).toEqual([s1, s2, s3]);
        expect(await from(4)).toEqual([s1, s3]);
        expect(await from(4, viewOf(['common']))).toEqual([s1]);
        expect(await from(4, all, 1)).toEqual([]);
        const back = await graph.reach(all, { position: 4 }, [s1!], 'in', 100);
        const forth = await graph.expand(all, { position: 4 }, keys(batch), 'out');
        expect(back.edges).toEqual(expect.arrayContaining(forth.filter(({ record }) => record === 1)));
      });

      test('a closed statement is never reopened: withdrawn, its event is stated anew at its own position', async () => {
        await write(potting('S1'));
        await write(exampleEvent('correct', 'fix', { kind: 'didNotOccur', target: { recordKey: 'mes:pot-S1' } }));
        await write(exampleEvent('correct', 'unfix', { kind: 'didNotOccur', target: { recordKey: 'fix' } }));
        const [edge] = await graph.expand(all, { position: 3 }, keys(batch), 'out');
        expect(edge).toMatchObject({ recordedAt: 3, record: 1 });
        expect(await graph.expand(all, { position: 2 }, keys(batch), 'out')).toEqual([]);
      });

      test('a statement of another view is not there, in any verb', async () => {
        await write(seenBy('audit', potting('S1')));
        const [asOf, common] = [{ position: 1 }, viewOf(['common'])];
        const [edge] = await graph.expand(all, asOf, keys(batch), 'out');
        for (const [view, count] of [
          [viewOf(['audit']), 1],
          [common, 0],
        ] as const) {
          expect(await graph.expand(view, asOf, keys(batch), 'out')).toHaveLength(count);
          expect((await graph.resolve(view, asOf, keys(batch))).size).toBe(count);
          expect(await graph.find(view, asOf, { text: 'b0815' }, 5)).toHaveLength(count);
          expect(await graph.hydrate(view, asOf, keys(batch))).toHaveLength(count);
          expect(await graph.edges(view, asOf, [edge!.eid])).toHaveLength(count);
          expect(await graph.statements(view, asOf, [edge!.event])).toHaveLength(count);
          expect(await graph.history(view, objectKey(batch), 5)).toHaveLength(count);
        }
      });
    });

    describe('edges', () => {
      test('expand gives flow edges of one direction, window ends and class-only included, joins not', async () => {
        const [box, part] = [pallet('1'), valve('S1')];
        await write(
          potting('S1'),
          exampleEvent('pack', 'p', {
            container: box,
            contents: [{ thing: part }],
            equipment: [context('equipment', 'ROBOT')],
          }),
          exampleEvent('unpack', 'u', { container: box }),
        );
        const asOf = { position: 3 };
        expect(kindsOf(await graph.expand(all, asOf, keys(part), 'out'))).toEqual(['PACKED_IN']);
        expect(kindsOf(await graph.expand(all, asOf, keys(part), 'in'))).toEqual(['PRODUCED']);
        const into = await graph.expand(all, asOf, keys(box), 'in');
        expect(into.map(({ role, phase }) => `${role} ${String(phase)}`).sort()).toEqual([
          'content begin',
          'emptied end',
        ]);
        const [operation] = (await graph.expand(all, asOf, keys(part), 'in')).map(({ from }) => from);
        expect(kindsOf(await graph.expand(all, asOf, [operation!], 'in'))).toEqual(['CLASS_ONLY', 'CONSUMED_BY']);
      });

      test('M2: every edge tells its event, its record and the mapping that read it', async () => {
        await write(potting('S1'));
        const [edge] = await graph.expand(all, { position: 1 }, keys(batch), 'out');
        const event = potting('S1');
        expect(edge).toEqual({
          kind: 'CONSUMED_BY',
          from: objectKey(batch),
          to: `operation:local::::${event.key}`,
          role: 'input',
          ordinal: 0,
          validFrom: '2026-03-02T09:00:00Z',
          precision: 's',
          basis: 'event',
          qty: '1',
          unit: '{piece}',
          certainty: 'confirmed',
          eid: `${event.key}.1.input.0`,
          event: event.key,
          recordedAt: 1,
          context: 'actual',
          view: 'common',
          source: 'valveworks-mes',
          record: 1,
          mapping: event.mapping,
        });
      });

      test('everything an edge may say comes back as it was', async () => {
        const use = {
          thing: unit('SENSOR-2', 'X9'),
          quantity: pieces('1.000'),
          use: 'process aid' as const,
          method: 'time window',
          certainty: 'inferred' as const,
          choice: 'which',
          choiceKind: 'exactly one' as const,
          position: ['R1', 'R2'],
          ext: { 'sap:bwart': '261', nested: { list: ['ä', null, true] } },
        };
        const parts = [use, { ...use, thing: unit('SENSOR-2', 'X10') }];
        const time = at('2026-03-02T09:00:00.123456789Z', '2026-03-02T09:30:00Z');
        const event = { ...exampleEvent('assemble', 'a', { assembly: valve('S1'), parts, time }), site: 'HALL-1' };
        await write(event);
        const opened = projectEvent(event, 1);
        const stored = await graph.expand(all, { position: 1 }, keys(valve('S1')), 'in');
        expect(stored).toHaveLength(2);
        for (const edge of opened.edges)
          expect(stored).toContainEqual(expect.objectContaining({ ...edge, site: 'HALL-1' }));
      });

      test('edges by their ids come in the order asked; unknown ones are absent', async () => {
        await write(potting('S1'), potting('S2'));
        const edges = await graph.expand(all, { position: 2 }, keys(batch), 'out');
        const eids = edges.map(({ eid }) => eid).reverse();
        const asked = [
          'nonsense',
          eids[0]!,
          `${eids[0]!}1`,
          eids[1]!,
          eids[0]!.replace('input', 'output').replace(/\d+$/, '99'),
        ];
        expect((await graph.edges(all, { position: 2 }, asked)).map(({ eid }) => eid)).toEqual(eids);
      });
    });

    describe('nodes', () => {
      test('hydrate gives attributes and joins of each key, in the order asked', async () => {
        const customer = context('party', 'CUSTOMER-7');
        const ship = exampleEvent('ship', 's', { things: [{ thing: valve('S1') }], to: customer, purpose: 'sale' });
        await write(potting('S1'), ship);
        const asked = keys(valve('S1'), lot('X', 'unknown'), customer, batch);
        const details = await graph.hydrate(all, { position: 2 }, asked);
        expect(details.map(({ key }) => key)).toEqual(keys(valve('S1'), customer, batch));
        expect(details[0]).toMatchObject({
          ref: valve('S1'),
          attributes: [
            { name: 'shipped', recordedAt: 2, value: JSON.stringify({ purpose: 'sale', to: objectKey(customer) }) },
          ],
          joins: [{ kind: 'SUBJECT_OF', event: ship.key }],
        });
        expect(details[1]?.joins).toMatchObject([{ kind: 'TO_PARTY', to: objectKey(customer) }]);
      });

      test('of a machine with very many operations hydrate gives the latest', async () => {
        const oven = context('equipment', 'OVEN-3');
        const loads = Array.from({ length: joinLimit + 5 }, (_, i) =>
          exampleEvent('treat', `load ${String(i)}`, { things: [{ thing: valve('S1') }], equipment: [oven] }),
        );
        const position = await write(...loads);
        const [machine] = await graph.hydrate(all, { position }, keys(oven));
        expect(machine?.joins).toHaveLength(joinLimit);
        expect(Math.min(...machine!.joins.map(({ recordedAt }) => recordedAt))).toBe(6);
      });

      test('M3: keys that differ in the smallest way are different nodes, whatever they are made of', async () => {
        const hostile = ["L'1", 'L"1', 'L%31', 'L1', 'l1', 'L 1', 'L\u00a01', '\uff21', '\u{1f529}', ':', '%', ''].map(
          (value) => lot('M', value || '-'),
        );
        await write(...hostile.map((thing, i) => exampleEvent('count', `c${String(i)}`, { things: [{ thing }] })));
        const found = await graph.resolve(all, { position: 12 }, keys(...hostile));
        expect([...found.values()]).toEqual(hostile);
        const listed = await graph.find(all, { position: 12 }, { kinds: ['lot'] }, 20);
        expect(listed).toEqual([...keys(...hostile)].sort(compareUtf8));
      });
    });

    describe('find', () => {
      beforeEach(async () => {
        const found = ['S1', 'S10', 's11', 'XS1', 'S2'].map((serial) => ({ thing: valve(serial) }));
        await write(
          exampleEvent('count', 'c', { things: [...found, { thing: lot('S1', '77') }, { thing: sample('S1') }] }),
          exampleEvent('count', 'd', { things: [{ thing: { ...valve('S1'), issuer: 'elsewhere', site: 'Y' } }] }),
        );
      });

      const value = (key: ObjectKey): string =>
        key.split(':').slice(0, 3).join(':') + ' ' + (key.split(':').at(-1) ?? '');

      test('equal, then beginning with it, then containing it; each by key', async () => {
        const found = await graph.find(all, { position: 2 }, { text: 's1' }, 10);
        expect(found.map(value)).toEqual([
          'sample:local:valveworks S1',
          'unit:local:elsewhere S1',
          'unit:local:valveworks S1',
          'unit:local:valveworks S10',
          'unit:local:valveworks s11',
          'unit:local:valveworks XS1',
        ]);
      });

      test('pages of any size follow one another', async () => {
        for (const query of [{ text: 's1' }, { text: 'S' }, {}, { kinds: ['unit', 'lot'] }, { material: 'VALVE-9' }]) {
          const whole = await graph.find(all, { position: 2 }, query, 50);
          const paged: ObjectKey[] = [];
          for (let page = await graph.find(all, { position: 2 }, query, 2); page.length > 0;) {
            paged.push(...page);
            page = await graph.find(all, { position: 2 }, query, 2, paged.at(-1));
          }
          expect(paged).toEqual(whole);
        }
      });

      test('by kind, issuer, material and site, with a text and without', async () => {
        const find = (query: object) => graph.find(all, { position: 2 }, query, 10);
        expect(await find({ text: 'S1', kinds: ['sample'] })).toHaveLength(1);
        expect(await find({ text: 'S1', issuer: 'elsewhere' })).toHaveLength(1);
        expect(await find({ text: 'S1', material: 'VALVE-9', site: 'Y' })).toHaveLength(1);
        expect(await find({ material: 'S1' })).toEqual(keys(lot('S1', '77')));
        expect(await find({ kinds: ['lot'] })).toEqual(keys(lot('S1', '77')));
        expect(await find({ text: '%' })).toEqual([]);
      });

      test('the number of an operation is found by nobody', async () => {
        const [event] = (await graph.history(all, objectKey(valve('S1')), 1)).map(({ event: key }) => key);
        expect(await graph.find(all, { position: 2 }, { text: event! }, 5)).toEqual([]);
      });
    });

    describe('statements', () => {
      test('history is newest first, and a position is never cut', async () => {
        await write(potting('S1'), potting('S2'), potting('S3'));
        const both = ['S4', 'S5'].map((serial) => projectEvent(potting(serial), 4));
        await graph.apply(both, 4, 1);
        await write(potting('S6'));
        const page = async (first: number, before?: number): Promise<readonly number[]> =>
          (await graph.history(all, objectKey(batch), first, before)).map(({ recordedAt }) => recordedAt);
        expect(await page(10)).toEqual([5, 4, 4, 3, 2, 1]);
        expect(await page(2)).toEqual([5, 4, 4]);
        expect(await page(2, 4)).toEqual([3, 2]);
        expect(await page(1, 1)).toEqual([]);
      });

      test('history names what was retracted, with its end; what never counted is not there', async () => {
        await write(potting('S1'));
        const target = (recordKey: string) => ({ kind: 'didNotOccur' as const, target: { recordKey } });
        await write(
          exampleEvent('correct', 'fix', target('mes:pot-S1')),
          exampleEvent('correct', 'early', target('mes:pot-S2')),
        );
        await write(potting('S2'));
        expect(await graph.history(all, objectKey(batch), 5)).toMatchObject([{ recordedAt: 1, retractedAt: 2 }]);
      });

      test('the statement of an event is the one that counts then, with its whole body', async () => {
        const event = potting('S1');
        await write(event);
        const [statement] = await graph.statements(all, { position: 1 }, ['unknown', event.key]);
        expect(JSON.parse(statement!.body)).toEqual(event);
        expect(await graph.statements(all, { position: 0 }, [event.key])).toEqual([]);
      });
    });

    describe('following', () => {
      test('changes gives what was stated and what ended, however the way is cut', async () => {
        await write(potting('S1'), potting('S2'));
        await write(exampleEvent('correct', 'fix', { kind: 'didNotOccur', target: { recordKey: 'mes:pot-S1' } }));
        const [page, ...more] = await pagesOf(graph.changes(0, 3));
        expect(more).toEqual([]);
        expect(page).toMatchObject({ through: 3, closed: [] });
        expect(
          page!.edges.map(
            ({ kind, recordedAt, retractedAt }) => `${kind} ${String(recordedAt)} ${String(retractedAt)}`,
          ),
        ).toEqual([
          'CONSUMED_BY 1 3',
          'CLASS_ONLY 1 3',
          'PRODUCED 1 3',
          'CONSUMED_BY 2 undefined',
          'CLASS_ONLY 2 undefined',
          'PRODUCED 2 undefined',
        ]);
        const [first] = await pagesOf(graph.changes(0, 1));
        expect(first!.edges.map(({ retractedAt }) => retractedAt)).toEqual([undefined, undefined, undefined]);
        const [last] = await pagesOf(graph.changes(2, 3));
        expect(last).toEqual({
          through: 3,
          nodes: [],
          edges: [],
          attributes: [],
          closed: [{ event: potting('S1').key, recordedAt: 1, at: 3 }],
        });
      });

      test('changes reaches to the position and no further', async () => {
        await write(potting('S1'));
        expect((await pagesOf(graph.changes(0, 99))).map(({ through }) => through)).toEqual([1]);
      });

      test('a long way comes in pages, whose ends are positions and whose nodes are all named', async () => {
        const many = Array.from({ length: 9001 }, (_, i) => {
          const event = exampleEvent('identify', `label ${String(i)}`, { same: [valve(`S${String(i)}`)] });
          return projectEvent(event, 1 + Math.floor(i / 3));
        });
        await graph.apply(many, 3001, 1);
        const pages = await pagesOf(graph.changes(0, 3001));
        expect(pages.length).toBeGreaterThan(1);
        expect(pages.at(-1)?.through).toBe(3001);
        expect(pages.flatMap(({ attributes }) => attributes)).toHaveLength(9001);
        for (const page of pages) {
          const nodes = new Set(page.nodes.map(({ key }) => key));
          for (const { node } of page.attributes) expect(nodes.has(node)).toBe(true);
        }
      });
    });

    test('what never counted is in no change and no verb, and still in the history digest', async () => {
      const fix = exampleEvent('correct', 'fix', { kind: 'didNotOccur', target: { recordKey: 'mes:pot-S1' } });
      await write(fix);
      const before = await graph.digest('history');
      await write(potting('S1'));
      expect(await graph.digest('history')).not.toBe(before);
      expect((await pagesOf(graph.changes(1, 2)))[0]).toMatchObject({ edges: [], attributes: [], nodes: [] });
      expect(await graph.expand(all, { position: 2 }, keys(batch), 'out')).toEqual([]);
    });

    test('G3 S3: any records give what the reference gives, in digests and in every verb', async () => {
      const property = fc.asyncProperty(
        fc.array(anyRecord, { maxLength: 10 }),
        fc.integer({ min: 1, max: 4 }),
        async (records, size) => {
          const own = await create();
          const [store, reference] = [await own.open(), createMemoryGraph()];
          try {
            for (const each of [store, reference]) {
              for (let i = 0; i < records.length; i += size) {
                const part = records.slice(i, i + size);
                await createWriter(each, 1).apply(landed(part, i + 1), i + part.length);
              }
            }
            expect(await everythingShown(store, records.length)).toEqual(
              await everythingShown(reference, records.length),
            );
          } finally {
            await store.close();
            await own.remove();
          }
        },
      );
      await fc.assert(property, { numRuns: graphs });
    }, 600_000);
  });
}
