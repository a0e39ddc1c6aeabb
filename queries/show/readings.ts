import type { QueryContext } from '../context.ts';
import type { Reading } from '../schema/problem.ts';
import { findMeanings } from '../starts/find-things.ts';
import { readText } from '../starts/read-ref.ts';
import { showReadings } from './problem.ts';
import type { RowWants } from './rows.ts';

/** A text that names nothing known has no reading. */
export async function readTexts(
  context: QueryContext,
  texts: readonly string[],
  wants: RowWants,
): Promise<readonly Reading[]> {
  const asOf = await context.head();
  const read = await Promise.all(
    texts.map(async (said) => ({ said, found: await findMeanings(context, asOf, readText(said)) })),
  );
  return showReadings(context, asOf, read, wants);
}
