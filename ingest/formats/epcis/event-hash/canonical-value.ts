import { readIsoTime } from '../../../../graph/model/iso-time.ts';
import { expandValue } from '../epcis-context.ts';
import { urnAsUri } from '../epcis-vocabulary.ts';
import { canonicalUri } from './canonical-uri.ts';

/** A value as two systems agree on it: words and GS1 keys in their one spelling, numbers without what adds nothing. */
export function canonicalValue(raw: string): string {
  const text = urnAsUri(expandValue(raw.trim()));
  return canonicalUri(text) ?? canonicalNumber(text);
}

const decimal = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** The shortest plain notation of the same number, exactly: no digit goes through a float. */
export function canonicalNumber(text: string): string {
  const [, sign, whole = '', fraction = '', exponent = '0'] = decimal.exec(text) ?? [];
  if (sign === undefined || whole + fraction === '') return text;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const left = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '';
  const right = point < digits.length ? digits.slice(Math.max(point, 0)).padStart(digits.length - point, '0') : '';
  const shown = [left.replace(/^0+(?=\d)/, '') || '0', right.replace(/0+$/, '')]
    .filter((part) => part !== '')
    .join('.');
  return sign === '-' && shown !== '0' ? `-${shown}` : shown;
}

/** UTC with milliseconds, the fourth digit rounded half up; a text that is no time stays as it is. */
export function canonicalTime(text: string): string {
  const time = readIsoTime(text);
  if (time.problem) return text;
  const [, second = '', fraction = ''] = /^([^.Z]+)(?:\.(\d+))?Z$/.exec(time.ok.from) ?? [];
  if (second === '') return text;
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0')) + (fraction.charAt(3) >= '5' ? 1 : 0);
  return new Date(Date.parse(`${second}Z`) + milliseconds).toISOString();
}
