import { exampleEvent } from './frame.ts';
import type { Example } from './frame.ts';

export const gapExamples: readonly Example<'gap'>[] = [
  {
    title: 'A message number was skipped',
    event: exampleEvent('gap', 'control:gap-1', {
      of: 'valveworks-mes',
      interval: { from: '2026-03-02T09:30:00Z', to: '2026-03-02T09:41:12Z' },
      sites: ['HALL-1'],
      cause: 'sequence jump',
      missing: 'message 10417',
      recoverable: true,
    }),
  },
  {
    title: 'The missing message arrived late: the gap is closed',
    event: exampleEvent('gap', 'control:gap-1-closed', {
      of: 'valveworks-mes',
      interval: { from: '2026-03-02T09:30:00Z', to: '2026-03-02T09:41:12Z' },
      cause: 'sequence jump',
      closes: 'control:gap-1',
    }),
  },
];
