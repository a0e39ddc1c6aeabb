import { canonicalJson } from '../../graph/model/canonical-json.ts';
import { comparison } from './figure.ts';
import { mapByHand } from './map-by-hand.ts';
import { interleaved } from './rounds.ts';
import type { Bench } from './setting.ts';
import { message, shopFloor } from './shop-floor.ts';

/** A station's message read by its plan, beside code written for this one message; bytes in, checked events out. */
export const bench: Bench = {
  figures: ['mapping.message'],
  async *run(setting) {
    const count = setting.isSmoke ? 50 : 20_000;
    const { reader } = shopFloor().messages;
    const bodies = Array.from({ length: count }, (_, n) => Buffer.from(JSON.stringify(message(n))));
    const byPlan = (body: Uint8Array, seq: number) =>
      reader.read({ body, ordinal: 0, seq, source: 'messages', view: 'common', site: 'W1' });
    const byHand = (body: Uint8Array, seq: number): object => {
      const decoded = reader.format.decode(body, undefined, reader.decode);
      if (!decoded.ok) throw new Error(decoded.problem.message);
      return mapByHand(decoded.record, seq, reader.mapping);
    };
    mustAgree(byPlan(bodies[0]!, 1), byHand(bodies[0]!, 1));
    const all = (read: (body: Uint8Array, seq: number) => unknown) => () => {
      for (const [n, body] of bodies.entries()) read(body, n + 1);
    };
    const rounds = setting.isSmoke ? { rounds: 1, warmUp: 0 } : { rounds: 7, warmUp: 2 };
    const [ours, theirs] = await interleaved([all(byPlan), all(byHand)], rounds);
    const named = { bench: 'mapping.message', size: count, store: setting.store };
    yield comparison(named, ours!, ['code written for it', theirs!], { goal: null, sense: 'at-most' });
  },
};

function mustAgree(
  mapped: ReturnType<ReturnType<typeof shopFloor>['messages']['reader']['read']>,
  event: object,
): void {
  const same = mapped.kind === 'events' && canonicalJson(mapped.events) === canonicalJson([event]);
  if (!same) throw new Error(`mapping: ${canonicalJson(mapped)} is not ${canonicalJson(event)}`);
}
