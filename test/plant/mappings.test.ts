import { expect, test } from '@jest/globals';
import { generatePlant } from '../../examples/plant/generate.ts';
import { memorySink } from '../../examples/plant/sink.ts';
import type { CanonicalEvent } from '../../graph/events/canonical-event.ts';
import { objectKey } from '../../graph/model/object-ref.ts';
import type { MappedRecord } from '../../ingest/mapping/map-record.ts';
import { mapFile, runExamples } from '../../ingest/mapping/run-examples.ts';
import { eventsOf, planFiles, plantPlan, workshopPlans } from './read-plant.ts';

const sink = memorySink();
generatePlant(sink, { units: 300 });
const truth = JSON.parse(Buffer.from(sink.files.get('truth.json')!).toString('utf8')) as {
  readonly edges: readonly (readonly [string, string])[];
  readonly expected: { readonly possible: { readonly units: readonly string[] } };
  readonly diseases: readonly { readonly id: string; readonly units?: readonly string[] }[];
};

const disease = (id: string): readonly string[] => truth.diseases.find((each) => each.id === id)!.units!;
const mapFiles = (name: string, pattern: RegExp): readonly MappedRecord[] => {
  const plan = plantPlan(name);
  return [...sink.files].flatMap(([path, bytes]) => (pattern.test(path) ? mapFile(plan, bytes) : []));
};
const records = new Map<string, readonly MappedRecord[]>(
  Object.entries(planFiles).map(([name, pattern]) => [name, mapFiles(name, pattern)]),
);
const allEvents = [...records.values()].flatMap(eventsOf);

test.each([...Object.keys(planFiles), ...workshopPlans])(
  'the examples of plan %s hold, and every rule has one (I16)',
  (name) => {
    const { results, untested } = runExamples(plantPlan(name));
    expect(
      results.flatMap(({ name: example, differences }) => differences.map((each) => `${example}: ${each}`)),
    ).toEqual([]);
    expect(untested).toEqual([]);
  },
);

test('I22: only the two planted records wait, and each names its valve', () => {
  const waiting = [...records.values()]
    .flat()
    .flatMap((record) => (record.kind === 'quarantined' ? [record.reason] : []));
  expect(waiting.map(({ code }) => code).sort()).toEqual(['LOOKUP_MISS', 'UNIT_UNKNOWN']);
  const [unknownVerdict, unknownUnit] = [disease('unknown-verdict')[0]!, disease('unknown-unit')[0]!];
  const byCode = new Map(waiting.map(({ code, names }) => [code, names.join(' ')]));
  expect(byCode.get('UNIT_UNKNOWN')).toContain(unknownUnit);
  // PS2 knows the valve by its serial number only.
  expect(byCode.get('LOOKUP_MISS')).toContain(`unit:local:wendelau::500125:${unknownVerdict.split(':').at(-1)!}`);
});

test('what the files say of the genealogy is the truth, but for the planted losses', () => {
  const stated = new Set(statedEdges(allEvents).map(String));
  // Packing is told by EPCIS, which no plan of the plant reads.
  const toldHere = truth.edges.filter(([, to]) => !to.startsWith('logistic:'));
  const untold = toldHere.filter((edge) => !stated.has(String(edge)));
  const lost = new Set([...disease('lost-shift'), ...disease('lost-message'), ...disease('unknown-unit')]);
  expect(untold.length).toBeGreaterThan(0);
  expect(untold.filter(([, to]) => !lost.has(to))).toEqual([]);
});

test('what the files say beyond the truth is one of two alternatives, or a lot that is named without its material', () => {
  const known = new Set(truth.edges.map(String));
  const beyond = statedEdges(allEvents).filter((edge) => !known.has(String(edge)));
  const alternatives = new Set(truth.expected.possible.units);
  const odd = beyond.filter(([from, to]) => !alternatives.has(to) && !from.endsWith('::D2609-14'));
  expect(odd).toEqual([]);
  expect(beyond.length).toBeGreaterThan(0);
});

test('the two gaps of the terminals are stated, and what is read out later closes them', () => {
  const gaps = allEvents.filter((event) => event.verb === 'gap');
  expect(gaps.map(({ closes, cause }) => ({ closes, cause }))).toEqual([
    { cause: 'sequence jump' },
    { cause: 'sequence jump' },
  ]);
  const later = eventsOf(mapFiles('mes', /^later\/mes\//));
  const closed = later.flatMap((event) => (event.verb === 'gap' ? [event.closes] : []));
  expect(closed.sort()).toEqual(gaps.map(({ recordKey }) => recordKey).sort());
});

test('with what is read out later and the unit declared, nothing is missing', () => {
  const late = eventsOf(mapFiles('mes', /^later\/mes\//));
  const stated = new Set(statedEdges([...allEvents, ...late]).map(String));
  const untold = truth.edges.filter(([from, to]) => !to.startsWith('logistic:') && !stated.has(`${from},${to}`));
  expect(untold.map(([, to]) => to)).toEqual(disease('unknown-unit'));
});

/** Thing to thing, as the events say it and corrections leave it. */
function statedEdges(events: readonly CanonicalEvent[]): readonly (readonly [string, string])[] {
  const reversed = new Set(events.flatMap((event) => (event.verb === 'correct' ? [event.target.recordKey] : [])));
  return events.filter(({ recordKey }) => !reversed.has(recordKey)).flatMap(edgesOf);
}

function edgesOf(event: CanonicalEvent): readonly (readonly [string, string])[] {
  const things = (uses: readonly { readonly thing?: Parameters<typeof objectKey>[0] }[] = []) =>
    uses.flatMap(({ thing }) => (thing === undefined ? [] : [objectKey(thing)]));
  switch (event.verb) {
    case 'transform':
      return things(event.inputs).flatMap((from) => things(event.outputs).map((to) => [from, to] as const));
    case 'assemble':
      return things(event.parts).map((from) => [from, objectKey(event.assembly)] as const);
    case 'inspect':
      return event.subjects.flatMap(({ object, sampleOf = [] }) =>
        sampleOf.map((of) => [objectKey(of), objectKey(object)] as const),
      );
    case 'identify':
      return (event.relabel?.to ?? []).map((to) => [objectKey(event.relabel!.from), objectKey(to)] as const);
    default:
      return [];
  }
}
