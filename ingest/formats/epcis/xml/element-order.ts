import type { Problem } from '../../../../graph/errors.ts';
import { problem } from '../../../../graph/errors.ts';
import { isStandard } from './epcis-namespaces.ts';
import { childrenOf } from './event-fields.ts';
import type { XmlElement } from './xml-element.ts';

/**
 * What is wrong with the order of an event's fields, if anything. The schema allows one order; real documents, and those of
 * the standard's own hash examples, keep to it less. None of them says what was done before it says when, so that is asked
 * of every document of version 2.0; `schema` asks for all of it (docs/decisions/0013).
 */
export function checkOrder(
  event: XmlElement,
  version: string | undefined,
  order: 'time-first' | 'schema',
): Problem | undefined {
  const fields = childrenOf(event)
    .filter(({ uri }) => isStandard(uri))
    .map(({ local }) => local);
  if (order === 'schema') return outOfSchema(event.local, fields, version);
  if (version?.startsWith('1')) return undefined;
  const [action, time] = [fields.indexOf('action'), fields.indexOf('eventTime')];
  return action !== -1 && action < time ? wrongOrder('action', 'eventTime') : undefined;
}

const wrongOrder = (early: string, late: string): Problem =>
  problem('EPCIS_ORDER', `${early} stands before ${late}`, { path: early });

function outOfSchema(type: string, fields: readonly string[], version: string | undefined): Problem | undefined {
  const order = (version?.startsWith('1') ? orders1 : orders2)[type];
  let last = -1;
  for (const [index, field] of fields.entries()) {
    const place = order?.indexOf(field) ?? -1;
    // What the type does not have is refused by its name.
    if (place === -1) continue;
    if (place < last) return wrongOrder(fields[index - 1]!, field);
    last = place;
  }
  return undefined;
}

const words = (text: string): readonly string[] => text.split(/\s+/);
const base = 'eventTime recordTime eventTimeZoneOffset eventID errorDeclaration certificationInfo';
const when = 'bizStep disposition readPoint bizLocation';
const parties = 'sourceList destinationList';
const sensed = 'sensorElementList persistentDisposition';

type Orders = Readonly<Record<string, readonly string[]>>;

const orders2: Orders = {
  ObjectEvent: words(`${base} epcList action ${when} bizTransactionList quantityList ${parties} ${sensed} ilmd`),
  AggregationEvent: words(
    `${base} parentID childEPCs action ${when} bizTransactionList childQuantityList ${parties} ${sensed}`,
  ),
  TransactionEvent: words(
    `${base} bizTransactionList parentID epcList action ${when} quantityList ${parties} ${sensed}`,
  ),
  TransformationEvent: words(
    `${base} inputEPCList inputQuantityList outputEPCList outputQuantityList transformationID ${when} bizTransactionList ${parties} ${sensed} ilmd`,
  ),
  AssociationEvent: words(
    `${base} parentID childEPCs childQuantityList action ${when} bizTransactionList ${parties} ${sensed}`,
  ),
};

/** Version 1.2 has what came later in wrappers behind the rest, sensors behind ILMD. */
const orders1: Orders = {
  ...orders2,
  ObjectEvent: words(`${base} epcList action ${when} bizTransactionList quantityList ${parties} ilmd ${sensed}`),
  TransformationEvent: words(
    `${base} inputEPCList inputQuantityList outputEPCList outputQuantityList transformationID ${when} bizTransactionList ${parties} ilmd ${sensed}`,
  ),
};
