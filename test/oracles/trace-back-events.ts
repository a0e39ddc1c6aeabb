import { objectKey, refOfKey } from '../../graph/model/object-ref.ts';
import type { ObjectKey } from '../../graph/model/object-ref.ts';
import { readUri } from '../../graph/model/uri-ref.ts';
import { viewOfEverything } from '../../graph/model/view-authority.ts';
import type { StoredStatement } from '../../graph/store/store.ts';
import { conservative } from '../../trace/question.ts';
import type { EpcisIntake } from './epcis-intake.ts';

const everyone = viewOfEverything();

/** Keys of the rows that a trace back from the EPC reaches, operations left out, and which of them are lots. */
export async function traceBack(
  { traces }: EpcisIntake,
  epc: string,
): Promise<{ readonly keys: readonly ObjectKey[]; readonly lots: readonly string[] }> {
  const start = await startOf(traces, epc);
  const asked = {
    starts: [start],
    direction: 'backward',
    rules: conservative,
    asOf: {},
    budget: { nodes: 10_000 },
  } as const;
  const result = await traces.ask(everyone, asked);
  if (result.kind !== 'answer') throw new Error(`No answer: ${result.kind}`);
  const page = await traces.rows(everyone, result.answer.id, 0, 1000);
  const keys = page!.rows.flatMap((row) => row.keys).filter((key) => !key.startsWith('operation:'));
  return { keys, lots: keys.flatMap((key) => (key.startsWith('lot:') ? [refOfKey(key)!.value] : [])) };
}

// An id that is no GS1 key tells its kind only by where it stood.
async function startOf(traces: EpcisIntake['traces'], epc: string): Promise<ObjectKey> {
  if (refOfKey(epc)) return epc;
  for (const kind of ['lot', 'logistic', 'unit'] as const) {
    const read = readUri(epc, kind);
    if (!read.ok) continue;
    const key = objectKey(read.ok.ref);
    const asked = {
      starts: [key],
      direction: 'backward',
      rules: conservative,
      asOf: {},
      budget: { nodes: 1 },
    } as const;
    if ((await traces.ask(everyone, asked)).kind === 'answer') return key;
  }
  throw new Error(`${epc} is not known`);
}

/**
 * EPCIS event ids of the answer: those that name a row, and by the origin's rule, for every aggregation met, the events of
 * its container up to the next event of one of its children.
 */
export async function eventsOfTraceBack(intake: EpcisIntake, epc: string): Promise<ReadonlySet<string>> {
  const { keys } = await traceBack(intake, epc);
  const statements = (await Promise.all(keys.map((key) => intake.graph.history(everyone, key, 1000)))).flat();
  const ids = new Set(statements.map(idOf));
  for (const packed of statements.filter(({ verb }) => verb === 'pack'))
    for (const event of await containerEvents(intake, packed)) ids.add(idOf(event));
  return ids;
}

const idOf = ({ recordKey }: StoredStatement): string => recordKey.replace(/^epcis\//, '').toLowerCase();

interface Packed {
  readonly time?: { readonly from: string };
  readonly container: Parameters<typeof objectKey>[0];
  readonly contents: readonly { readonly thing?: Parameters<typeof objectKey>[0] }[];
}

async function containerEvents(intake: EpcisIntake, packed: StoredStatement): Promise<readonly StoredStatement[]> {
  const { time, container, contents } = JSON.parse(packed.body) as Packed;
  const since = time?.from ?? '';
  const children = contents.flatMap(({ thing }) => (thing ? [objectKey(thing)] : []));
  const ofChildren = (await Promise.all(children.map((key) => intake.graph.history(everyone, key, 1000)))).flat();
  const next = ofChildren
    .map(timeOf)
    .filter((at) => at > since)
    .sort()[0];
  const ofContainer = await intake.graph.history(everyone, objectKey(container), 1000);
  return ofContainer.filter((event) => timeOf(event) >= since && (next === undefined || timeOf(event) < next));
}

const timeOf = ({ body }: StoredStatement): string =>
  (JSON.parse(body) as { readonly time?: { readonly from: string } }).time?.from ?? '';
