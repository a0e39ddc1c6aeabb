import type { View } from '../graph/model/view.ts';
import { viewText } from '../graph/model/view.ts';
import { bytesOf } from './held-answer.ts';
import type { HeldAnswer } from './held-answer.ts';
import type { Question } from './question.ts';

interface Given {
  readonly question: Question;
  readonly view: View;
}

/**
 * Answers that were given out, the latest used last; the ones used longest ago go first when there is no room. Their
 * questions stay, so that an evicted answer can be computed again at its position.
 */
export class AnswerCache {
  readonly #room: number;
  readonly #questions: number;
  readonly #held = new Map<string, HeldAnswer>();
  readonly #given = new Map<string, Given>();
  #bytes = 0;

  constructor(room = 256 * 1024 * 1024, questions = 100_000) {
    this.#room = room;
    this.#questions = questions;
  }

  put(answer: HeldAnswer): void {
    const { id } = answer.head;
    this.#drop(id);
    this.#held.set(id, answer);
    this.#bytes += bytesOf(answer);
    for (const oldest of this.#held.keys()) {
      if (this.#bytes <= this.#room || oldest === id) break;
      this.#drop(oldest);
    }
    this.#given.delete(id);
    this.#given.set(id, { question: answer.question, view: answer.view });
    for (const oldest of this.#given.keys()) {
      if (this.#given.size <= this.#questions) break;
      this.#given.delete(oldest);
    }
  }

  /** What was asked under the id, if it was given out to this view: hidden and absent are alike. */
  given(id: string, view: View): Question | undefined {
    const given = this.#given.get(id);
    return given && viewText(given.view) === viewText(view) ? given.question : undefined;
  }

  held(id: string): HeldAnswer | undefined {
    const answer = this.#held.get(id);
    if (!answer) return undefined;
    this.#held.delete(id);
    this.#held.set(id, answer);
    return answer;
  }

  #drop(id: string): void {
    const answer = this.#held.get(id);
    if (!answer) return;
    this.#held.delete(id);
    this.#bytes -= bytesOf(answer);
  }
}
