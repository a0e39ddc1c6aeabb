/** Raised with every change of labels, properties or constraints: a graph of another version is made anew from the ledger. */
export const schemaVersion = 2;

/** A million edges a statement: `seq` of an edge is its statement's number times this, plus its place in the statement. */
export const places = 2 ** 20;

/**
 * What is made and checked at every start; all of it is there in Community. One label `Keyed` on every node, so that an end
 * of an edge is found by its key alone, whatever it is. Each kind of edge is unique by `eid`, and found by it.
 */
export const schema = [
  'CREATE CONSTRAINT whence_graph IF NOT EXISTS FOR (g:GenealogyGraph) REQUIRE g.name IS UNIQUE',
  'CREATE CONSTRAINT whence_key IF NOT EXISTS FOR (n:Keyed) REQUIRE n.key IS UNIQUE',
  'CREATE CONSTRAINT whence_statement IF NOT EXISTS FOR (s:Statement) REQUIRE s.number IS UNIQUE',
  'CREATE CONSTRAINT whence_consumed_by IF NOT EXISTS FOR ()-[r:CONSUMED_BY]-() REQUIRE r.eid IS UNIQUE',
  'CREATE CONSTRAINT whence_produced IF NOT EXISTS FOR ()-[r:PRODUCED]-() REQUIRE r.eid IS UNIQUE',
  'CREATE CONSTRAINT whence_installed_in IF NOT EXISTS FOR ()-[r:INSTALLED_IN]-() REQUIRE r.eid IS UNIQUE',
  'CREATE CONSTRAINT whence_packed_in IF NOT EXISTS FOR ()-[r:PACKED_IN]-() REQUIRE r.eid IS UNIQUE',
  'CREATE CONSTRAINT whence_has_member IF NOT EXISTS FOR ()-[r:HAS_MEMBER]-() REQUIRE r.eid IS UNIQUE',
  'CREATE CONSTRAINT whence_sampled_as IF NOT EXISTS FOR ()-[r:SAMPLED_AS]-() REQUIRE r.eid IS UNIQUE',
  'CREATE CONSTRAINT whence_reidentified_as IF NOT EXISTS FOR ()-[r:REIDENTIFIED_AS]-() REQUIRE r.eid IS UNIQUE',
  'CREATE CONSTRAINT whence_same_as IF NOT EXISTS FOR ()-[r:SAME_AS]-() REQUIRE r.eid IS UNIQUE',
  'CREATE CONSTRAINT whence_class_only IF NOT EXISTS FOR ()-[r:CLASS_ONLY]-() REQUIRE r.eid IS UNIQUE',
  'CREATE CONSTRAINT whence_at IF NOT EXISTS FOR ()-[r:AT]-() REQUIRE r.eid IS UNIQUE',
  'CREATE CONSTRAINT whence_dispositioned_by IF NOT EXISTS FOR ()-[r:DISPOSITIONED_BY]-() REQUIRE r.eid IS UNIQUE',
  'CREATE CONSTRAINT whence_documented_by IF NOT EXISTS FOR ()-[r:DOCUMENTED_BY]-() REQUIRE r.eid IS UNIQUE',
  'CREATE CONSTRAINT whence_executed_on IF NOT EXISTS FOR ()-[r:EXECUTED_ON]-() REQUIRE r.eid IS UNIQUE',
  'CREATE CONSTRAINT whence_followed IF NOT EXISTS FOR ()-[r:FOLLOWED]-() REQUIRE r.eid IS UNIQUE',
  'CREATE CONSTRAINT whence_for_order IF NOT EXISTS FOR ()-[r:FOR_ORDER]-() REQUIRE r.eid IS UNIQUE',
  'CREATE CONSTRAINT whence_from_party IF NOT EXISTS FOR ()-[r:FROM_PARTY]-() REQUIRE r.eid IS UNIQUE',
  'CREATE CONSTRAINT whence_performed_by IF NOT EXISTS FOR ()-[r:PERFORMED_BY]-() REQUIRE r.eid IS UNIQUE',
  'CREATE CONSTRAINT whence_subject_of IF NOT EXISTS FOR ()-[r:SUBJECT_OF]-() REQUIRE r.eid IS UNIQUE',
  'CREATE CONSTRAINT whence_to_party IF NOT EXISTS FOR ()-[r:TO_PARTY]-() REQUIRE r.eid IS UNIQUE',
  'CREATE CONSTRAINT whence_treated_in IF NOT EXISTS FOR ()-[r:TREATED_IN]-() REQUIRE r.eid IS UNIQUE',
  'CREATE INDEX whence_search IF NOT EXISTS FOR (n:Keyed) ON (n.search, n.key)',
  'CREATE INDEX whence_material IF NOT EXISTS FOR (n:Keyed) ON (n.material, n.key)',
  'CREATE INDEX whence_event IF NOT EXISTS FOR (s:Statement) ON (s.event)',
  'CREATE INDEX whence_recorded_at IF NOT EXISTS FOR (s:Statement) ON (s.recordedAt)',
  'CREATE INDEX whence_retracted_at IF NOT EXISTS FOR (s:Statement) ON (s.retractedAt)',
  'CREATE INDEX whence_record_key IF NOT EXISTS FOR (s:Statement) ON (s.recordKeyText)',
  'CREATE INDEX whence_retracts IF NOT EXISTS FOR (s:Statement) ON (s.retractsText)',
] as const;
