import { Asker } from './ask.ts';
import { comparison } from './figure.ts';
import type { Figure } from './figure.ts';
import type { Shape } from './genealogy.ts';
import { mustAgree } from './questions.ts';
import { interleaved } from './rounds.ts';
import { rounds } from './setting.ts';
import type { Bench, Setting } from './setting.ts';
import { SqliteWalk } from './sqlite-walk.ts';

const standing = ['B', 'F', 'S'] as const;
// What is promised is promised of F; the others are watched.
const goalOf = (bench: string, goal: number): number | null => (bench.startsWith('trace.F') ? goal : null);
const shapes: readonly Shape[] = ['operations', 'things'];

/** The figure of the model's own shape has the plain name. */
const nameOf = (question: string, shape: Shape): string =>
  shape === 'operations' ? `trace.${question}` : `trace.${question}.${shape}`;

/** The standing questions, with everything that an answer promises, against reachability alone. */
export const bench: Bench = {
  figures: shapes.flatMap((shape) => standing.map((question) => nameOf(question, shape))),
  async *run(setting) {
    for (const shape of shapes)
      if (standing.some((question) => setting.wants(nameOf(question, shape)))) yield* ofShape(setting, shape);
  },
};

async function* ofShape(setting: Setting, shape: Shape): AsyncGenerator<Figure> {
  const { genealogy, index, plain, questions } = setting.genealogies.of(setting.size, shape);
  const sqlite = new SqliteWalk(setting.folder(`edges-${shape}`), genealogy);
  const asker = new Asker(index);
  for (const name of standing) {
    const question = questions[name];
    const bench = nameOf(name, shape);
    if (!setting.wants(bench)) continue;
    const ours = (): number => asker.ask(question);
    const walk = (): number => plain.reach(question.start, question.isForward).length;
    const query = (): number => sqlite.reach(question.start, question.isForward).length;
    setting.note(
      `${bench}: ${question.things.toLocaleString('en')} things, ${question.nodes.toLocaleString('en')} nodes`,
    );
    mustAgree(bench, [ours(), walk(), query()]);
    const named = { bench, size: setting.size, store: setting.store };
    const [ourWalk, theirWalk] = await interleaved([ours, walk], rounds(setting, 31, 10));
    yield comparison(named, ourWalk!, ['typed-arrays', theirWalk!], { goal: goalOf(bench, 3), sense: 'at-most' });
    const [ourAnswer, theirAnswer] = await interleaved([ours, query], rounds(setting, 5, 1));
    yield comparison(named, ourAnswer!, ['sqlite-cte', theirAnswer!], { goal: goalOf(bench, 50), sense: 'at-least' });
  }
  sqlite.close();
}
