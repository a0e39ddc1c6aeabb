import { createHash } from 'node:crypto';
import type { SourceObject, SourceValue } from '../../format.ts';
import { isList, isRecord } from '../mapped-value.ts';
import type { Mapped, Issue } from '../mapped-value.ts';
import { badArgument, onText, refusedValue, textFunction } from '../mapping-function.ts';
import type { MappingFunction } from '../mapping-function.ts';
import { pattern } from '../condition.ts';
import { asSource, compilePath } from '../path.ts';
import { readPath } from '../pipe.ts';

export const at: MappingFunction = {
  name: 'at',
  usage: 'at(a.b[0])',
  says: 'What lies at a path within the value.',
  takes: 'each',
  bind(args) {
    const path = readPath(args.text(0));
    if (path.problem) return path;
    const read = compilePath(path.ok);
    return args.done((value, scope) => read({ item: asSource(value) ?? null, outer: scope, run: scope.run }));
  },
};

export const parse: MappingFunction = {
  name: 'parse',
  usage: "parse('{site}-{lot:digits}') | at(lot)",
  says: 'The named parts of a text that has this form as a whole; a part may be digits, letters or any text without the mark that follows it.',
  takes: 'each',
  bind(args) {
    const template = args.text(0);
    const form = formOf(template);
    const compiled = form && pattern(form.source);
    if (!form || !compiled?.ok) return badArgument('parse', `cannot read the form "${template}"`);
    const matcher = compiled.ok;
    return args.done(
      onText('parse', (text) => {
        const match = matcher.matcher(text);
        if (!match.matches()) return refusedValue('MAP_PATTERN', `"${text}" is not of the form ${template}`, text);
        const parts = Object.create(null) as Record<string, SourceValue>;
        form.names.forEach((name, i) => (parts[name] = match.group(i + 1)));
        return parts;
      }),
    );
  },
};

const classes: Readonly<Record<string, string>> = { digits: '[0-9]+', letters: '\\p{L}+', rest: '.+' };
const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

function formOf(template: string): { readonly source: string; readonly names: readonly string[] } | undefined {
  const parts = template.split(/(\{[^}]*\})/);
  const fields = parts.map((part) => /^\{([\p{L}\p{N}_]+)(?::([a-z]+))?\}$/u.exec(part));
  const names = fields.flatMap((field) => field?.[1] ?? []);
  const isKnown = fields.every((field) => field?.[2] === undefined || Object.hasOwn(classes, field[2]));
  if (!isKnown || names.length === 0) return undefined;
  const sources = parts.map((part, i) => {
    const field = fields[i];
    return field ? `(${partForm(field[2], parts[i + 1]?.[0])})` : literal(part);
  });
  return { source: sources.join(''), names };
}

function partForm(kind: string | undefined, mark: string | undefined): string {
  if (kind !== undefined) return classes[kind] ?? '.+';
  return mark === undefined ? '.+' : `[^${literal(mark)}]+`;
}

export const match: MappingFunction = {
  name: 'match',
  usage: "match('[A-Z]{2}([0-9]{6})')",
  says: 'The text if it has this form (RE2) as a whole; the first group if there is one.',
  takes: 'each',
  bind(args) {
    const source = args.text(0);
    const compiled = pattern(source);
    if (compiled.problem) return compiled;
    const form = compiled.ok;
    return args.done(
      onText('match', (text) => {
        const found = form.matcher(text);
        if (!found.matches()) return refusedValue('MAP_PATTERN', `"${text}" does not match ${source}`, text);
        return found.groupCount() > 0 ? (found.group(1) ?? undefined) : text;
      }),
    );
  },
};

export const xmlText: MappingFunction = {
  name: 'xml-text',
  usage: 'xml-text',
  says: 'All text inside an element, in the order of the document as far as it was kept.',
  takes: 'each',
  bind: (args) => args.done((value) => textIn(value).join(' ').trim()),
};

function textIn(value: Mapped | SourceValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  if (isList(value as Mapped)) return (value as readonly Mapped[]).flatMap(textIn);
  if (!isRecord(value as Mapped)) return [];
  return Object.entries(value as SourceObject).flatMap(([name, inner]) => (name.startsWith('@') ? [] : textIn(inner)));
}

export const base64 = textFunction('base64', 'The text that base64 stands for, if it is UTF-8.', (text) => {
  const bytes = Buffer.from(text.trim(), 'base64');
  const isExact = bytes.toString('base64').replace(/=+$/, '') === text.trim().replace(/=+$/, '');
  const decoded = isExact ? decodeUtf8(bytes) : undefined;
  return decoded ?? refusedValue('MAP_TYPE', 'This is no base64 of a UTF-8 text', text);
});

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

export const sha256 = textFunction('sha256', 'The SHA-256 of the text, in lower-case hexadecimal.', (text) =>
  createHash('sha256').update(text).digest('hex'),
);

export const json: MappingFunction = {
  name: 'json',
  usage: 'json',
  says: 'A part of the record as one text: its names sorted, without blanks.',
  takes: 'whole',
  bind: (args) => args.done((value) => jsonOf(value)),
};

function jsonOf(value: Mapped): string | Issue {
  const source = asSource(value);
  if (source === undefined) return refusedValue('MAP_TYPE', 'Only a part of the record can become JSON', value);
  return JSON.stringify(sorted(source));
}

function sorted(value: SourceValue): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly SourceValue[]).map(sorted);
  const entries = Object.entries(value as SourceObject).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}
