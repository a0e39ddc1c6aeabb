import { createHash } from 'node:crypto';
import { canonicalJson } from '../graph/model/canonical-json.ts';
import type { View } from '../graph/model/view.ts';
import { viewText } from '../graph/model/view.ts';
import type { StoredEdge } from '../graph/store/store.ts';
import type { AnswerEdge } from './answer.ts';
import { kernelVersion } from './kernel.ts';
import type { Question } from './question.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const asked = ({ starts, direction, rules, asOf }: Question) => ({ starts, direction, rules, asOf });

/** Equal exactly for equal questions, whoever asks them and with whatever budget. */
export function questionDigest(question: Question): string {
  return `sha256:${sha256(canonicalJson(asked(question)))}`;
}

/** Name of a frozen answer: everything that it depends on. */
export function answerId(question: Question, view: View): string {
  const { budget } = question;
  const text = canonicalJson({ ...asked(question), budget, view: viewText(view), kernel: kernelVersion });
  return createHash('sha256').update(text).digest('base64url');
}

const control = /[\u0000-\u001f\u007f\\]/g;

const escaped = (text: string): string =>
  text.replace(control, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);

const line = (...fields: readonly (string | number)[]): string =>
  fields.map((field) => escaped(String(field))).join('\t');

export function rowLine(id: string, depth: number, isCertain: boolean): string {
  return line(id, depth, isCertain ? 'certain' : 'possible', 'whole');
}

export function edgeLine(edge: AnswerEdge, stored: StoredEdge): string {
  return line(edge.kind, edge.from, edge.to, contentHash(stored));
}

/** SHA-256 over the lines, sorted by UTF-8 bytes, each ended by a line feed. */
export function linesDigest(lines: readonly string[]): string {
  const sorted = lines.map((text) => Buffer.from(`${text}\n`)).sort((a, b) => Buffer.compare(a, b));
  const hash = createHash('sha256');
  for (const bytes of sorted) hash.update(bytes);
  return `sha256:${hash.digest('hex')}`;
}

// What the edge says, and nothing of who read it when: no position, no version, no rule name, and so no key of its event
// (which holds the rule's name) and no label of its choice.
function contentHash(edge: StoredEdge): string {
  const { phase, validFrom, validTo, precision, basis, qty, unit, certainty, choiceKind, choiceSize } = edge;
  const { method, use, position, ext, context, source, site } = edge;
  return sha256(
    canonicalJson({
      ...{ phase, validFrom, validTo, precision, basis, qty, unit, certainty, choiceKind, choiceSize },
      ...{ method, use, position, ext, context, source, site },
    }),
  );
}
