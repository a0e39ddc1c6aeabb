import { readGs1 } from '../../../graph/model/gs1/read-gs1.ts';
import type { ObjectRef } from '../../../graph/model/object-ref.ts';
import { readUri } from '../../../graph/model/uri-ref.ts';
import { isObjectKindName } from '../identifiers.ts';
import { isRef, Issue, shown } from '../mapped-value.ts';
import type { Read, Reader, Scope } from '../mapped-value.ts';
import { badArgument, onText, readOf, refusedValue, textFunction } from '../mapping-function.ts';
import type { MappingFunction } from '../mapping-function.ts';

/** Notes the object, so that a record that fails later can still be found by it. */
function named(ref: ObjectRef, { run }: Scope): ObjectRef {
  run.named.push(ref);
  return ref;
}

export const id: MappingFunction = {
  name: 'id',
  usage: "id('mes-lot', material=part, site=werk)",
  says: 'The object that a number names, by an identifier rule of the schemes file. Material and site are raw texts, read by the rules that the scheme names for them, or objects.',
  takes: 'each',
  bind(args, world) {
    const rule = world.identifier(args.text(0));
    if (rule.problem) return rule;
    const identify = rule.ok;
    const [material, site] = [args.reader('material', world), args.reader('site', world)];
    return args.done(
      onText('id', (text, scope) => {
        scope.run.named.push(text);
        const within = qualifier(material, scope);
        if (within instanceof Issue) return within;
        const where = qualifier(site, scope);
        if (where instanceof Issue) return where;
        const read = identify(text, { material: within, site: where });
        if (read.problem) return readOf(read);
        const guess = identify.mayBe?.(read.ok);
        if (guess) scope.run.guesses.push([read.ok, guess]);
        return named(read.ok, scope);
      }),
    );
  },
};

function qualifier(reader: Reader | undefined, scope: Scope): string | ObjectRef | undefined | Issue {
  const value: Read = reader?.(scope);
  if (value === undefined || value instanceof Issue || typeof value === 'string') return value;
  if (isRef(value)) return value;
  return refusedValue('MAP_TYPE', `A material or site is a text or an object, and this is ${shown(value)}`, value);
}

export const gs1: MappingFunction = {
  name: 'gs1',
  usage: 'gs1',
  says: 'The object of a GS1 element string, EPC URI or Digital Link; all spellings give one key.',
  takes: 'each',
  bind: (args) =>
    args.done(
      onText('gs1', (text, scope) => {
        scope.run.named.push(text);
        const read = readGs1(text);
        return read.problem ? readOf(read) : named(read.ok.ref, scope);
      }),
    ),
};

export const uri: MappingFunction = {
  name: 'uri',
  usage: 'uri(lot)',
  says: 'The object of any URI; a GS1 key tells its kind, for others it is the one given.',
  takes: 'each',
  bind(args) {
    const kind = args.text(0);
    if (!isObjectKindName(kind)) return badArgument('uri', `does not know the kind ${kind}`);
    return args.done(
      onText('uri', (text, scope) => {
        const read = readUri(text, kind);
        return read.problem ? readOf(read) : named(read.ok.ref, scope);
      }),
    );
  },
};

const uuidForm = /^(?:urn:uuid:)?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/;

export const uuid = textFunction(
  'uuid',
  'A UUID in its canonical spelling, whatever brackets or capitals it came in.',
  (text) => {
    const match = uuidForm.exec(
      text
        .trim()
        .toLowerCase()
        .replace(/^\{|\}$/g, ''),
    );
    return match ? match.slice(1).join('-') : refusedValue('MAP_PATTERN', `"${text}" is no UUID`, text);
  },
);
