/** What one request may hold. Each bound has a test just below and just above (S15). */
export const limits = {
  tokens: 2_000,
  depth: 12,
  introspectionDepth: 20,
  aliases: 30,
  directives: 20,
  rootFields: 10,
  cost: 10_000,
  first: 1_000,
  texts: 100,
  by: 3,
  same: 10,
  reason: 1000,
  searchText: 256,
  rawLength: 65_536,
} as const;

/** Work that a field causes by itself, whatever is selected below it. An object costs 1, a leaf nothing. */
export const weights: Readonly<Record<string, number>> = {
  'Mutation.actOnQuarantine': 500,
  'Mutation.identify': 100,
  'Mutation.retract': 100,
  'Query.guesses': 20,
  'Query.quarantine': 10,
  'Query.record': 5,
  'Query.search': 20,
  'Query.sources': 10,
  'Query.thing': 20,
  'Query.trace': 100,
  'Query.traceById': 100,
  'SourceRecord.raw': 1,
  'Thing.history': 20,
  'Thing.quality': 20,
  'Trace.digest': 100,
  'Trace.edges': 10,
  'Trace.groups': 50,
  'Trace.rows': 10,
  'Trace.why': 50,
  'WhyIn.events': 10,
  'WhyIn.records': 10,
};

/**
 * How many objects a list is taken to hold that has no `first` of its own. A page's `rows` hold what its `first` says. Every
 * other list of objects is named here; a test walks the schema (A12).
 */
export const listSizes: Readonly<Record<string, number>> = {
  'AmbiguousObject.readings': 4,
  'Completeness.gapCounts': 8,
  'Completeness.sources': 20,
  'Event.values': 8,
  'QuarantineActDone.outcomes': 5,
  'QuarantineGroup.makesGapped': 10,
  'Query.resolve': 3,
  'Query.sources': 50,
  'Reading.matches': 10,
  'Row.customers': 2,
  'Row.events': 8,
  'SourceRecord.findings': 5,
  'SourceState.held': 5,
  'SourceState.outcomes': 5,
  'Summary.byKind': 10,
  'Thing.attributes': 50,
  'Thing.identifiers': 10,
  'Thing.joined': 100,
  'Trace.starts': 10,
  'UnknownObject.near': 10,
  'WhyIn.edges': 50,
  'WhyIn.group': 10,
  'WhyMember.edges': 50,
  'WhyOut.nearest': 20,
};

/** Fields whose work grows with the length of a list they are given: the argument, and the work for each element. */
export const perElement: Readonly<Record<string, readonly [argument: string, weight: number]>> = {
  'Query.resolve': ['texts', 5],
  'Query.trace': ['starts', 5],
};
