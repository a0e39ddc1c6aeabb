import type { SourceObject, SourceValue } from '../../format.ts';
import { emptyObject, isObject } from '../names.ts';
import type { OpenObject } from '../names.ts';
import { bareWord } from './epcis-vocabulary.ts';
import type { WordList } from './epcis-vocabulary.ts';
import { isBlank, minuteOnly } from './field-checks.ts';

/**
 * A copy of the event in which words of the standard are bare (`shipping`, whichever of four ways the sender writes it) and
 * blank members are left out: an empty transformationID would pool what has nothing in common.
 */
export function plainWords(event: SourceObject): OpenObject {
  return changed(event, {
    '@context': () => undefined,
    bizStep: word('bizStep'),
    disposition: word('disposition'),
    persistentDisposition: each((one) => changed(one, { set: word('disposition'), unset: word('disposition') })),
    bizTransactionList: each((one) => changed(one, { type: word('bizTransactionType') })),
    sourceList: each((one) => changed(one, { type: word('sourceType') })),
    destinationList: each((one) => changed(one, { type: word('sourceType') })),
    sensorElementList: each((one) => changed(one, { sensorReport: each(plainReport) })),
    errorDeclaration: each((one) => changed(one, { declarationTime: withSeconds, reason: word('errorReason') })),
  });
}

const plainReport = (report: SourceObject): OpenObject =>
  changed(report, { type: measure, exception: measure, component: word('component') });

/** `Temperature`, which XML writes `gs1:Temperature`. */
const measure: Change = (value) =>
  typeof value === 'string' ? value.replace(/^(?:gs1:|https:\/\/gs1\.org\/voc\/)(?=[A-Za-z_]+$)/, '') : value;

const withSeconds: Change = (value) => (typeof value === 'string' ? value.replace(minuteOnly, '$1:00') : value);

/** What becomes of a value; undefined leaves the member out. */
type Change = (value: SourceValue) => SourceValue | undefined;

function changed(object: SourceObject, changes: Readonly<Record<string, Change>>): OpenObject {
  const copy = emptyObject();
  for (const [name, value] of Object.entries(object)) {
    const after = Object.hasOwn(changes, name) ? changes[name]!(value) : value;
    if (!isBlank(after)) copy[name] = after;
  }
  return copy;
}

const word =
  (list: WordList): Change =>
  (value) => {
    if (Array.isArray(value)) return (value as readonly SourceValue[]).map((one) => word(list)(one) ?? one);
    return typeof value === 'string' ? bareWord(list, value) : value;
  };

const each =
  (change: (object: SourceObject) => SourceValue): Change =>
  (value) => {
    if (Array.isArray(value))
      return (value as readonly SourceValue[]).map((one) => (isObject(one) ? change(one) : one));
    return isObject(value) ? change(value) : value;
  };
