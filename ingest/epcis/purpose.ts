import type { ContextObject } from '../../graph/events/parts.ts';
import { objectKey } from '../../graph/model/object-ref.ts';
import { isObject } from '../formats/names.ts';
import { listOf } from './epcis-parts.ts';
import type { EpcisParts } from './epcis-parts.ts';

/** From whom, to whom, and what for. */
export interface Handover {
  readonly from?: ContextObject;
  readonly to?: ContextObject;
  readonly purpose: 'sale' | 'purchase' | 'transfer' | 'processing' | 'return' | 'loan';
}

/**
 * EPCIS does not say what a hand-over is for. A change of owner is a sale, seen from the receiver a purchase; a return
 * authorisation makes it a return. Everything else is a transfer: of the purposes, only a purchase would end the search for
 * an origin, so nothing less than two owners makes one.
 */
export function handoverOf(parts: EpcisParts, verb: 'ship' | 'receive'): Handover {
  const [sources, destinations] = [
    endsOf(parts, 'sourceList', 'source'),
    endsOf(parts, 'destinationList', 'destination'),
  ];
  const [from, to] = [partyOf(sources), partyOf(destinations)];
  const isReturn = parts.list('bizTransactionList').some((entry) => isObject(entry) && entry['type'] === 'rma');
  const purpose = isReturn ? 'return' : purposeOf(verb, sources.get('owning_party'), destinations.get('owning_party'));
  return { ...(from ? { from } : {}), ...(to ? { to } : {}), purpose };
}

function purposeOf(
  verb: 'ship' | 'receive',
  from: ContextObject | undefined,
  to: ContextObject | undefined,
): Handover['purpose'] {
  const changes = from && to ? objectKey(from) !== objectKey(to) : verb === 'ship' && to !== undefined;
  if (!changes) return 'transfer';
  return verb === 'ship' ? 'sale' : 'purchase';
}

type Ends = ReadonlyMap<string, ContextObject>;

function endsOf(parts: EpcisParts, list: string, field: string): Ends {
  const ends = new Map<string, ContextObject>();
  for (const [i, entry] of listOf(parts.event[list]).entries()) {
    const [type, uri] = isObject(entry) ? [entry['type'], entry[field]] : [];
    const kind = type === 'location' ? 'place' : 'party';
    const end = typeof uri === 'string' ? parts.context(uri, kind, `${list}[${i}].${field}`) : undefined;
    if (typeof type === 'string' && end && !ends.has(type)) ends.set(type, end);
  }
  return ends;
}

const partyOf = (ends: Ends): ContextObject | undefined =>
  ends.get('owning_party') ?? ends.get('possessing_party') ?? ends.get('location');
