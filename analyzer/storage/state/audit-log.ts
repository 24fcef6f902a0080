/** The audit log in the state database: rows are chained by their hashes, one writer at a time has the next number. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { canonicalJson, hashPlain, KamertonError } from '#platform';
import {
  type AuditEvent,
  type AuditObjectKind,
  type AuditRow,
  auditEventSchema,
  auditRowSchema,
  escapeControls,
  objectKindOf,
} from '../../domain/audit.ts';
import type { StateDatabase } from './database.ts';
import type { AuditLogTable } from './tables/audit-tables.ts';

/** The hash before the first row. */
export const chainStart = '0'.repeat(64);
/** The kinds whose ids are personal data: the chain holds a reference, the id itself lies where it can be deleted. */
const forgettable: readonly AuditObjectKind[] = ['call', 'subject'];
const longestText = 200;

/** A row with its hash. */
export interface ChainedRow extends AuditRow {
  rowHash: string;
}

export type AuditLog = ReturnType<typeof auditLog>;

/** The log over an open state database. */
export function auditLog(database: StateDatabase, clock: () => Date = () => new Date()) {
  /** Rows of this process queue here, so that they do not run against each other for a number. */
  let last: Promise<unknown> = Promise.resolve();

  const append = async (event: AuditEvent): Promise<ChainedRow> => {
    const { action, actorId, result, details = {} } = auditEventSchema.parse(event);
    const objectKind = event.objectId === null ? 'none' : (event.objectKind ?? objectKindOf(action));
    const fields = {
      actorId,
      actorLogin: clean(event.actorLogin ?? (await loginOf(actorId))),
      ip: clean(event.ip),
      action,
      objectKind,
      objectId: event.objectId === null ? null : await nameFor(objectKind, event.objectId),
      result,
      details: Object.fromEntries(Object.entries(details).map(([k, v]) => [k, typeof v === 'string' ? clean(v) : v])),
    };
    for (let attempt = 1; ; attempt += 1) {
      const previous = await database
        .selectFrom('audit_log')
        .select(['seq', 'row_hash'])
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst();
      const before = previous ?? (await newestAnchor());
      const row: AuditRow = {
        ...fields,
        seq: Number(before?.seq ?? 0) + 1,
        at: clock().toISOString(),
        prevHash: before?.row_hash ?? chainStart,
      };
      const rowHash = hashOfRow(row);
      const written = await database
        .insertInto('audit_log')
        .values(toTable(row, rowHash))
        .onConflict((conflict) => conflict.column('seq').doNothing())
        .executeTakeFirst();
      if (Number(written.numInsertedOrUpdatedRows ?? 0) > 0) return { ...row, rowHash };
      // Another process took the number between our two statements; under load that may happen a few times in a row.
      if (attempt >= 100) throw new Error('no number free in the audit log');
      await pause(Math.random() * 5);
    }
  };

  const loginOf = async (id: string | null): Promise<string> => {
    if (id === null) return '';
    const row = await database.selectFrom('users').select('login').where('id', '=', id).executeTakeFirst();
    return row?.login ?? '';
  };

  const newestAnchor = () =>
    database.selectFrom('audit_anchors').select(['seq', 'row_hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst();

  /** The id, or the reference under which the log knows it. */
  const nameFor = async (kind: AuditObjectKind, id: string): Promise<string> => {
    if (!forgettable.includes(kind)) return clean(id);
    const known = await refOf(kind, id);
    if (known !== null) return known;
    await database
      .insertInto('audit_objects')
      .values({ ref: randomUUID(), kind, id: id.slice(0, longestText) })
      .onConflict((conflict) => conflict.columns(['kind', 'id']).doNothing())
      .execute();
    return (await refOf(kind, id)) ?? '';
  };

  const refOf = async (kind: AuditObjectKind, id: string): Promise<string | null> => {
    const row = await database
      .selectFrom('audit_objects')
      .select('ref')
      .where('kind', '=', kind)
      .where('id', '=', id.slice(0, longestText))
      .executeTakeFirst();
    return row?.ref ?? null;
  };

  return {
    /**
     * Appends one event; `afterwards` runs before the next row of this process is begun.
     * @throws KamertonError `store_unavailable` when the row cannot be kept
     */
    async append(event: AuditEvent, afterwards: (row: ChainedRow) => Promise<void>): Promise<ChainedRow> {
      const mine = last.then(async () => {
        const row = await append(event);
        await afterwards(row);
        return row;
      });
      last = mine.catch(() => {});
      try {
        return await mine;
      } catch (cause) {
        throw new KamertonError(
          'store_unavailable',
          'действие не выполнено: его не удалось записать в журнал действий; проверьте место на диске и хранилище',
          { cause },
        );
      }
    },

    refOf,

    /** Rows after `seq`, oldest first. */
    async after(seq: number, limit: number): Promise<ChainedRow[]> {
      const rows = await database
        .selectFrom('audit_log')
        .selectAll()
        .where('seq', '>', seq)
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map(fromTable);
    },

    /** The last of the rows from the oldest on that are `over`; null when the oldest is not. */
    async lastBefore(over: (at: Date) => boolean): Promise<{ seq: number; rowHash: string } | null> {
      let last: { seq: number; rowHash: string } | null = null;
      for (;;) {
        const rows = await this.after(last?.seq ?? 0, 1_000);
        if (rows.length === 0) return last;
        for (const row of rows) {
          if (!over(new Date(row.at))) return last;
          last = { seq: row.seq, rowHash: row.rowHash };
        }
      }
    },

    /** Deletes the rows up to a signed anchor; returns how many. The anchor comes first, so that a kill leaves it provable. */
    async cut(anchor: { seq: number; rowHash: string; at: string; signature: string }): Promise<number> {
      const { seq, rowHash, at, signature } = anchor;
      await database
        .insertInto('audit_anchors')
        .values({ seq, row_hash: rowHash, at, signature })
        .onConflict((conflict) => conflict.column('seq').doNothing())
        .execute();
      const gone = await database.deleteFrom('audit_log').where('seq', '<=', seq).executeTakeFirst();
      return Number(gone.numDeletedRows);
    },

    /** Forgets what a reference stands for; the rows stay and name nobody. */
    async forget(kind: AuditObjectKind, id: string): Promise<void> {
      await database
        .deleteFrom('audit_objects')
        .where('kind', '=', kind)
        .where('id', '=', id.slice(0, longestText))
        .execute();
    },

    /** The anchors, oldest first. */
    anchors: () => database.selectFrom('audit_anchors').selectAll().orderBy('seq').execute(),
  };
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

const clean = (text: string) => escapeControls(text).slice(0, longestText);

const toTable = (row: AuditRow, rowHash: string): AuditLogTable => ({
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
