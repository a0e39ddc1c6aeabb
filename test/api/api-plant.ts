import {
  at,
  context,
  exampleEvent,
  kg,
  lot,
  material,
  pallet,
  pieces,
  supplierLot,
  unit,
} from '../../graph/events/examples/frame.ts';
import type { CanonicalEvent } from '../../graph/events/canonical-event.ts';
import type { Ledger } from '../../graph/ledger/ledger.ts';
import { createMemoryLedger } from '../../graph/ledger/memory/memory-ledger.ts';
import { createMemoryOutcomes } from '../../graph/ledger/memory/memory-outcomes.ts';
import type { Outcomes } from '../../graph/ledger/outcomes.ts';
import { createMemoryGraph } from '../../graph/store/memory/memory-graph.ts';
import type { GraphStore } from '../../graph/store/store.ts';
import { createWriter } from '../../graph/writer/apply.ts';

/** A plant small enough to know by heart: one batch of compound, six valves, two customers. */
export interface ApiPlant {
  readonly ledger: Ledger;
  readonly outcomes: Outcomes;
  readonly store: GraphStore;
  /** Takes a record in: its event is in the ledger, in the graph, and has its outcome. */
  take(event: CanonicalEvent): Promise<number>;
  /** A record that could not be read, and what could be read of its names. */
  quarantine(names: readonly string[]): Promise<number>;
}

export async function createApiPlant(): Promise<ApiPlant> {
  let clock = Date.parse('2026-03-05T06:00:00Z');
  const ledger = createMemoryLedger({ now: () => (clock += 1000) });
  const outcomes = createMemoryOutcomes();
  const store = createMemoryGraph();
  const writer = createWriter(store, 1);
  const land = async (body: object, position: string): Promise<number> => {
    const record = { source: 'mes', partition: 'api', position, contentType: 'application/json', headers: {} };
    const [receipt] = await ledger.append([{ ...record, body: new TextEncoder().encode(JSON.stringify(body)) }]);
    return receipt!.seq;
  };
  const plant: ApiPlant = {
    ledger,
    outcomes,
    store,
    async take(event) {
      const seq = await land(event, event.recordKey);
      const source = { ...event.source, name: 'mes', record: seq };
      await writer.apply([{ event: { ...event, source }, recordedAt: seq }], seq);
      outcomes.write([{ seq, source: 'mes', kind: 'applied', plan: event.mapping, decidedAt: seq }], seq);
      return seq;
    },
    async quarantine(names) {
      const seq = await land({ amount: '12', unit: 'Gramm', names }, `broken ${names.join(' ')}`);
      const quarantine = {
        code: 'UNIT_UNKNOWN',
        stage: 'map',
        path: 'amount',
        value: 'Gramm',
        message: 'Unit "Gramm" is not one that we convert',
        names,
        unreadable: false,
      } as const;
      await store.apply([], seq, 1);
      outcomes.write([{ seq, source: 'mes', kind: 'quarantined', plan: 'mes@1', decidedAt: seq, quarantine }], seq);
      return seq;
    },
  };
  for (const event of story()) await plant.take(event);
  return plant;
}

export const batch = lot('PC-700', 'B0815');
export const otherBatch = lot('PC-700', 'B0816');
export const valve = (number: number) => unit('VALVE-9', `S${number}`);
const pallets = [pallet('095212340000000174'), pallet('095212340000000181')] as const;
export const customers = [context('party', 'nord'), context('party', 'sued')] as const;

function story(): readonly CanonicalEvent[] {
  return [
    declared('party', 'nord', 'Hydraulik Nord GmbH'),
    declared('party', 'sued', 'Ventile Süd <& Söhne>'),
    received('R2231', supplierLot('chem', 'RES-10', 'R2231'), '25.0'),
    received('R2240', supplierLot('chem', 'RES-10', 'R2240'), '25.0'),
    mixed('B0815', 'R2231'),
    mixed('B0816', 'R2240'),
    ...[1, 2, 3].map((n) => potted(n, [batch])),
    potted(4, [batch, otherBatch]),
    ...[5, 6].map((n) => potted(n, [otherBatch])),
    tested(1, '71.5', 'pass'),
    tested(2, '52.0', 'fail'),
    packed(pallets[0], [1, 2]),
    packed(pallets[1], [3, 4, 5]),
    shipped(pallets[0], customers[0]),
    shipped(pallets[1], customers[1]),
  ];
}

const declared = (kind: 'party', value: string, name: string) =>
  exampleEvent('declare', `erp:${kind}-${value}`, { object: context(kind, value), attributes: { name } });

const received = (number: string, thing: ReturnType<typeof lot>, amount: string) =>
  exampleEvent('receive', `erp:receipt-${number}`, {
    time: at('2026-03-01T08:00:00Z'),
    things: [{ thing, quantity: kg(amount) }],
    from: context('party', 'chem'),
    purpose: 'purchase',
  });

const mixed = (number: string, resin: string) =>
  exampleEvent('transform', `mes:mix-${number}`, {
    time: at('2026-03-02T06:10:00Z', '2026-03-02T06:55:00Z'),
    site: 'bergdorf',
    inputs: [{ thing: supplierLot('chem', 'RES-10', resin), quantity: kg('18.50') }],
    outputs: [{ thing: lot('PC-700', number), quantity: kg('24.0') }],
    equipment: [context('equipment', 'MIXER-1')],
    order: context('order', '4711'),
    process: context('process', 'MIX'),
    values: [
      { characteristic: 'mixing temperature', value: '23.50', type: 'decimal', unit: 'Cel', low: '20', high: '25' },
    ],
  });

export const potted = (number: number, batches: readonly ReturnType<typeof lot>[]) =>
  exampleEvent('transform', `mes:pot-${number}`, {
    time: at('2026-03-02T09:30:00Z'),
    inputs: [
      ...batches.map((thing) => ({
        thing,
        quantity: kg('0.120'),
        ...(batches.length > 1 ? { choice: 'compound', choiceKind: 'at least one' as const } : {}),
      })),
      { material: material('SCREW-M4'), quantity: pieces('4'), method: 'backflush' },
    ],
    outputs: [{ thing: valve(number), quantity: pieces('1') }],
    equipment: [context('equipment', 'POT-2')],
    process: context('process', 'POTTING'),
    values: [{ characteristic: 'cure temperature', value: '179.50', type: 'decimal', unit: 'Cel' }],
  });

const tested = (number: number, hardness: string, verdict: 'pass' | 'fail') =>
  exampleEvent('inspect', `test:${number}`, {
    time: at('2026-03-03T10:00:00Z'),
    subjects: [{ object: valve(number) }],
    results: [{ characteristic: 'hardness', value: hardness, type: 'decimal', unit: '{Shore D}', low: '70', verdict }],
    verdict,
  });

const packed = (container: ReturnType<typeof pallet>, numbers: readonly number[]) =>
  exampleEvent('pack', `epcis:pack-${container.value}`, {
    time: at('2026-03-04T07:00:00Z'),
    container,
    contents: numbers.map((number) => ({ thing: valve(number) })),
  });

const shipped = (container: ReturnType<typeof pallet>, to: ReturnType<typeof context>) =>
  exampleEvent('ship', `epcis:ship-${container.value}`, {
    time: at('2026-03-04T15:00:00Z'),
    things: [{ thing: container }],
    to,
    purpose: 'sale',
  });
