import { beforeAll, expect, test } from '@jest/globals';
import { EpcisIntake } from './epcis-intake.ts';
import { eventsOfTraceBack, traceBack } from './trace-back-events.ts';
import { describePeer, hasPeer, peerPath } from '../peers/describe-peer.ts';

const folder = 'opentraceability-traceback';

// Figures: the origin's own assertions, recomputed from the files (peers' README).
describePeer('OpenTraceability: farm to shelf, traced back', hasPeer(folder), () => {
  let tuna: EpcisIntake;
  let query: EpcisIntake;
  beforeAll(async () => {
    tuna = await EpcisIntake.of(peerPath(folder, 'traceback_tests.jsonld'));
    query = await EpcisIntake.of(peerPath(folder, 'epcisquerydoc-example01.jsonld'));
  });

  test('every row is kept and read: 21 and 31, also where one event id is used for other content', () => {
    expect(tuna.counts()).toEqual({ applied: 21, quarantined: 0 });
    expect(query.counts()).toEqual({ applied: 31, quarantined: 0 });
  });

  test('one event id with other content is a conflict with what had it first, and both count: 3 + 3 + 2 rows', () => {
    const outcomes = tuna.became(peerPath(folder, 'traceback_tests.jsonld'));
    const reused = outcomes.flatMap(({ findings = [] }) => findings);
    expect(reused.map(({ code, path }) => `${code} at ${path}`)).toEqual(Array(5).fill('KEY_REUSED at key'));
    const firsts = reused.map(({ value }) => value);
    expect(firsts.filter((first) => first === firsts[0])).toHaveLength(2);
    expect(new Set(firsts).size).toBe(3);
    expect(
      query.became(peerPath(folder, 'epcisquerydoc-example01.jsonld')).flatMap((one) => one.findings ?? []),
    ).toEqual([]);
  });

  test.each([
    ['tuna' as const, 'urn:gdst:example.org:product:lot:class:processor.2u.v1-0122-2022', 16],
    ['query' as const, 'urn:epc:id:sscc:08600031303.0003', 18],
    ['query' as const, 'urn:epc:id:sscc:0614141.1234567890', 13],
  ])('%s document from %s: %d events of the answer', async (document, start, events) => {
    const intake = document === 'tuna' ? tuna : query;
    expect((await eventsOfTraceBack(intake, start)).size).toBe(events);
  });

  test('the six lots of the first trace', async () => {
    const { lots } = await traceBack(tuna, 'urn:gdst:example.org:product:lot:class:processor.2u.v1-0122-2022');
    expect(lots.map((lot) => lot.replace(/^.*lot:class:/i, '')).sort()).toEqual([
      'feedmill.1u.ff11252021',
      'fisherman01.tunau.v1-0122-2022',
      'fishfarm.1u.farmed-tuna-01192022',
      'hatchery.1u.tf12012021',
      'processor.10u.commingle-01232022',
      'processor.2u.v1-0122-2022',
    ]);
  });
});
