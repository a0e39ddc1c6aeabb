/** Everything that is said to ledger.db, in one place: what one cannot read here, the ledger cannot do. */

// 16 MB of log before it is copied into the file: with the default of 4 MB every eighth large commit waits for three syncs.
export const settings = `
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA mmap_size = 0;
PRAGMA cell_size_check = ON;
PRAGMA wal_autocheckpoint = 4000;
`;

export const readerSettings = `
PRAGMA mmap_size = 0;
PRAGMA cell_size_check = ON;
`;

export const pragmas = {
  journal_mode: 'PRAGMA journal_mode',
  synchronous: 'PRAGMA synchronous',
  mmap_size: 'PRAGMA mmap_size',
  cell_size_check: 'PRAGMA cell_size_check',
  user_version: 'PRAGMA user_version',
} as const;

export const schema = `
PRAGMA user_version = 1;

CREATE TABLE record (
  seq INTEGER PRIMARY KEY,
  stream TEXT NOT NULL,
  source TEXT NOT NULL,
  partition TEXT NOT NULL,
  position TEXT NOT NULL,
  received_at TEXT NOT NULL,
  source_time TEXT,
  content_type TEXT NOT NULL,
  headers TEXT NOT NULL,
  flags TEXT,
  body_digest BLOB NOT NULL,
  leaf BLOB NOT NULL,
  blob BLOB,
  range_start INTEGER,
  range_end INTEGER,
  body BLOB
) STRICT;
CREATE UNIQUE INDEX record_position ON record (source, partition, position);

CREATE TABLE cursor (
  source TEXT NOT NULL,
  partition TEXT NOT NULL,
  state TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (source, partition)
) STRICT, WITHOUT ROWID;

CREATE TABLE redelivery (
  source TEXT NOT NULL,
  stream TEXT NOT NULL,
  partition TEXT NOT NULL,
  count INTEGER NOT NULL,
  last_at TEXT NOT NULL,
  PRIMARY KEY (source, stream, partition)
) STRICT, WITHOUT ROWID;

CREATE TABLE landed (
  source TEXT NOT NULL,
  stream TEXT NOT NULL,
  stored INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  last_received_at TEXT NOT NULL,
  PRIMARY KEY (source, stream)
) STRICT, WITHOUT ROWID;

CREATE TABLE batch (
  first_seq INTEGER PRIMARY KEY,
  last_seq INTEGER NOT NULL,
  prev_head BLOB NOT NULL,
  head BLOB NOT NULL,
  epoch INTEGER NOT NULL
) STRICT;

CREATE TABLE meta (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  store TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  commits INTEGER NOT NULL
) STRICT;
`;

export const insertMeta = `INSERT INTO meta (id, store, epoch, commits) VALUES (1, ?, 0, 0)`;

export const raiseEpoch = `UPDATE meta SET epoch = epoch + 1 RETURNING epoch`;

/** Fails to change a row when another writer has taken over; the count tells later whether a commit took place. */
export const countCommit = `UPDATE meta SET commits = commits + 1 WHERE epoch = ?`;

export const selectState = `
SELECT meta.store, meta.epoch, meta.commits, batch.last_seq AS seq, batch.head
FROM meta LEFT JOIN batch ON batch.first_seq = (SELECT max(first_seq) FROM batch)`;

export const insertRecord = `
INSERT INTO record (seq, stream, source, partition, position, received_at, source_time, content_type, headers, flags,
  body_digest, leaf, blob, range_start, range_end, body)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (source, partition, position) DO NOTHING`;

export const selectKnown = `
SELECT seq, stream, body_digest AS digest FROM record WHERE source = ? AND partition = ? AND position = ?`;

export const upsertCursor = `
INSERT INTO cursor (source, partition, state, seq) VALUES (?, ?, ?, ?)
ON CONFLICT DO UPDATE SET state = excluded.state, seq = excluded.seq`;

export const countRedelivery = `
INSERT INTO redelivery (source, stream, partition, count, last_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET count = count + excluded.count, last_at = excluded.last_at`;

export const countLanded = `
INSERT INTO landed (source, stream, stored, last_seq, last_received_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET
  stored = stored + excluded.stored, last_seq = excluded.last_seq, last_received_at = excluded.last_received_at`;

export const insertBatch = `INSERT INTO batch (first_seq, last_seq, prev_head, head, epoch) VALUES (?, ?, ?, ?, ?)`;

const recordColumns = `
SELECT seq, stream, source, partition, position, received_at, source_time, content_type, headers, flags,
  body_digest, leaf, blob, range_start, range_end, body
FROM record`;

export const selectRecords = `${recordColumns} WHERE seq > ? ORDER BY seq LIMIT ?`;

export const selectRecord = `${recordColumns} WHERE seq = ?`;

export const selectReceivedAt = `SELECT received_at AS receivedAt FROM record WHERE seq = ?`;

export const selectCursor = `SELECT state FROM cursor WHERE source = ? AND partition = ?`;

export const selectCursors = `SELECT source, partition, state FROM cursor WHERE source = ? ORDER BY partition`;

export const selectCounts = `
SELECT landed.source, landed.stream, stored, coalesce(sum(redelivery.count), 0) AS redelivered,
  last_seq AS lastSeq, last_received_at AS lastReceivedAt
FROM landed LEFT JOIN redelivery ON redelivery.source = landed.source AND redelivery.stream = landed.stream
GROUP BY landed.source, landed.stream ORDER BY landed.source, landed.stream`;

/** Backward from the position: a source that is asked about has usually spoken shortly before. */
export const selectLastFact = `
SELECT source, seq, received_at AS receivedAt FROM record
WHERE +source = ? AND stream = 'fact' AND seq <= ? ORDER BY seq DESC LIMIT 1`;

export const selectBatches = `
SELECT first_seq AS firstSeq, last_seq AS lastSeq, lower(hex(prev_head)) AS prevHead, lower(hex(head)) AS head, epoch
FROM batch WHERE first_seq > ? AND last_seq <= ? ORDER BY first_seq LIMIT 1000`;

export const selectBatchAt = `
SELECT first_seq AS firstSeq, last_seq AS lastSeq, lower(hex(prev_head)) AS prevHead, lower(hex(head)) AS head, epoch
FROM batch WHERE first_seq <= ? ORDER BY first_seq DESC LIMIT 1`;

export const selectCursorAhead = `SELECT source, partition, seq FROM cursor WHERE seq > ? LIMIT 1`;

export const selectAfter = `SELECT seq FROM record WHERE seq > ? ORDER BY seq LIMIT 1`;

export const selectLanded = `SELECT source, stream, stored FROM landed`;

export const integrityCheck = `PRAGMA integrity_check(1)`;

export const quickCheck = `PRAGMA quick_check(1)`;

/** Copies the log into the file with syncs of both: afterwards nothing rests on a sync of the log that may have failed. */
export const checkpoint = `PRAGMA wal_checkpoint(FULL)`;

/** The same, and leaves an empty log: the ledger is then one file. Gives way to readers. */
export const emptyLog = `PRAGMA wal_checkpoint(TRUNCATE)`;
