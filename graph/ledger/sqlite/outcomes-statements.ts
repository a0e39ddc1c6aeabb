/** Everything that is said to outcomes.db. A record has one row for each decision; `until` is that of the next. */

export const settings = `
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
`;

export const schema = `
CREATE TABLE IF NOT EXISTS outcome (
  seq INTEGER NOT NULL,
  decided_at INTEGER NOT NULL,
  until INTEGER,
  source TEXT NOT NULL,
  kind TEXT NOT NULL,
  note TEXT,
  plan TEXT,
  findings TEXT,
  quarantine TEXT,
  quarantine_group TEXT,
  PRIMARY KEY (seq, decided_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS outcome_quarantined ON outcome (decided_at, until) WHERE quarantine_group IS NOT NULL;
CREATE INDEX IF NOT EXISTS outcome_waived ON outcome (decided_at, until)
  WHERE quarantine IS NOT NULL AND quarantine_group IS NULL;
CREATE INDEX IF NOT EXISTS outcome_guessed ON outcome (seq)
  WHERE until IS NULL AND instr(findings, '"IDENTITY_GUESSED"') > 0;
CREATE INDEX IF NOT EXISTS outcome_group ON outcome (quarantine_group, seq)
  WHERE quarantine_group IS NOT NULL AND until IS NULL;

CREATE TABLE IF NOT EXISTS named (
  name TEXT NOT NULL,
  seq INTEGER NOT NULL,
  decided_at INTEGER NOT NULL,
  PRIMARY KEY (name, seq, decided_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS tally (
  source TEXT NOT NULL,
  kind TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (source, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS stage (name TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS position (id INTEGER PRIMARY KEY CHECK (id = 1), through INTEGER NOT NULL) STRICT;
INSERT INTO position VALUES (1, 0) ON CONFLICT DO NOTHING;
`;

export const forget = `
BEGIN IMMEDIATE;
DELETE FROM outcome;
DELETE FROM named;
DELETE FROM tally;
DELETE FROM stage;
UPDATE position SET through = 0;
COMMIT;
`;

export const selectThrough = `SELECT through FROM position`;

export const updateThrough = `UPDATE position SET through = ?`;

export const selectHighest = `SELECT coalesce(max(seq), 0) AS seq FROM outcome`;

export const selectStages = `SELECT name, text FROM stage ORDER BY name`;

export const selectStage = `SELECT text FROM stage WHERE name = ?`;

export const upsertStage = `INSERT INTO stage VALUES (?, ?) ON CONFLICT DO UPDATE SET text = excluded.text`;

export const upsertOutcome = `
INSERT INTO outcome (seq, decided_at, until, source, kind, note, plan, findings, quarantine, quarantine_group)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET until = excluded.until, source = excluded.source, kind = excluded.kind, note = excluded.note,
  plan = excluded.plan, findings = excluded.findings, quarantine = excluded.quarantine,
  quarantine_group = excluded.quarantine_group`;

export const endOutcome = `UPDATE outcome SET until = ? WHERE seq = ? AND decided_at = ?`;

const columns = `seq, decided_at AS decidedAt, source, kind, note, plan, findings, quarantine`;

export const selectHistory = `SELECT ${columns} FROM outcome WHERE seq = ? ORDER BY decided_at`;

export const selectCurrent = `SELECT ${columns} FROM outcome WHERE seq = ? ORDER BY decided_at DESC LIMIT 1`;

export const selectQuarantinedAt = `
SELECT ${columns} FROM outcome
WHERE quarantine_group IS NOT NULL AND decided_at <= ?1 AND (until IS NULL OR until > ?1) ORDER BY seq`;

export const selectQuarantinedNaming = `
SELECT ${columns} FROM outcome
WHERE (seq, decided_at) IN (
    SELECT named.seq, named.decided_at FROM json_each(?2) AS asked JOIN named ON named.name = asked.value
    WHERE named.decided_at <= ?1)
  AND (until IS NULL OR until > ?1) ORDER BY seq`;

export const selectWaivedAt = `
SELECT ${columns} FROM outcome
WHERE quarantine IS NOT NULL AND quarantine_group IS NULL AND decided_at <= ?1 AND (until IS NULL OR until > ?1)
ORDER BY seq`;

export const selectGuessed = `
SELECT ${columns} FROM outcome
WHERE until IS NULL AND instr(findings, '"IDENTITY_GUESSED"') > 0 AND seq > ? ORDER BY seq LIMIT ?`;

export const selectNames = `
SELECT DISTINCT name FROM outcome JOIN named USING (seq, decided_at)
WHERE quarantine_group = ? AND quarantine_group IS NOT NULL AND until IS NULL ORDER BY name LIMIT ?`;

export const insertName = `INSERT INTO named VALUES (?, ?, ?) ON CONFLICT DO NOTHING`;

export const deleteName = `DELETE FROM named WHERE name = ? AND seq = ? AND decided_at = ?`;

export const selectGroups = `
SELECT count(*) AS records, sum(json_extract(quarantine, '$.unreadable')) AS unreadable, min(seq) AS firstSeq, max(seq) AS lastSeq FROM outcome
WHERE quarantine_group IS NOT NULL AND until IS NULL GROUP BY quarantine_group ORDER BY firstSeq`;

export const selectSample = `
SELECT seq FROM outcome WHERE quarantine_group = ? AND quarantine_group IS NOT NULL AND until IS NULL ORDER BY seq LIMIT ?`;

export const selectTally = `SELECT source, kind, count FROM tally WHERE count > 0 ORDER BY source`;

/** One statement, so both sides are of one write. */
export const selectBalance = `
SELECT source, sum(landed) AS landed, sum(decided) AS decided FROM (
  SELECT each.key AS source, each.value AS landed, 0 AS decided FROM stage, json_each(stage.text) AS each WHERE stage.name = ?1
  UNION ALL
  SELECT source, 0, count FROM tally WHERE EXISTS (SELECT 1 FROM stage WHERE name = ?1))
GROUP BY source ORDER BY source`;

export const addToTally = `
INSERT INTO tally VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count`;
