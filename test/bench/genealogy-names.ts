import { hash } from 'node:crypto';
import { objectKey } from '../../graph/model/object-ref.ts';
import type { ObjectRef } from '../../graph/model/object-ref.ts';
import type { NodeChange } from '../../graph/store/changes.ts';
import { lastLevel, levels } from './genealogy.ts';
import type { Genealogy } from './genealogy.ts';

/** What things and operations of a genealogy are called: as long as the names that plants give. */
export class Names {
  readonly #of: Genealogy;

  constructor(genealogy: Genealogy) {
    this.#of = genealogy;
  }

  thing(thing: number): NodeChange {
    const level = this.#of.levelOf(thing);
    const place = thing - level * this.#of.width;
    if (level >= levels) return named({ kind: 'lot', value: `BULK-${place}`, material: `BULK-${place}` });
    const isUnit = level === lastLevel;
    const letter = isUnit ? 'S' : 'B';
    const value = `${letter}${String(level).padStart(2, '0')}-${String(place).padStart(7, '0')}`;
    return named({ kind: isUnit ? 'unit' : 'lot', value, material: `PC-${700 + level}` });
  }

  event(step: number, what = 'made'): string {
    return hash('sha256', `${what} ${step}`, 'base64url');
  }

  operation(step: number): NodeChange {
    return named({ kind: 'operation', value: this.event(step), issuer: '' });
  }

  container(step: number): NodeChange {
    return named({ kind: 'logistic', value: `BOX-${String(step).padStart(8, '0')}` });
  }
}

function named(ref: Pick<ObjectRef, 'kind' | 'value'> & Partial<ObjectRef>): NodeChange {
  const whole: ObjectRef = { scheme: 'local', issuer: 'valveworks', ...ref };
  return { key: objectKey(whole), ref: whole };
}
