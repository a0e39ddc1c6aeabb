import type { EdgeKind } from '../../changes.ts';

/**
 * By the index of the kind. From its ends an edge would be looked for among those of a machine, or of a roll of labels with
 * 80,000 uses; and for a kind that is a parameter no index is used.
 */
export const closeEdges: Readonly<Record<EdgeKind, string>> = {
  CONSUMED_BY: `
UNWIND $rows AS row MATCH ()-[r:CONSUMED_BY {eid: row.eid}]->() SET r.retractedAt = row.retractedAt`,
  PRODUCED: `
UNWIND $rows AS row MATCH ()-[r:PRODUCED {eid: row.eid}]->() SET r.retractedAt = row.retractedAt`,
  INSTALLED_IN: `
UNWIND $rows AS row MATCH ()-[r:INSTALLED_IN {eid: row.eid}]->() SET r.retractedAt = row.retractedAt`,
  PACKED_IN: `
UNWIND $rows AS row MATCH ()-[r:PACKED_IN {eid: row.eid}]->() SET r.retractedAt = row.retractedAt`,
  HAS_MEMBER: `
UNWIND $rows AS row MATCH ()-[r:HAS_MEMBER {eid: row.eid}]->() SET r.retractedAt = row.retractedAt`,
  SAMPLED_AS: `
UNWIND $rows AS row MATCH ()-[r:SAMPLED_AS {eid: row.eid}]->() SET r.retractedAt = row.retractedAt`,
  REIDENTIFIED_AS: `
UNWIND $rows AS row MATCH ()-[r:REIDENTIFIED_AS {eid: row.eid}]->() SET r.retractedAt = row.retractedAt`,
  SAME_AS: `
UNWIND $rows AS row MATCH ()-[r:SAME_AS {eid: row.eid}]->() SET r.retractedAt = row.retractedAt`,
  CLASS_ONLY: `
UNWIND $rows AS row MATCH ()-[r:CLASS_ONLY {eid: row.eid}]->() SET r.retractedAt = row.retractedAt`,
  AT: `
UNWIND $rows AS row MATCH ()-[r:AT {eid: row.eid}]->() SET r.retractedAt = row.retractedAt`,
  DISPOSITIONED_BY: `
UNWIND $rows AS row MATCH ()-[r:DISPOSITIONED_BY {eid: row.eid}]->() SET r.retractedAt = row.retractedAt`,
  DOCUMENTED_BY: `
UNWIND $rows AS row MATCH ()-[r:DOCUMENTED_BY {eid: row.eid}]->() SET r.retractedAt = row.retractedAt`,
  EXECUTED_ON: `
UNWIND $rows AS row MATCH ()-[r:EXECUTED_ON {eid: row.eid}]->() SET r.retractedAt = row.retractedAt`,
  FOLLOWED: `
UNWIND $rows AS row MATCH ()-[r:FOLLOWED {eid: row.eid}]->() SET r.retractedAt = row.retractedAt`,
  FOR_ORDER: `
UNWIND $rows AS row MATCH ()-[r:FOR_ORDER {eid: row.eid}]->() SET r.retractedAt = row.retractedAt`,
  FROM_PARTY: `
UNWIND $rows AS row MATCH ()-[r:FROM_PARTY {eid: row.eid}]->() SET r.retractedAt = row.retractedAt`,
  PERFORMED_BY: `
UNWIND $rows AS row MATCH ()-[r:PERFORMED_BY {eid: row.eid}]->() SET r.retractedAt = row.retractedAt`,
  SUBJECT_OF: `
UNWIND $rows AS row MATCH ()-[r:SUBJECT_OF {eid: row.eid}]->() SET r.retractedAt = row.retractedAt`,
  TO_PARTY: `
UNWIND $rows AS row MATCH ()-[r:TO_PARTY {eid: row.eid}]->() SET r.retractedAt = row.retractedAt`,
  TREATED_IN: `
UNWIND $rows AS row MATCH ()-[r:TREATED_IN {eid: row.eid}]->() SET r.retractedAt = row.retractedAt`,
};
