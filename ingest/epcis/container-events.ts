import { contextFields } from './epcis-context-fields.ts';
import { textAt } from './epcis-event.ts';
import type { EventDraft, EventFields, Reading } from './epcis-event.ts';
import { thingOf, thingsAt } from './epcis-things.ts';
import type { NamedThing } from './epcis-things.ts';
import { membersOf } from './lot-members.ts';

/** AggregationEvent: things are put into a container, taken out, or seen in it. */
export function aggregationEvent(reading: Reading): readonly EventDraft[] {
  const contents = thingsAt(reading, 'childEPCs', 'childQuantityList');
  const container = parentOf(reading);
  const members = membersOf(reading, contents);
  if (!container) return [...together(reading, contents), ...members];
  const action = textAt(reading.event, 'action');
  if (action === 'DELETE') return [{ rule: 'unpacked', fields: unpacking(reading, container, contents) }, ...members];
  if (contents.length === 0) return [{ rule: 'seen', fields: step(reading, [container]) }, ...members];
  return [{ rule: 'packed', fields: packing(reading, container, contents, action === 'OBSERVE') }, ...members];
}

const uses = (things: readonly NamedThing[]): readonly object[] => things.map(({ use }) => use);

// Seen together proves the containment, not when it began: without a time the window may hold at any time.
function packing(
  reading: Reading,
  container: NamedThing,
  contents: readonly NamedThing[],
  isSeen: boolean,
): EventFields {
  const { time, ...common } = contextFields(reading) as { readonly time?: unknown };
  return {
    verb: 'pack',
    ...common,
    ...(isSeen ? {} : { time }),
    container: container.use.thing,
    contents: uses(contents),
  };
}

function unpacking(reading: Reading, container: NamedThing, contents: readonly NamedThing[]): EventFields {
  const taken = contents.length > 0 ? { contents: uses(contents) } : {};
  return { verb: 'unpack', ...contextFields(reading), container: container.use.thing, ...taken };
}

function together(reading: Reading, contents: readonly NamedThing[]): readonly EventDraft[] {
  return contents.length === 0 ? [] : [{ rule: 'seen', fields: step(reading, contents) }];
}

function step(reading: Reading, things: readonly NamedThing[]): EventFields {
  const bizStep = textAt(reading.event, 'bizStep');
  const done = bizStep === undefined ? {} : { step: bizStep };
  return { verb: 'treat', ...contextFields(reading), things: uses(things), ...done };
}

/** AssociationEvent: parts are installed in an assembly, or removed; a sensor fixed to a place is a step at that place. */
export function associationEvent(reading: Reading): readonly EventDraft[] {
  const parts = thingsAt(reading, 'childEPCs', 'childQuantityList');
  const assembly = parentOf(reading);
  const members = membersOf(reading, parts);
  if (parts.length === 0) return assembly ? [{ rule: 'cleared', fields: cleared(reading, assembly) }] : [];
  if (!assembly) return [{ rule: 'associated', fields: step(reading, parts) }, ...members];
  const isRemoval = textAt(reading.event, 'action') === 'DELETE';
  const fields = {
    verb: isRemoval ? 'disassemble' : 'assemble',
    ...contextFields(reading),
    assembly: assembly.use.thing,
    parts: uses(parts),
  };
  return [{ rule: isRemoval ? 'removed' : 'installed', fields }, ...members];
}

// "All parts removed" names none of them. What was installed stays walked (`ever`, T13), so nothing is lost by it.
function cleared(reading: Reading, assembly: NamedThing): EventFields {
  reading.findings.push({
    code: 'EPCIS_PARTS_UNNAMED',
    path: 'childEPCs',
    value: textAt(reading.event, 'parentID') ?? '',
  });
  return step(reading, [assembly]);
}

function parentOf(reading: Reading): NamedThing | undefined {
  const uri = textAt(reading.event, 'parentID');
  const named = uri === undefined ? undefined : thingOf(reading, uri, 'unit', 'parentID');
  return named?.use.thing ? named : undefined;
}
