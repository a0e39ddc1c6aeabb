import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FirstQuestion } from './server/landing-page.ts';
import { examplePlantOf } from './example-plant.ts';

export interface ExampleQuestion extends FirstQuestion {
  /** The same for a command line. */
  readonly command: string;
}

/** What to ask of the example plant, where a data folder holds one. */
export function exampleQuestion(data: string): ExampleQuestion | undefined {
  const start = startOf(join(examplePlantOf(data), 'truth.json'));
  if (start === undefined) return undefined;
  return {
    words: 'One batch of potting compound is bad. Which valves have it, to whom did they go, and how sure are we?',
    document: document(start),
    command: `npm run -s whence -- trace forward ${start} --group customer`,
  };
}

function startOf(path: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(path, 'utf8')) as { readonly question: { readonly start: string } }).question.start;
  } catch {
    return undefined;
  }
}

const document = (start: string): string => `{
  trace(
    starts: [{ thing: { id: "${start}" } }]
    direction: FORWARD
  ) {
    ... on Trace {
      summary { byKind { kind counts { certain possible } } }
      groups(by: [CUSTOMER], filter: { kinds: [UNIT] }) {
        labels counts { certain possible }
      }
      completeness {
        status
        gaps(first: 10) { rows { kind source text remedy } }
      }
      rows(first: 50, filter: { kinds: [UNIT] }) {
        total
        rows { label inclusion reason customers { label } }
      }
    }
  }
}`;
