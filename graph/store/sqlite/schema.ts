/** Raised with every change of the tables: a file of another version is made anew from the ledger. */
export const schemaVersion = 1;

/** A million edges a statement, and 2^33 statements before a number is no longer exact in JavaScript. */
export const places = 2 ** 20;

/**
 * Identities and words are stored once and referred to by number. Statement numbers rise in ledger order without holes, so
 * that edges lie on disk as they were stated, "newest first" is an index read backwards, and a ledger position is found by
 * halving. Bodies lie apart: a walk never reads them. Event keys are indexed by a number made of them, a fifth of their size.
 *
 * The number of an edge or attribute is its statement's times `places`, plus its place in the statement: one column is key,
 * reference and order at once. Measured a quarter faster to write than a key of three columns.
 */
export const schema = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;

CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);

-- value: the identifier in upper case, to search by; of an operation none.
CREATE TABLE node (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, value TEXT, material TEXT);
CREATE INDEX node_value ON node (value) WHERE value IS NOT NULL;
CREATE INDEX node_material ON node (material) WHERE material IS NOT NULL;

CREATE TABLE statement (
  id INTEGER PRIMARY KEY,
  event TEXT NOT NULL,
  event_hash INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  retracted_at INTEGER,
  replaced_at INTEGER,
  verb INTEGER NOT NULL,
  context INTEGER NOT NULL,
  view INTEGER NOT NULL,
  source INTEGER NOT NULL,
  record INTEGER NOT NULL,
  mapping INTEGER NOT NULL,
  site INTEGER,
  record_key TEXT NOT NULL,
  revision TEXT,
  retracts_record_key TEXT,
  retracts_event TEXT
);
CREATE INDEX statement_event ON statement (event_hash);
CREATE INDEX statement_record_key ON statement (record_key);
CREATE INDEX statement_retracted_at ON statement (retracted_at) WHERE retracted_at IS NOT NULL;
CREATE INDEX statement_retracts ON statement (retracts_record_key) WHERE retracts_record_key IS NOT NULL;

CREATE TABLE body (statement INTEGER PRIMARY KEY, text TEXT NOT NULL);

CREATE TABLE edge (
  id INTEGER PRIMARY KEY,
  role INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  joined INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  from_node INTEGER NOT NULL,
  to_node INTEGER NOT NULL,
  certainty INTEGER NOT NULL,
  valid_from TEXT,
  precision INTEGER,
  basis INTEGER,
  qty TEXT,
  unit INTEGER,
  phase INTEGER,
  valid_to TEXT,
  choice TEXT,
  choice_kind INTEGER,
  choice_size INTEGER,
  method TEXT,
  used_as INTEGER,
  position TEXT,
  ext TEXT
);
CREATE INDEX edge_out ON edge (from_node, joined);
CREATE INDEX edge_in ON edge (to_node, joined);

CREATE TABLE attribute (
  id INTEGER PRIMARY KEY,
  role INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  node INTEGER NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL
);
CREATE INDEX attribute_node ON attribute (node);

CREATE VIEW stated_edge AS
SELECT
  e.id, e.role, e.ordinal, e.kind, e.from_node, e.to_node, e.certainty, e.valid_from, e.precision, e.basis, e.qty,
  e.unit, e.phase, e.valid_to, e.choice, e.choice_kind, e.choice_size, e.method, e.used_as, e.position, e.ext,
  s.event, s.recorded_at, s.retracted_at, s.context, s.view, s.source, s.site, s.record, s.mapping, e.joined
FROM edge e CROSS JOIN statement s ON s.id = e.id >> 20;

CREATE VIEW stated_attribute AS
SELECT
  a.id, a.role, a.ordinal, a.node, a.name, a.value,
  s.event, s.recorded_at, s.retracted_at, s.context, s.view, s.source, s.site, s.record, s.mapping
FROM attribute a CROSS JOIN statement s ON s.id = a.id >> 20;

CREATE VIEW whole_statement AS
SELECT
  s.id, s.event, s.recorded_at, s.retracted_at, s.replaced_at, s.verb, s.context, s.view, s.source, s.record, s.mapping,
  s.site, s.record_key, s.revision, s.retracts_record_key, s.retracts_event, b.text, s.event_hash
FROM statement s JOIN body b ON b.statement = s.id;
`;
