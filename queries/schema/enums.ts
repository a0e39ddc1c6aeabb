import { registerEnumType } from 'type-graphql';
import type { OutcomeKind } from '../../graph/ledger/outcomes.ts';
import type { EdgeKind as AnyEdgeKind } from '../../graph/store/changes.ts';
import type { LedgerMode as AnyLedgerMode } from '../../graph/ledger/mode.ts';
import type { ObjectKind } from '../../graph/model/object-ref.ts';
import type { Completeness, GapKind as AnyGapKind, GroupBy, Inclusion as AnyInclusion } from '../../trace/answer.ts';
import type { Direction as AnyDirection } from '../../trace/question.ts';

// A GraphQL name stands for the domain's own word, so that no resolver translates.

type Descriptions<T extends string> = Readonly<Record<T, string>>;

/** Registers the words as an enum, named in capitals, and gives the object that decorators refer to. */
export function words<T extends string>(
  name: string,
  description: string,
  values: Descriptions<T>,
): Readonly<Record<string, T>> {
  const entries = Object.entries(values) as [T, string][];
  const members: Readonly<Record<string, T>> = Object.fromEntries(entries.map(([value]) => [nameOf(value), value]));
  const valuesConfig = Object.fromEntries(entries.map(([value, text]) => [nameOf(value), { description: text }]));
  registerEnumType(members, { name, description, valuesConfig });
  return members;
}

const nameOf = (value: string): string => value.toUpperCase().replace(/[^A-Z0-9]+/g, '_');

export const Direction = words<AnyDirection>('Direction', 'Which way a trace walks.', {
  backward: 'To what came into the thing: its causes.',
  forward: 'To what the thing went into: the way suspicion travels.',
});

export const Inclusion = words<AnyInclusion>('Inclusion', 'How sure it is that a row belongs to the answer.', {
  certain: 'True however the points that the records leave open are resolved.',
  possible: 'May belong to it; the row says why it is not certain.',
});

export const LedgerMode = words<AnyLedgerMode>('LedgerMode', 'Who may approve how records are read.', {
  single: 'Whoever runs the service, also what he wrote himself.',
  regulated: 'Never the person who proposed it.',
});

export const Extent = words<'whole'>('Extent', 'How much of a thing is reached.', { whole: 'All of it.' });

export const Certainty = words<'confirmed' | 'inferred'>('Certainty', 'How a link is known.', {
  confirmed: 'A record states it.',
  inferred: 'Concluded from a window or guessed, until a record confirms it.',
});

export const ChoiceKind = words<'exactly one' | 'at least one'>(
  'ChoiceKind',
  'Which of several was used is not known; how many of them were.',
  { 'exactly one': 'One of them.', 'at least one': 'One or more of them.' },
);

const kinds: Descriptions<ObjectKind> = {
  lot: 'A quantity of one material under one number.',
  sublot: 'A part of a lot with a number of its own.',
  unit: 'One serialized piece.',
  logistic: 'What things are packed in: carton, pallet, carrier.',
  sample: 'What was drawn from a thing to be tested.',
  vessel: 'A tank, silo or bath that holds contents over time.',
  operation: 'One occurrence of something done.',
  asset: 'A physical asset: mould, sensor, gauge.',
  characteristic: 'Something that is measured.',
  document: 'A document or business transaction.',
  equipment: 'A machine, line or station.',
  material: 'A material definition: a part number.',
  order: 'A work order or sales order.',
  party: 'An organisation: supplier, customer.',
  person: 'A person, by a pseudonymous key.',
  place: 'A site, store or other location.',
  process: 'A recipe, program or step definition.',
  report: 'A nonconformance, complaint or other report.',
  source: 'A system whose messages are taken in.',
};
export const NodeKind = words<ObjectKind>('NodeKind', 'What a node of the graph is.', kinds);

const flows: Descriptions<AnyEdgeKind> = {
  CONSUMED_BY: 'From a thing to the operation that used it.',
  PRODUCED: 'From an operation to what it made.',
  INSTALLED_IN: 'From a part to the assembly it sits in.',
  PACKED_IN: 'From a thing to the logistic unit that holds it.',
  HAS_MEMBER: 'From a lot to a unit or sub-lot of it.',
  SAMPLED_AS: 'From a thing to a sample of it.',
  REIDENTIFIED_AS: 'From an old identity to the new one.',
  SAME_AS: 'Two numbers of one thing.',
  CLASS_ONLY: 'From a material to the operation that used some of it, no lot or serial being named. Never walked.',
  AT: 'Where it was done.',
  DISPOSITIONED_BY: 'The decision on the thing.',
  DOCUMENTED_BY: 'The document or transaction it belongs to.',
  EXECUTED_ON: 'The equipment it was done on.',
  FOLLOWED: 'The process it followed.',
  FOR_ORDER: 'The order it was done for.',
  FROM_PARTY: 'From whom it came.',
  PERFORMED_BY: 'Who did it.',
  SUBJECT_OF: 'What was done with the thing.',
  TO_PARTY: 'To whom it went.',
  TREATED_IN: 'The treatment the thing passed through.',
};
export const EdgeKind = words<AnyEdgeKind>('EdgeKind', 'What an edge states between its two ends.', flows);

