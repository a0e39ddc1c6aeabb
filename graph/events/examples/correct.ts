import { exampleEvent } from './frame.ts';
import type { Example } from './frame.ts';

export const correctExamples: readonly Example<'correct'>[] = [
  {
    title: 'A booking did not happen',
    event: exampleEvent('correct', 'erp:storno-4711', {
      kind: 'didNotOccur',
      target: { recordKey: 'erp:issue-4711' },
      reason: 'booked on the wrong order',
    }),
  },
];
