import { instantMs } from '../../graph/flow/instant.ts';
import type { StoreLag } from '../evidence.ts';
import { gapList } from './asked.ts';
import type { AskedAnswer, GapList } from './asked.ts';
import type { Source } from './sources.ts';

/** A source that is silent for longer than it is declared to be; a nightly file is late after its night, not before. */
export function sourceLags({ rows, evidence, sources }: AskedAnswer): GapList {
  const now = evidence.receivedAt(rows.lens.known);
  const lag = evidence.storeLag?.();
  const away = lag === undefined ? [] : [{ text: `${storeIs[lag]} ${withoutStore(rows.lens.known)}` }];
  if (now === undefined) return gapList('SOURCE_LAG', away);
  const late = sources.all
    .filter(({ sites }) => sources.concern(sites))
    .flatMap((source) => {
      const last = source.intake?.lastReceivedAt ?? declaredAt(source, evidence);
      if (source.expectedEveryMs === undefined || last === undefined) return [];
      const silent = instantMs(now) - instantMs(last);
      if (silent <= source.expectedEveryMs + source.graceMs) return [];
      const minutes = Math.floor(silent / 60_000);
      const text = `Nothing has come for ${minutes} minutes, and something is expected every ${Math.ceil(source.expectedEveryMs / 60_000)}.`;
      return [{ source: source.name, from: last, to: now, text }];
    });
  return gapList('SOURCE_LAG', [...away, ...late]);
}

const storeIs: Readonly<Record<StoreLag, string>> = {
  away: 'The graph store does not answer.',
  behind: 'The graph store has lost what it had and is being written anew.',
};

const withoutStore = (known: number): string =>
  `What was read after record ${known} is not in this answer, and of its things only what their keys say is shown.`;

// One that never sent anything is late from its declaration on.
function declaredAt({ declaredAt: at }: Source, evidence: AskedAnswer['evidence']): string | undefined {
  return at === undefined ? undefined : evidence.receivedAt(at);
}
