import { problem } from '../../../graph/errors.ts';
import type { ObjectRef } from '../../../graph/model/object-ref.ts';
import { issue } from '../mapped-value.ts';
import type { Mapped, Read } from '../mapped-value.ts';
import type { MappingFunction } from '../mapping-function.ts';
import { normalName } from '../pseudonyms.ts';

/** No message holds what was read, and a record that waits is found by the pseudonym only. */
export const person: MappingFunction = {
  name: 'person',
  usage: "person('mes')",
  says: 'A person by a pseudonym, made of the name or number under the key of the data folder; the text is the system that names people so. The name itself is not kept.',
  takes: 'each',
  bind(args, world) {
    const issuer = args.text(0);
    const bound = args.done((value, { run }): Read => {
      const name = nameIn(value);
      if (name === undefined) return issue(problem('MAP_TYPE', 'person reads a text, and this is none'));
      if (name === '') return issue(problem('ID_EMPTY', 'A name of a person is empty'));
      const ref: ObjectRef = { kind: 'person', scheme: 'local', issuer, value: pseudonym(issuer, name) };
      run.named.push(ref);
      return ref;
    });
    if (bound.problem) return bound;
    const pseudonym = world.pseudonyms();
    return bound;
  },
};

const nameIn = (value: Mapped): string | undefined => (typeof value === 'string' ? normalName(value) : undefined);
