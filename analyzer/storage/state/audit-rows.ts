/** Rows of the audit log: how each is chained to the one before, as it is stored and as it is read. */
import { canonicalJson, hashPlain } from '#platform';
import { type AuditRow, auditRowSchema } from '../../domain/audit.ts';
import type { AuditLogTable } from './tables/audit-tables.ts';

/** The hash before the first row. */
export const chainStart = '0'.repeat(64);
/** A row with its hash. */
export interface ChainedRow extends AuditRow {
  rowHash: string;
}

/** SHA-256 over the canonical JSON of every field, the previous row's hash among them; hex. */
export const hashOfRow = (row: AuditRow): string =>
  hashPlain(
    canonicalJson({
      seq: row.seq,
      at: row.at,
      actorId: row.actorId,
      actorLogin: row.actorLogin,
      ip: row.ip,
      action: row.action,
      objectKind: row.objectKind,
      objectId: row.objectId,
      result: row.result,
      details: row.details,
      prevHash: row.prevHash,
    }),
  );

export const toTable = (row: AuditRow, rowHash: string): AuditLogTable => ({
  seq: row.seq,
  at: row.at,
  actor_id: row.actorId,
  actor_login: row.actorLogin,
  ip: row.ip,
  action: row.action,
  object_kind: row.objectKind,
  object_id: row.objectId,
  result: row.result,
  details: canonicalJson(row.details),
  prev_hash: row.prevHash,
  row_hash: rowHash,
});

/** A row as it stands; a field that somebody has spoilt stays as it is, so that its hash shows it. */
export function fromTable(row: AuditLogTable): ChainedRow {
  return {
    seq: Number(row.seq),
    at: row.at,
    actorId: row.actor_id,
    actorLogin: row.actor_login,
    ip: row.ip,
    action: row.action as AuditRow['action'],
    objectKind: row.object_kind as AuditRow['objectKind'],
    objectId: row.object_id,
    result: row.result as AuditRow['result'],
    details: detailsOf(row.details),
    prevHash: row.prev_hash,
    rowHash: row.row_hash,
  };
}

function detailsOf(text: string): AuditRow['details'] {
  try {
    return auditRowSchema.shape.details.parse(JSON.parse(text));
  } catch {
    return { unreadable: true };
  }
}