const walked = (({
  CONSUMED_BY,
  PRODUCED,
  INSTALLED_IN,
  PACKED_IN,
  HAS_MEMBER,
  SAMPLED_AS,
  REIDENTIFIED_AS,
  SAME_AS,
}) => ({
  CONSUMED_BY,
  PRODUCED,
  INSTALLED_IN,
  PACKED_IN,
  HAS_MEMBER,
  SAMPLED_AS,
  REIDENTIFIED_AS,
  SAME_AS,
}))(flows);
export const FlowKind = words('FlowKind', 'Edges that a trace walks, named the way suspicion travels.', walked);

export const GroupKey = words<GroupBy>('GroupKey', 'By what the rows of an answer are counted.', {
  kind: 'What they are.',
  material: 'Their material.',
  customer: 'To whom they went.',
  site: 'Their site.',
  inclusion: 'How sure their inclusion is.',
});

export const CompletenessStatus = words<Completeness['status']>('CompletenessStatus', 'Whether an answer is whole.', {
  complete: 'Nothing is known to be missing, within what its sources can show.',
  truncated: 'The walk stopped at its budget; the frontier says where.',
  gapped: 'Something is known to be missing; the gaps say what.',
});

export const gapTexts: Descriptions<AnyGapKind> = {
  NO_ORIGIN: 'Nothing says where a thing came from.',
  CLASS_ONLY: 'A material was consumed and no lot or serial was named.',
  UNRESOLVED: 'An identifier in a record is no known thing, or could be several.',
  QUARANTINED: 'A record that could not be read names a thing of the answer, or could.',
  SOURCE_GAP: 'A source lost an interval that could hold a part of the answer.',
  SOURCE_LAG: 'A source is later than it is expected to be.',
  BALANCE: 'The records of a source and what became of them do not add up: a fault of this service.',
  RULE_PENDING: 'A record states something that no rule of this version reads.',
  VIEW_LIMIT: 'The reader may not see everything.',
};
export const GapKind = words<AnyGapKind>('GapKind', 'What kind of thing is missing from an answer.', gapTexts);

const outcomes: Descriptions<OutcomeKind | 'pending'> = {
  applied: 'Its events are in the graph.',
  duplicate: 'It says what an earlier record said.',
  ignored: 'Its plan says that records of this kind state nothing.',
  superseded: 'A record of a higher revision counts instead.',
  quarantined: 'It could not be read whole; it waits for a correction of the plan or of a table.',
  pending: 'It has not been read yet.',
};
export const RecordOutcome = words('RecordOutcome', 'What became of a record. Each has exactly one.', outcomes);

export const RawForm = words<'text' | 'windows-1252' | 'base64'>('RawForm', 'How the bytes of a record are shown.', {
  text: 'As UTF-8; absent where the bytes are no UTF-8.',
  'windows-1252': 'As Windows-1252, the code page of many older systems.',
  base64: 'As Base64: exact whatever the bytes are.',
});
export type RawForm = 'text' | 'windows-1252' | 'base64';

export const Phase = words<'begin' | 'end'>('Phase', 'Which end of a window a statement is about.', {
  begin: 'It was put in.',
  end: 'It was taken out.',
});

export const WhyOutReason = words<
  'unknown' | 'rule' | 'direction' | 'no link' | 'beyond budget' | 'not yet known' | 'retracted'
>('WhyOutReason', 'What keeps a thing out of an answer.', {
  unknown: 'No statement names it.',
  rule: 'A rule of the question.',
  direction: 'It is linked, the other way round.',
  'no link': 'No statement links it.',
  'beyond budget': 'The walk stopped before it.',
  'not yet known': 'It was recorded later than the position asked for.',
  retracted: 'What linked it was retracted.',
});

export const QuantityReason = words<'several'>('QuantityReason', 'Why a row shows no quantity.', {
  several: 'Several statements give one, and adding them up would be a guess.',
});
