import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { closed, eventSchema, instant, literals, text } from './parts.ts';

export const GapSchema = eventSchema('gap', 'A source lost an interval.', {
  of: text('Name of the source.'),
  interval: closed({
    from: Type.Optional(instant('Unknown beginning: any time before.')),
    to: Type.Optional(instant('Unknown end: any time after.')),
  }),
  sites: Type.Optional(Type.Array(text('Site.'), { description: 'Sites the source speaks of; absent: any.' })),
  cause: literals(
    [
      'session lost',
      'overflow',
      'sequence jump',
      'instance or epoch change',
      'retention lost',
      'restore',
      'reset',
      'clock',
      'declared',
    ] as const,
    'Why it was lost.',
  ),
  missing: Type.Optional(text('What is known to be missing, in words: sequence numbers, a count.')),
  recoverable: Type.Optional(Type.Boolean({ description: 'The source may still give it.' })),
  closes: Type.Optional(text('Record key of the gap that a backfill covers: that gap is closed.')),
});
export type GapEvent = Static<typeof GapSchema>;
