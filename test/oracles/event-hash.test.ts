import { expect, test } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { viewOfEverything } from '../../graph/model/view-authority.ts';
import { EpcisIntake } from './epcis-intake.ts';
import { describePeer, hasPeer, peerPath } from '../peers/describe-peer.ts';

const folder = 'ralphtro-event-hash';
const path = (...parts: string[]): string => peerPath(folder, ...parts);
// A declaration of an error names its event and no thing, so no thing leads to it; its hash is compared beside the format.
const isDeclaration = (name: string): boolean => name.includes('ErrorDeclaration');
const examples = hasPeer(folder)
  ? readdirSync(path('examples')).filter((name) => /\.(jsonld|xml)$/.test(name) && !isDeclaration(name))
  : [];

/** Hash of the standard that each event in the graph carries, by the record that stated it. */
async function hashesOf(intake: EpcisIntake): Promise<ReadonlyMap<number, string>> {
  const keys = await intake.keys();
  const all = await Promise.all(keys.map((key) => intake.graph.history(viewOfEverything(), key, 1000)));
  return new Map(
    all.flat().flatMap(({ record, body }) => {
      const { contentHash } = JSON.parse(body) as { readonly contentHash?: string };
      return contentHash === undefined ? [] : [[record, contentHash] as const];
    }),
  );
}

describePeer('CBV event hash: the identity of an event in the graph is the published one', hasPeer(folder), () => {
  test.each(examples)('%s', async (name) => {
    const golden = readFileSync(path('examples', name.replace(/\.\w+$/, '.hashes')), 'utf8')
      .trim()
      .split('\n');
    const intake = await EpcisIntake.of(path('examples', name));
    const outcomes = intake.became(path('examples', name));
    expect(outcomes).toHaveLength(golden.length);
    const hashes = await hashesOf(intake);
    // An event without an id that another one says with other ignored fields is that event again.
    const stated = outcomes.map(({ kind, note, seq }) => (kind === 'duplicate' ? Number(note) : seq));
    expect(stated.map((seq) => hashes.get(seq))).toEqual(golden);
  });

  test('14 events in 5 files, one hash a file', async () => {
    const names = readdirSync(path('expected_equal'));
    let events = 0;
    for (const name of names) {
      const intake = await EpcisIntake.of(path('expected_equal', name));
      events += intake.became(path('expected_equal', name)).length;
      expect([name, new Set((await hashesOf(intake)).values()).size]).toEqual([name, 1]);
    }
    expect([names.length, events]).toEqual([5, 14]);
  });
});
