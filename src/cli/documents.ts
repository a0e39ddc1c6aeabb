// What the commands ask. Each names only fields of the published schema, so whatever a command shows can be asked for.

export const completenessFields = `
  status
  gapCounts { kind count }
  gaps(first: 500) { total rows { kind source from to text remedy at { id label } } }
  stop { limit frontierSize }
  sources { source lastRecord lastReceivedAt cannotShow }
  notes
  scopeNotice`;

const plainProblem = `... on Problem { code message remedy }`;

const problemFields = `
  ... on Problem { code message remedy }
  ... on UnknownObject { near { id kind label material } }
  ... on AmbiguousObject { readings { input syntax as matches { id kind label material } } }`;

const traceFields = `
  id digest @include(if: $withDigest) kernel ledgerMode direction position
  starts { start said id label because }
  rules { name narrowed reason text validAt position budgetNodes clamped conservative { certain possible } }
  completeness { ${completenessFields} }
  summary { nodes things edges counts { certain possible } byKind { kind counts { certain possible } } maxDepth }`;

export const traceDocument = `
query Trace(
  $starts: [StartIn!]!, $direction: Direction!, $rules: RulesIn, $asOf: AsOfIn, $withDigest: Boolean! = true
) {
  trace(starts: $starts, direction: $direction, rules: $rules, asOf: $asOf) {
    __typename ${problemFields}
    ... on Trace { ${traceFields} }
  }
}`;

export const rowsDocument = `
query Rows($id: ID!, $first: Int!, $after: String, $filter: RowFilter) {
  traceById(id: $id) {
    __typename ${problemFields}
    ... on Trace {
      rows(first: $first, after: $after, filter: $filter) {
        rows { id keys kind label material site depth inclusion extent reason customers { id label } }
        pageInfo { hasNextPage endCursor } total
      }
    }
  }
}`;

export const groupsDocument = `
query Groups($id: ID!, $by: [GroupKey!]!, $filter: RowFilter) {
  traceById(id: $id) {
    __typename ${problemFields}
    ... on Trace { groups(by: $by, filter: $filter, first: 1000) { keys labels rows counts { certain possible } folded } }
  }
}`;

const edgeFields = `
  id kind from to fromLabel toLabel validFrom validTo certainty choice choiceKind choiceSize method use
  quantity { value unit } source record mapping event recordedAt`;

export const whyDocument = `
query Why($id: ID!, $thing: ID!) {
  traceById(id: $id) {
    __typename ${problemFields}
    ... on Trace {
      id direction position starts { id label }
      completeness { status }
      why(id: $thing) {
        __typename
        ... on WhyIn {
          weakest inclusion otherPaths startsReaching
          edges { ${edgeFields} }
          group { member label edges { ${edgeFields} } }
          events { id verb from to equipment order values { characteristic value unit low high verdict } record }
          records { position source partition sourcePosition receivedAt digest }
        }
        ... on WhyOut { reason rule text nearest { ${edgeFields} } }
      }
    }
  }
}`;

export const resolveDocument = `
query Resolve($texts: [String!]!) {
  resolve(texts: $texts) { input syntax as guessed matches { id kind label material site } }
}`;

export const searchDocument = `
query Search($text: String!, $first: Int!) {
  search(text: $text, first: $first) { rows { id kind label material site } pageInfo { hasNextPage } }
}`;

export const sourcesDocument = `
query Sources {
  sources {
    id records redelivered lastRecord lastReceivedAt appliedPosition backlog quarantined outcomes { outcome records }
    facts delivered balanced imbalance held { partition code what records group }
  }
}`;

export const quarantineDocument = `
query Quarantine($source: ID, $first: Int!, $after: String) {
  quarantine(source: $source, first: $first, after: $after) {
    rows { id source code stage path value message cause remedy records firstRecord lastRecord since sample
      names unreadable makesGapped { id label } }
    pageInfo { hasNextPage endCursor } total
  }
}`;

export const actOnQuarantineDocument = `
mutation Act($group: ID!, $action: QuarantineAction!, $reason: String!) {
  actOnQuarantine(group: $group, action: $action, reason: $reason) {
    __typename ${plainProblem}
    ... on QuarantineActDone { position records outcomes { outcome records } left }
  }
}`;

export const identifyDocument = `
mutation Identify($same: [ThingRef!]!, $are: Boolean!, $reason: String!) {
  identify(same: $same, are: $are, reason: $reason) { __typename ${plainProblem} ... on Decision { position outcome } }
}`;

export const retractDocument = `
mutation Retract($event: ID!, $reason: String!) {
  retract(event: $event, reason: $reason) { __typename ${plainProblem} ... on Decision { position outcome } }
}`;

export const guessesDocument = `
query Guesses($first: Int!, $after: String) {
  guesses(first: $first, after: $after) {
    rows { stated { id label } mayBe { id label } source record records state } pageInfo { hasNextPage endCursor }
  }
}`;
